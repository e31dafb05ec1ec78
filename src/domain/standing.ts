import { answerInForce, extentOf, isAnswer, notAfter, outcomeOf, saidOn, spoken } from "./answer.ts";
import { awaitsWord, isApproved } from "./approval.ts";
import { isUnconfirmed, lastArrival, type Turn, turnOnceHere } from "./arrived.ts";
import { disputedGifts } from "./claims.ts";
import type { Due } from "./deadline.ts";
import { type Fulfilment, fulfilmentOf } from "./fulfilment.ts";
import { isDisputed } from "./level.ts";
import type { Request } from "./request.ts";
import type { Response } from "./response.ts";
import { dayMeant, dayOf, type Instant, isBefore, roughly, type Zone } from "./time.ts";
import { type Extent, familyOf, type Move, type Outcome, type WaitsFor } from "./vocabulary.ts";
import { zoneOf } from "./zoned.ts";

export { isAnswer } from "./answer.ts";

/** Where a request stands: everything that is computed from its facts and never typed in. */
export interface Standing {
  readonly inForce?: Response;
  readonly outcome?: Outcome;
  readonly extent?: Extent;
  /** Sources disagree and nobody has chosen. */
  readonly disputed: boolean;
  /** How far what was asked has been done, by what arrived or by how far they went; never by what was said. */
  readonly fulfilment: Fulfilment;
  readonly move: Move;
  readonly waitsFor?: WaitsFor;
  /** The clock runs: open, their move, not paused, and a deadline is set. */
  readonly running: boolean;
  readonly due?: Due;
  /** Present while the clock runs. */
  readonly lateAt?: Instant;
  readonly veryLateAt?: Instant;
  readonly promised?: Due;
  readonly sent?: Instant;
  readonly answered?: Instant;
  /** The latest real answer, when there were several. */
  readonly lastAnswered?: Instant;
  /** An answer is here that nobody has read into an outcome. */
  readonly unread?: { readonly version: number; readonly since: Instant };
  readonly moved: Instant;
}

/** Whether the clock began after they had said so, whenever that was written down: what they answered was asked before. */
export const isNewClock = (request: Request, answer: Response): boolean => {
  const { deadline, approaches } = request;
  const [said, zone] = [saidOn(answer), zoneOf(request)];
  return (
    deadline !== undefined &&
    isBefore(said, { on: deadline.from, precision: "instant" }, zone) &&
    approaches.some(({ at }) => !isBefore(said, at, zone))
  );
};

/**
 * Whether we turned to them again after that answer, so that the move went back to them. Before it was written down we may
 * only have asked for it once more, which it answers, too; unless we set another date by that letter.
 */
const askedAgain = (request: Request, answer: Response): boolean => {
  const zone = zoneOf(request);
  const day = dayOf(spoken(answer, zone), zone);
  const clock = isNewClock(request, answer) && request.deadline;
  return request.approaches.some(({ at, recorded }) =>
    recorded > answer.recorded
      ? dayMeant(at, zone) >= day
      : clock && isBefore(saidOn(answer), at, zone) && dayMeant(at, zone) === dayOf(clock.from, zone),
  );
};

/** Whose move it is and what for, however often it was open before. */
const usualTurn = (request: Request, inForce: Response | undefined, fulfilment: Fulfilment): Turn => {
  if (request.status === "closed" || request.status === "withdrawn") return { move: "nobody" };
  if (request.status === "awaiting_approval") return { move: "ours", waitsFor: "approve" };
  const outcome = outcomeOf(inForce);
  const here = turnOnceHere(request, outcome, fulfilment);
  if (here) return here;
  if (request.status === "draft" || request.approaches.length === 0) return { move: "ours", waitsFor: "send" };
  if (request.deadline?.pauses.some((pause) => pause.to === undefined))
    return { move: "ours", waitsFor: "answer_them" };
  if (!inForce || !isAnswer(outcome) || askedAgain(request, inForce)) return { move: "theirs" };
  if (outcome === "accepted_full")
    return familyOf(request.kind) === "restrict" ? { move: "ours", waitsFor: "close" } : { move: "theirs" };
  if (outcome === "accepted_partial" && familyOf(request.kind) === "contribute") return { move: "theirs" };
  return { move: "ours", waitsFor: "decide" };
};

