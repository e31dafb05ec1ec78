import { z } from "zod";
import { Refusal } from "../domain/refusal.ts";
import { replay } from "../domain/replay.ts";
import { refOf } from "../domain/request.ts";
import { requestCard } from "../view/request-card.ts";
import { asKnown } from "./as-known.ts";
import { command } from "./command.ts";
import { asOfMoment } from "./dating.ts";
import { theRequest } from "./finding.ts";
import { maybe, moment, request } from "./options.ts";
import { cardOf } from "./recording.ts";

/** Shows a request: as it stands, or as it was known on a past day. */
export const show = command({
  name: "show",
  group: "look",
  needs: "observer",
  changes: false,
  audience: "caller",
  positional: ["request", "as-of"],
  examples: ["show AID-1", "show AID-1 as-of:yesterday"],
  options: z.object({ request: request(), "as-of": maybe(moment()) }),
  async run(typed, desk) {
    const current = await theRequest(desk, { request: typed.request });
    if (typed["as-of"] === undefined) return cardOf(desk, current);
    const at = asOfMoment(desk, typed["as-of"]);
    const then = replay("request", await desk.timeline("request", current.id, at));
    if (!then) throw new Refusal("not_there_then", { ref: refOf(typed.request) }, "as-of");
    return { ...(await cardOf(await asKnown(desk, at), then)), asOf: at };
  },
  present: requestCard,
});
