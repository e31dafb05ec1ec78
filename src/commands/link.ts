import { z } from "zod";
import { CODE_MINUTES, type CodeKind, type Miss } from "../domain/link.ts";
import type { Member, Workspace } from "../domain/parties.ts";
import { Refusal } from "../domain/refusal.ts";
import { roleOf } from "../domain/roles.ts";
import type { Instant } from "../domain/time.ts";
import type { Role } from "../domain/vocabulary.ts";
import { accountsJoined, codeGiven, codeGone, serversJoined } from "../view/link.ts";
import { refusalView } from "../view/refusal.ts";
import { command } from "./command.ts";
import { mustReach } from "./finding.ts";
import { joinAccounts, joinServers } from "./joining.ts";
import { flag, line, maybe } from "./options.ts";
import { likened } from "./text.ts";

type Result =
  | { readonly code: string; readonly kind: CodeKind; readonly role: Role; readonly name: string }
  | { readonly member: Member }
  | { readonly workspace: Workspace }
  | { readonly miss: Miss };

const SERVER = /^(?:server|сервер)(?=\s|$)\s*/u;

/** `server CODE`, `server`, `CODE`, or nothing. */
const read = (typed: string): { kind: CodeKind; code: string } => {
  const words = likened(typed);
  const code = words.replace(SERVER, "");
  return { kind: code === words ? "person" : "server", code };
};

const minutesUntil = (until: Instant, at: Instant): number => Math.ceil((Date.parse(until) - Date.parse(at)) / 60_000);

/** Joins a person's accounts on two platforms, or with `server` a whole server to an existing register, by a one-time code. */
export const link = command({
  name: "link",
  group: "setup",
  needs: "observer",
  changes: true,
  audience: "caller",
  positional: ["code"],
  examples: ["link", "link 7KQ4M-X2PVD", "link server", "link server 7KQ4M-X2PVD"],
  options: z.object({ code: maybe(line(40)), server: maybe(flag()) }),
  async run(typed, desk): Promise<Result> {
    const { kind: named, code } = read(typed.code ?? "");
    const kind = typed.server ? "server" : named;
    // A role that a platform lends is no word for a whole register: whoever gives such a code is admin themselves.
    const own = roleOf((await desk.member(desk.me.id)) ?? desk.me, desk.workspace, desk.via);
    if (code === "") {
      if (kind === "server") mustReach({ ...desk, me: { ...desk.me, role: own } }, "admin", "link");
      return { code: await desk.codes.give(kind), kind, role: own, name: desk.workspace.name };
    }
    const until = await desk.codes.waits();
    if (until !== undefined) throw new Refusal("code_wait", { number: minutesUntil(until, desk.at) }, "code");
    const given = await desk.codes.read(kind, code);
    // No refusal, which would take back that it is counted.
    if (typeof given === "string") {
      if (given === "unknown") await desk.codes.missed();
      return { miss: given };
    }
    return kind === "person"
      ? { member: await joinAccounts(desk, given, code) }
      : { workspace: await joinServers(desk, given, code) };
  },
  present(result, say) {
    if ("code" in result) return codeGiven({ ...result, minutes: CODE_MINUTES }, say);
    if ("member" in result) return accountsJoined(result.member, say);
    if ("workspace" in result) return serversJoined(result.workspace, say);
    return refusalView(new Refusal(`code_${result.miss}`, {}, "code"), say);
  },
  repeated: (result, say) => ("code" in result ? codeGone(say) : undefined),
});
