import { isAnswer } from "./answer.ts";
import type { Request } from "./request.ts";
import type { Standing } from "./standing.ts";
import type { Instant } from "./time.ts";
import type { Phase } from "./vocabulary.ts";

/**
 * The phase of a request at a moment: what ended first, then what they did, then whom it waits for. What is late
 * is late also where something was promised; what is fulfilled is never late.
 */
export const phaseOf = ({ status }: Pick<Request, "status">, standing: Standing, at: Instant): Phase => {
  if (status === "awaiting_approval") return "approval";
  if (status !== "open") return status;
  const { fulfilment, lateAt, outcome, move, waitsFor, unread } = standing;
  if (fulfilment === "full") return "fulfilled";
  if (lateAt !== undefined && lateAt <= at) return "late";
  if (unread) return "answered";
  if (move === "theirs") return outcome === "accepted_full" || outcome === "accepted_partial" ? "promised" : "waiting";
  if (waitsFor === "send") return "to_send";
  return isAnswer(outcome) || waitsFor === "answer_them" ? "answered" : "waiting";
};
