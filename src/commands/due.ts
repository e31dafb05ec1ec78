import { z } from "zod";
import { openPause, reckon } from "../domain/deadline.ts";
import { line as sentence } from "../view/blocks.ts";
import { dueText } from "../view/text.ts";
import { askedWithReason } from "./dating.ts";
import { onOneRequest } from "./one-request.ts";
import { flag, line, maybe, moment, onRequest } from "./options.ts";
import { calendarsOf, companyOf, teamOf } from "./recording.ts";

/** Sets a new date by which we expect an answer: a new clock, counted from now. */
export const due = onOneRequest({
  name: "due",
  group: "steer",
  needs: "coordinator",
  positional: ["request", "when"],
  examples: ["due AID-1 in 3 working days", "due AID-1 fri 17:00"],
  options: z.object({
    ...onRequest(),
    when: moment(),
    reason: maybe(line(), { form: true }),
    both: maybe(flag()),
    anyway: maybe(flag(), { hidden: true }),
  }),
  async intend(typed, desk, request) {
    const home = await teamOf(desk, request);
    return {
      do: "due",
      ask: askedWithReason(desk, home, typed.when, "when", typed.both),
      ...(typed.reason && { reason: typed.reason }),
    };
  },
  understood: ({ when }, { due }) => [when, due],
  headline: "did.due",
  details: ({ standing }, say, { deadline }) => {
    // A clock that stands still for another reason, too, is not set going by a date.
    const stopped = standing.running ? deadline && openPause(deadline) : undefined;
    return stopped ? [sentence(...say("did.due_resumed", { reason: stopped.reason }))] : [];
  },
  replaces: {
    fact: "deadline.set",
    present: async (request) => request.deadline && [dueText(request.deadline.due)],
    async proposed(typed, request, desk) {
      const team = await teamOf(desk, request);
      const { term } = askedWithReason(desk, team, typed.when, "when", typed.both);
      const calendars = calendarsOf(desk, team, await companyOf(desk, request));
      return [dueText(reckon(term, desk.at, calendars).due)];
    },
  },
});
