import { z } from "zod";
import { dueText } from "../view/text.ts";
import { dueFrom } from "./dating.ts";
import { onOneRequest } from "./one-request.ts";
import { flag, long, maybe, moment, onRequest } from "./options.ts";
import { teamOf } from "./recording.ts";

/** Records the date they named. Our deadline stays; the next reminder follows their date. */
export const promise = onOneRequest({
  name: "promise",
  group: "hear",
  needs: "coordinator",
  positional: ["request", "when", "text"],
  examples: ['promise AID-1 "next friday" "Legal will answer by then"'],
  options: z.object({
    ...onRequest(),
    when: moment(),
    text: maybe(long(), { form: true }),
    anyway: maybe(flag(), { hidden: true }),
  }),
  async intend(typed, desk, request) {
    const team = await teamOf(desk, request);
    return { do: "promise", due: dueFrom(desk, team, typed.when, "when"), ...(typed.text && { text: typed.text }) };
  },
  understood: ({ when }, { promised }) => [when, promised],
  headline: "did.promise",
  replaces: {
    fact: "promise.recorded",
    present: async (request) => request.promise && [dueText(request.promise.due)],
    proposed: async (typed, request, desk) => [dueText(dueFrom(desk, await teamOf(desk, request), typed.when, "when"))],
  },
});
