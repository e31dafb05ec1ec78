import { z } from "zod";
import { refOf } from "../domain/request.ts";
import { CHANNELS } from "../domain/vocabulary.ts";
import { line as sentence } from "../view/blocks.ts";
import { changeView } from "../view/change.ts";
import { dueText } from "../view/text.ts";
import { command } from "./command.ts";
import { askedFor, happened, now } from "./dating.ts";
import { theRequest } from "./finding.ts";
import { choice, flag, line, long, maybe, moment, number, onRequest } from "./options.ts";
import { cardOf, changeRequest, teamOf } from "./recording.ts";

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
    'approach AID-1 disputes:1 at:"last week" source:"Example Times"',
  ],
  wants: (typed) => (typed["disputes"] ? ["at", "source"] : ["channel"]),
  options: z.object({
    ...onRequest(),
    channel: maybe(choice("channel", CHANNELS), { form: true }),
    at: maybe(moment(), { form: true }),
    to: maybe(line(120), { form: true }),
    from: maybe(line(120)),
    text: maybe(long(), { form: true }),
    "reply-by": maybe(moment(), { form: true }),
    both: maybe(flag()),
    disputes: maybe(number(1, 999)),
    source: maybe(line(120)),
  }),
  async run(typed, desk) {
    const { channel = "email" } = typed; // `wants` lets only a dispute come without one
    const request = await theRequest(desk, typed);
    const { zone } = await teamOf(desk, request);
    const at = typed.at ? happened(desk, zone, typed.at, "at") : now(desk);
    if (typed.disputes !== undefined) {
      const claim = { field: "date", value: at.stated ?? at.on, source: typed.source ?? "", chosen: false } as const;
      const disputed = await changeRequest(desk, request, { do: "dispute_approach", no: typed.disputes, claim });
      return { card: await cardOf(desk, disputed), headline: "did.disputed", stated: undefined } as const;
    }
    const ask = typed["reply-by"] ? askedFor(desk, zone, typed["reply-by"], "reply-by", typed.both) : undefined;
    const changed = await changeRequest(desk, request, {
      do: "approach",
      approach: {
        at,
        channel,
        chase: false,
        ...(typed.to && { to: typed.to }),
        ...(typed.from && { from: typed.from }),
        ...(typed.text && { text: typed.text }),
      },
      ...(ask && { ask }),
    });
    return { card: await cardOf(desk, changed), headline: "did.approach", stated: ask?.stated } as const;
  },
  present({ card, headline, stated }, say) {
    const due = card.standing.due;
    const details = stated && due ? [sentence(...say("did.understood", { typed: stated, due: dueText(due) }))] : [];
    return changeView(
      { card, headline: say(headline, { ref: refOf(card.request.ref), company: card.company.name }), details },
      say,
    );
  },
});
