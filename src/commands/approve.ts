import { z } from "zod";
import type { Intent } from "../domain/intent.ts";
import { Refusal } from "../domain/refusal.ts";
import { refOf } from "../domain/request.ts";
import type { Key } from "../language/say.ts";
import { approvalBlocks } from "../view/approval.ts";
import { changeView } from "../view/change.ts";
import { command } from "./command.ts";
import { mustReach, theRequest } from "./finding.ts";
import { flag, line, maybe, onRequest } from "./options.ts";
import { cardOf, changeRequest } from "./recording.ts";

const options = z.object({
  ...onRequest(),
  return: maybe(line(500)),
  ask: maybe(flag()),
  /** The button “Return” says so before its word is there. */
  back: maybe(flag(), { hidden: true }),
});

/** What is meant: to ask for a lead's word, to give it, or to send the request back with one. */
const meant = (typed: z.output<typeof options>): { intent: Exclude<Intent, { do: "log" }>; headline: Key } => {
  if (typed.ask && typed.return !== undefined)
    throw new Refusal("not_together", { option: "ask", other: "return" }, "return");
  if (typed.ask) return { intent: { do: "ask_approval" }, headline: "did.awaits" };
  return typed.return === undefined
    ? { intent: { do: "approve" }, headline: "did.approve" }
    : { intent: { do: "return", word: typed.return }, headline: "did.return" };
};

/** A lead's word before a request goes out: asked for by anybody who works on it, given or refused by a lead. */
export const approve = command({
  name: "approve",
  group: "steer",
  needs: "coordinator",
  changes: true,
  audience: "channel",
  positional: ["request"],
  examples: ["approve AID-1", "approve AID-1 ask:yes", 'approve AID-1 return:"Name the law that we rely on"'],
  wants: (typed) => (typed["back"] ? ["return"] : []),
  options,
  async run(typed, desk) {
    const { intent, headline } = meant(typed);
    if (intent.do !== "ask_approval") mustReach(desk, "lead", "approve");
    const changed = await changeRequest(desk, await theRequest(desk, typed), intent);
    return { card: await cardOf(desk, changed), headline };
  },
  present({ card, headline }, say) {
    const fillings = { ref: refOf(card.request.ref), company: card.company.name };
    return changeView({ card, headline: say(headline, fillings), details: approvalBlocks(card, say) }, say);
  },
});
