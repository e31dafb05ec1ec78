import type { Due } from "./deadline.ts";
import type { Approach, Request } from "./request.ts";
import type { Claim, Response } from "./response.ts";
import type { Dated, Day, Instant } from "./time.ts";
import { type Extent, familyOf, type Move, type Outcome, type WaitsFor } from "./vocabulary.ts";

/** Where a request stands: everything that is computed from its facts and never typed in. */
export interface Standing {
  readonly inForce?: Response;
  readonly outcome?: Outcome;
  readonly extent?: Extent;
  /** Sources disagree and nobody has chosen. */
  readonly disputed: boolean;
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

/** Outcomes that answer the ask. "Received" and "later" do not: the clock goes on. */
const ANSWERS: readonly Outcome[] = ["declined", "counter_offer", "accepted_partial", "accepted_full", "reversed"];

/** Whether an outcome stops the clock. */
export const isAnswer = (outcome: Outcome | undefined): boolean => outcome !== undefined && ANSWERS.includes(outcome);

/** A dated fact as a moment, for sorting and for lags of whole days: a day counts as its noon in UTC. */
export const roughly = (dated: Dated): Instant => (dated.on.length > 10 ? dated.on : `${dated.on}T12:00:00.000Z`);

const known = (dated: Dated | undefined): dated is Dated => dated !== undefined && dated.precision !== "unknown";

/** The day from which an answer counts; the day it was recorded when no source gives one. */
const effectiveDay = (response: Response): Day => {
  const dated = [response.effective, response.stated, response.published].find(known);
  return (dated ? dated.on : response.recorded).slice(0, 10);
};

/** When the company spoke, as far as known: said, published, or else recorded. */
const spoken = (response: Response): Instant => {
  const dated = [response.stated, response.published, response.effective].find(known);
  return dated ? roughly(dated) : response.recorded;
};

/** The value a coordinator settled on, where sources differ. */
const chosen = (claims: readonly Claim[], field: Claim["field"]): string | undefined =>
  claims.find((claim) => claim.field === field && claim.chosen)?.value;

/** Whether a record's sources still disagree on some field. */
const isDisputed = (claims: readonly Claim[]): boolean =>
  claims.some((claim) => !claims.some((other) => other.field === claim.field && other.chosen));

/**
 * The answer in force: the latest that nothing supersedes, by effective day, ties by when it was
 * recorded. Automatic replies and answers nobody has read say nothing yet.
 */
const answerInForce = (responses: readonly Response[]): Response | undefined => {
  const superseded = new Set(responses.map((response) => response.supersedes));
  return responses
    .filter((response) => response.outcome !== undefined && !response.automatic && !superseded.has(response.version))
    .reduce<Response | undefined>((best, response) => {
      if (!best) return response;
      const [later, sooner] = [effectiveDay(response), effectiveDay(best)];
      return later > sooner || (later === sooner && response.recorded >= best.recorded) ? response : best;
    }, undefined);
};

/** Whether we turned to them again after that answer, so that the move went back to them. */
const askedAgain = (approaches: readonly Approach[], response: Response): boolean =>
  approaches.some(
    (approach) => approach.recorded > response.recorded && roughly(approach.at) >= spoken(response).slice(0, 10),
  );

// A claim on a field holds one of that field's own words: the response command reads it as one.
const outcomeOf = (response: Response | undefined): Outcome | undefined =>
  response && ((chosen(response.claims, "outcome") as Outcome | undefined) ?? response.outcome);

// As above, for the words of extents.
const extentOf = (response: Response | undefined): Extent | undefined =>
  response && ((chosen(response.claims, "extent") as Extent | undefined) ?? response.extent);

/** Whose move it is and what for. The one place where this is decided. */
const turnOf = (request: Request, inForce: Response | undefined): { move: Move; waitsFor?: WaitsFor } => {
  if (request.status === "closed" || request.status === "withdrawn") return { move: "nobody" };
  if (request.status === "awaiting_approval") return { move: "ours", waitsFor: "approve" };
  if (request.status === "draft" || request.approaches.length === 0) return { move: "ours", waitsFor: "send" };
  if (request.deadline?.pauses.some((pause) => pause.to === undefined))
    return { move: "ours", waitsFor: "answer_them" };
  const outcome = outcomeOf(inForce);
  if (!inForce || !isAnswer(outcome) || askedAgain(request.approaches, inForce)) return { move: "theirs" };
  if (outcome === "accepted_full")
    return familyOf(request.kind) === "restrict" ? { move: "ours", waitsFor: "close" } : { move: "theirs" };
  if (outcome === "accepted_partial" && familyOf(request.kind) === "contribute") return { move: "theirs" };
  return { move: "ours", waitsFor: "decide" };
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
  const inForce = answerInForce(request.responses);
  const outcome = outcomeOf(inForce);
  const extent = extentOf(inForce);
  const turn = turnOf(request, inForce);
  const unread = request.responses.find((response) => response.outcome === undefined && !response.automatic);
  const answers = request.responses.filter((response) => isAnswer(outcomeOf(response))).map(spoken);
  const sent = request.approaches.map((approach) => roughly(approach.at)).toSorted()[0];
  const [answered] = answers.toSorted();
  const lastAnswered = answers.toSorted().at(-1);
  const lastAnswer = request.responses.findLast((response) => isAnswer(response.outcome));
  // A clock set before the answer asked for that answer: once it is here, only a newer clock runs.
  const spent = inForce !== undefined && isAnswer(outcome) && (request.deadline?.from ?? "") <= inForce.recorded;
  const running = turn.move === "theirs" && request.deadline !== undefined && !spent;
  const promised = awaited(request, lastAnswer, running);
  return {
    ...(inForce && { inForce }),
    ...(outcome && { outcome }),
    ...(extent && { extent }),
    disputed: inForce !== undefined && isDisputed(inForce.claims),
    ...turn,
    ...(unread && turn.move !== "nobody" && { unread: { version: unread.version, since: unread.recorded } }),
    ...(unread && turn.move === "theirs" && { waitsFor: "read" as const }),
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