/** Whose move it is and what for. What was here when it was opened again did not settle it: somebody decides what is wanted now. */
const turnOf = (request: Request, inForce: Response | undefined, fulfilment: Fulfilment): Turn => {
  const { reopened } = request;
  const turn = usualTurn(request, inForce, fulfilment);
  if (turn.waitsFor !== "close" || reopened === undefined) return turn;
  const isOld = [inForce?.recorded ?? "", lastArrival(request).recorded].every((at) => at <= reopened);
  return isOld ? { move: "ours", waitsFor: "decide" } : turn;
};

/** What we still have to do while they have the move. */
const meanwhile = (request: Request, unread: boolean): { waitsFor?: WaitsFor } => {
  if (unread) return { waitsFor: "read" };
  if (awaitsWord(request.approval)) return { waitsFor: "approve" };
  if (isApproved(request) && request.approval?.proposed) return { waitsFor: "send" };
  return isUnconfirmed(request) ? { waitsFor: "confirm" } : {};
};

/** When they answered. A day without an hour is not before the letter of that day. */
const heardAt = (answer: Response, sent: Instant | undefined, zone: Zone): Instant => {
  const at = spoken(answer, zone);
  const isVague = saidOn(answer).precision !== "instant";
  return isVague && sent !== undefined && at < sent && dayOf(at, zone) === dayOf(sent, zone) ? sent : at;
};

/**
 * The date they named, while it is the one to look to: until an answer comes, or until we set a date
 * of our own after theirs. An answer may name a date itself, and then both are of one moment.
 */
const awaited = (
  { promise, deadline }: Request,
  lastAnswer: Response | undefined,
  running: boolean,
): Due | undefined => {
  if (!promise || (lastAnswer && lastAnswer.recorded > promise.recorded)) return undefined;
  return running && deadline !== undefined && deadline.from > promise.recorded ? undefined : promise.due;
};

/** Computes the standing of a request from its facts alone; what is late now is left to the asker's clock. */
export const standingOf = (request: Request): Standing => {
  const zone = zoneOf(request);
  const inForce = answerInForce(request);
  const outcome = outcomeOf(inForce);
  const extent = extentOf(inForce);
  const fulfilment = fulfilmentOf(request);
  const turn = turnOf(request, inForce, fulfilment);
  const unread = request.responses.find((response) => response.outcome === undefined && !response.automatic);
  const sent = request.approaches.map((one) => notAfter(roughly(one.at, zone), one)).toSorted()[0];
  const answers = request.responses.filter((one) => isAnswer(outcomeOf(one))).map((one) => heardAt(one, sent, zone));
  const [answered] = answers.toSorted();
  const lastAnswered = answers.toSorted().at(-1);
  const lastAnswer = request.responses.findLast((response) => isAnswer(response.outcome));
  // A clock set before the answer asked for that answer: once it is here, only a newer clock runs.
  const spent =
    inForce !== undefined &&
    isAnswer(outcome) &&
    (request.deadline?.from ?? "") <= inForce.recorded &&
    !isNewClock(request, inForce);
  const running = turn.move === "theirs" && request.deadline !== undefined && !spent;
  const promised = awaited(request, lastAnswer, running);
  return {
    ...(inForce && { inForce }),
    ...(outcome && { outcome }),
    ...(extent && { extent }),
    disputed: (inForce !== undefined && isDisputed(inForce.claims)) || disputedGifts(request).length > 0,
    fulfilment,
    ...turn,
    ...(unread && turn.move !== "nobody" && { unread: { version: unread.version, since: unread.recorded } }),
    ...(turn.move === "theirs" && meanwhile(request, unread !== undefined)),
    running,
    ...(request.deadline && { due: request.deadline.due }),
    ...(running && request.deadline && { lateAt: request.deadline.lateAt, veryLateAt: request.deadline.veryLateAt }),
    ...(promised && { promised }),
    ...(sent && { sent }),
    ...(answered && { answered }),
    ...(lastAnswered && { lastAnswered }),
    moved: request.changed.at,
  };
};
