import type { Extent, Move, Outcome, Status, WaitsFor } from "../domain/vocabulary.ts";
import type { Say } from "../language/say.ts";
import type { Card } from "./card.ts";
import { short } from "./text.ts";
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
  if (move === "theirs" && waitsFor === "read") return say.words("state.unread");
  if (move === "theirs" && waitsFor !== undefined)
    return say.words("state.meanwhile", { what: say.word("waits", waitsFor) });
  if (move === "ours" && waitsFor !== undefined) return say.words("state.ours", { what: say.word("waits", waitsFor) });
  return say.word("move", move);
};

const capital = (text: string, say: Say): string => text.slice(0, 1).toLocaleUpperCase(say.language) + text.slice(1);

/** The state as the first sentence of a card. */
export const stateText = ({ request, standing }: Card, say: Say): Text => {
  const stands = { ...standing, status: request.status };
  if (request.ended !== undefined && (request.status === "closed" || request.status === "withdrawn"))
    return say("state.ended", {
      status: capital(say.word("status", request.status), say),
      reason: short(request.ended.reason, 200),
    });
  const agreed = standing.outcome === "accepted_full" || standing.outcome === "accepted_partial";
  if (
    request.status === "open" &&
    standing.move === "theirs" &&
    agreed &&
    !standing.running &&
    standing.waitsFor === undefined
  )
    return [`${capital(say.words("state.agreed"), say)}.`];
  const waiting = request.status === "open" && standing.move === "theirs" && standing.waitsFor === undefined;
  return [`${capital(waiting ? say.words("state.theirs") : stateWords(stands, say), say)}.`];
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
