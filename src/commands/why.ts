import { z } from "zod";
import { explain } from "../domain/explanation.ts";
import { Refusal } from "../domain/refusal.ts";
import { refOf } from "../domain/request.ts";
import { whyView } from "../view/why.ts";
import { command } from "./command.ts";
import { theRequest } from "./finding.ts";
import { request } from "./options.ts";
import { calendarsOf, companyOf, teamOf } from "./recording.ts";

/** Explains a deadline: from which day it counts, which days, which were passed over and why. */
export const why = command({
  name: "why",
  group: "look",
  needs: "observer",
  changes: false,
  audience: "caller",
  positional: ["request"],
  examples: ["why AID-1"],
  options: z.object({ request: request() }),
  async run(typed, desk) {
    const one = await theRequest(desk, typed);
    if (!one.deadline) throw new Refusal("no_deadline", { ref: refOf(one.ref) }, "request");
    const calendars = calendarsOf(desk, await teamOf(desk, one), await companyOf(desk, one));
    return { request: one, explanation: explain(one.deadline, calendars), at: desk.at };
  },
  present: whyView,
});
