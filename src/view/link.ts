import type { CodeKind } from "../domain/link.ts";
import type { Member, Workspace } from "../domain/parties.ts";
import type { Role } from "../domain/vocabulary.ts";
import type { Say } from "../language/say.ts";
import { line, list, note } from "./blocks.ts";
import { short, code as typed } from "./text.ts";
import { commandWord } from "./typed.ts";
import type { View } from "./view.ts";

/** A code that was just given, with where to type it, and what follows for whoever does. */
export const codeGiven = (
  {
    code,
    kind,
    role,
    name,
    minutes,
  }: {
    readonly code: string;
    readonly kind: CodeKind;
    readonly role: Role;
    readonly name: string;
    readonly minutes: number;
  },
  say: Say,
): View => {
  const server = kind === "server" ? `${say.words("link.server_word")} ` : "";
  return {
    title: say("link.code", { code: typed(code) }),
    tone: "plain",
    blocks: [
      line(
        ...say(`link.type_${kind}`, {
          typed: typed(`/aid ${commandWord("link", say)} ${server}${code}`),
          name: short(name),
          minutes,
        }),
      ),
      note(...say(`link.beware_${kind}`, { role: say.word("role", role) })),
    ],
  };
};

/** What is said of a code when it is asked for once more: it was shown, and was not kept. */
export const codeGone = (say: Say): View => ({
  title: say("link.shown"),
  tone: "plain",
  blocks: [line(...say("link.again", { typed: typed(`/aid ${commandWord("link", say)}`) }))],
});

/** One person from now on, with the role that they have. */
export const accountsJoined = ({ name, role, accounts }: Member, say: Say): View => ({
  title: say("link.joined", { name: short(name, 60), role: say.word("role", role) }),
  tone: "good",
  blocks: [
    line(...say("link.accounts", { count: accounts.length })),
    ...list([...new Set(accounts.map(({ platform }) => platform))].map((platform) => [say.word("platform", platform)])),
  ],
});

/** A server that is part of an existing register from now on. */
export const serversJoined = ({ name, newcomers }: Workspace, say: Say): View => ({
  title: say("link.server_joined", { name: short(name) }),
  tone: "good",
  blocks: [
    line(...say("link.server_roles", { role: say.word("role", newcomers) })),
    note(
      ...say("link.server_next", {
        team: typed(`/aid ${commandWord("team", say)}`),
        link: typed(`/aid ${commandWord("link", say)}`),
      }),
    ),
  ],
});
