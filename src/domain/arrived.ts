import { roughly } from "./answer.ts";
import { awaitingConfirmation } from "./confirmation.ts";
import { contributed, type Fulfilment, hasKeptWord } from "./fulfilment.ts";
import type { Approach, Request } from "./request.ts";
import type { Day, Instant } from "./time.ts";
import { familyOf, type Move, type Outcome, type WaitsFor } from "./vocabulary.ts";

/** Whose move it is, and what for. */
export interface Turn {
  readonly move: Move;
  readonly waitsFor?: WaitsFor;
}

/** Whether we turned to them again after something they did on that day, so that the move went back to them. */
export const askedAgain = (approaches: readonly Approach[], recorded: Instant, day: Day): boolean =>
  approaches.some((approach) => approach.recorded > recorded && roughly(approach.at) >= day);

/** Whether something was received of which the recipient has not said so. */
export const isUnconfirmed = (request: Request): boolean => awaitingConfirmation(request).length > 0;

/** When something came in last, and on which day. */
export const lastArrival = ({ deliveries, readings }: Request): { readonly recorded: Instant; readonly day: Day } =>
  [
    ...deliveries.flatMap(({ moves }) => moves.map(({ on, recorded }) => ({ recorded, day: on.on.slice(0, 10) }))),
    ...readings.map(({ at, recorded }) => ({ recorded, day: at.on.slice(0, 10) })),
  ].reduce((last, one) => (one.recorded >= last.recorded ? one : last), { recorded: "", day: "" });

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
  const { recorded, day } = lastArrival(request);
  if (askedAgain(request.approaches, recorded, day)) return undefined;
  if (fulfilment === "full") {
    const sure = !isUnconfirmed(request) && contributed(request, "verified") === "full";
    return { move: "ours", waitsFor: sure ? "close" : "confirm" };
  }
  if (outcome !== "accepted_partial" || !hasKeptWord(request)) return undefined;
  return { move: "ours", waitsFor: isUnconfirmed(request) ? "confirm" : "decide" };
};
