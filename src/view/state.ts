import type { Extent, Move, Outcome, Status, WaitsFor } from "../domain/vocabulary.ts";
import type { Say } from "../language/say.ts";
import type { Card } from "./card.ts";
import type { Text } from "./view.ts";

/** What a card and a line of an overview both know about where a request stands. */
interface Stands {
  readonly status: Status;
  readonly move: Move;
  readonly waitsFor?: WaitsFor | undefined;
}

/** Whose move it is and what is waited for, in a few words. */
export const stateWords = ({ status, move, waitsFor }: Stands, say: Say): string => {
  if (status === "draft" || status === "closed" || status === "withdrawn") return say.word("status", status);
  if (status === "awaiting_approval") return say.word("status", status);
  if (move === "ours" && waitsFor !== undefined) return say.words("state.ours", { what: say.word("waits", waitsFor) });
  return say.word("move", move);
};

/** The state as the first sentence of a card. */
export const stateText = ({ request, standing }: Card, say: Say): Text => {
  if (request.ended !== undefined && (request.status === "closed" || request.status === "withdrawn"))
    return say("state.ended", { status: say.word("status", request.status), reason: request.ended.reason });
  const waiting = request.status === "open" && standing.move === "theirs";
  return say("state.sentence", {
    state: waiting ? say.words("state.theirs") : stateWords({ status: request.status, ...standing }, say),
  });
};

/** The answer in force, in words: outcome, and how far it goes. */
export const answerWords = (
  answer: { readonly outcome?: Outcome | undefined; readonly extent?: Extent | undefined },
  say: Say,
): string | undefined => {
  const words = [
    answer.outcome === undefined ? undefined : say.word("outcome", answer.outcome),
    answer.extent === undefined ? undefined : say.word("extent", answer.extent),
  ].filter((word) => word !== undefined);
  return words.length === 0 ? undefined : words.join(", ");
};
