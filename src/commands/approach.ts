import { z } from "zod";
import { mustBeApproved } from "../domain/decide-approval.ts";
import { Refusal } from "../domain/refusal.ts";
import { type Proposal, type Request, refOf } from "../domain/request.ts";
import { dayOf, type Zone } from "../domain/time.ts";
import { CHANNELS } from "../domain/vocabulary.ts";
import type { Desk } from "../ports.ts";
import { approvalBlocks } from "../view/approval.ts";
import { line as sentence } from "../view/blocks.ts";
import { changeView } from "../view/change.ts";
import { dueText } from "../view/text.ts";
import { putOrAsk } from "./approving.ts";
import { command } from "./command.ts";
import { askedFor, happened, now } from "./dating.ts";
import { theRequest } from "./finding.ts";
import { dayAhead } from "./moments/reader.ts";
import { choice, flag, line, long, maybe, moment, nth, onRequest } from "./options.ts";
import { cardOf, changeRequest, teamOf } from "./recording.ts";

const kept = <K extends string>(name: K, text: string | undefined): { readonly [N in K]?: string } =>
  // One name and its text, or nothing.
  (text === undefined ? {} : { [name]: text }) as { readonly [N in K]?: string };

/** What a lead approved, as it was typed then: it went out, and is recorded by one press. */
const whatWasApproved = (request: Request): Proposal => {
  mustBeApproved(request);
  const { proposed } = request.approval ?? {};
  if (!proposed) throw new Refusal("missing_option", { option: "channel", command: "approach" }, "channel");
  return proposed;
};

/** The answer was asked for by a date that may have passed while the request waited. */
const stillAhead = (ask: Proposal["ask"], desk: Desk, zone: Zone): Proposal["ask"] => {
  const term = ask?.term;
  const past =
    (term?.unit === "day" && term.day < dayOf(desk.at, zone)) || (term?.unit === "instant" && term.at < desk.at);
  if (past) {
    const ahead = dayAhead(desk.at, zone);
    throw new Refusal("date_in_past", { typed: ask?.stated ?? "", ahead }, "reply-by");
  }
  return ask;
};

/** One more letter, call, post or meeting on a request; or another source's date for one that is recorded. */
export const approach = command({
  name: "approach",
  group: "ask",
  needs: "coordinator",
  changes: true,
  audience: "channel",
  positional: ["request", "channel"],
  examples: [
    'approach AID-1 social_public text:"We ask you again, in public" reply-by:48h',
    "approach AID-1 approved:yes",
    'approach AID-1 disputes:1 at:"last week" source:"Example Times"',
  ],
  wants: (typed) => (typed["disputes"] ? ["at", "source"] : typed["approved"] ? [] : ["channel"]),
  options: z.object({
    ...onRequest(),
    channel: maybe(choice("channel", CHANNELS), { form: true }),
    at: maybe(moment(), { form: true }),
    to: maybe(line(120), { form: true }),
    from: maybe(line(120)),
    text: maybe(long(), { form: true }),
    "reply-by": maybe(moment(), { form: true }),
    both: maybe(flag()),
    disputes: maybe(nth()),
    source: maybe(line(120)),
    approved: maybe(flag()),
  }),
  async run(typed, desk) {
    const request = await theRequest(desk, typed);
    const home = await teamOf(desk, request);
    const { zone } = home;
    const at = typed.at ? happened(desk, zone, typed.at, "at") : now(desk);
    if (typed.disputes !== undefined) {
      const claim = { field: "date", value: at.stated ?? at.on, source: typed.source ?? "", chosen: false } as const;
      const disputed = await changeRequest(desk, request, { do: "dispute_approach", no: typed.disputes, claim });
      return { card: await cardOf(desk, disputed), headline: "did.disputed", stated: undefined } as const;
    }
    const approved = typed.approved ? whatWasApproved(request) : undefined;
    const ask = typed["reply-by"]
      ? askedFor(desk, home, typed["reply-by"], "reply-by", typed.both)
      : stillAhead(approved?.ask, desk, zone);
    const put = await putOrAsk(desk, request, {
      approach: {
        at: typed.at === undefined ? (approved?.at ?? at) : at,
        channel: typed.channel ?? approved?.channel ?? "email", // `wants` lets only these two come without one
        chase: approved?.chase ?? false,
        ...(approved?.rung && { rung: approved.rung }),
        ...kept("to", typed.to ?? approved?.to),
        ...kept("from", typed.from ?? approved?.from),
        ...kept("text", typed.text ?? approved?.text),
      },
      dated: typed.at !== undefined,
      ask,
      owner: approved?.owner,
    });
    return {
      card: await cardOf(desk, put.request),
      headline: put.asked ? "did.awaits" : request.status === "draft" ? "did.request" : "did.approach",
      stated: put.asked ? undefined : ask?.stated,
    } as const;
  },
  present({ card, headline, stated }, say) {
    const due = card.standing.due;
    const details = [
      ...(stated && due ? [sentence(...say("did.understood", { typed: stated, due: dueText(due) }))] : []),
      ...approvalBlocks(card, say),
    ];
    return changeView(
      { card, headline: say(headline, { ref: refOf(card.request.ref), company: card.company.name }), details },
      say,
    );
  },
});
