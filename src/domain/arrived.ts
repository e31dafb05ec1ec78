import { awaitingConfirmation } from "./confirmation.ts";
import { contributed, type Fulfilment, hasKeptWord } from "./fulfilment.ts";
import type { Request } from "./request.ts";
import { type Day, dayMeant, type Instant } from "./time.ts";
import { familyOf, type Move, type Outcome, type WaitsFor } from "./vocabulary.ts";
import { zoneOf } from "./zoned.ts";

/** Whose move it is, and what for. */
export interface Turn {
  readonly move: Move;
  readonly waitsFor?: WaitsFor;
}

/** Whether something was received of which the recipient has not said so. */
export const isUnconfirmed = (request: Request): boolean => awaitingConfirmation(request).length > 0;

/** When something came in last, and on which day. */
export const lastArrival = (request: Request): { readonly recorded: Instant; readonly day: Day } => {
  const zone = zoneOf(request);
  return [
    ...request.deliveries.flatMap(({ moves }) =>
      moves.map(({ on, recorded }) => ({ recorded, day: dayMeant(on, zone) })),
    ),
    ...request.readings.map(({ at, recorded }) => ({ recorded, day: dayMeant(at, zone) })),
  ].reduce((last, one) => (one.recorded >= last.recorded ? one : last), { recorded: "", day: "" });
};

/** Whether we turned to them again once we knew what came, so that the move went back to them. */
const askedForMore = (request: Request): boolean => {
  const { recorded, day } = lastArrival(request);
  return request.approaches.some((one) => one.recorded > recorded && dayMeant(one.at, zoneOf(request)) >= day);
};

/**
 * Whose move it is once everything has come: ours, whatever they answered and whether or not. The recipient's word is still
 * missing, or the request can be closed; of a part that they agreed to and brought, somebody says whether it will do.
 * Undefined while something is missing, for requests to stop something, and once we asked for more.
 */
export const turnOnceHere = (
  request: Request,
  outcome: Outcome | undefined,
  fulfilment: Fulfilment,
): Turn | undefined => {
  if (familyOf(request.kind) !== "contribute" || fulfilment === "none") return undefined;
  if (askedForMore(request)) return undefined;
  if (fulfilment === "full") {
    const sure = !isUnconfirmed(request) && contributed(request, "verified") === "full";
    return { move: "ours", waitsFor: sure ? "close" : "confirm" };
  }
  if (outcome !== "accepted_partial" || !hasKeptWord(request)) return undefined;
  return { move: "ours", waitsFor: isUnconfirmed(request) ? "confirm" : "decide" };
};
