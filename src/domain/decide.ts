import type { Calendars } from "./calendar.ts";
import { countedBy, type Deadline, isPaused, leftAt, openPause, reckon, recomputed, resumeFrom } from "./deadline.ts";
import { askApproval, mustAwaitApproval, mustBeCleared, mustBeOpen } from "./decide-approval.ts";
import { contribute } from "./decide-contribution.ts";
import { hear } from "./decide-hearsay.ts";
import type { Ask, Circumstance, Intent, NewApproach } from "./intent.ts";
import type { RequestFact } from "./journal.ts";
import { nextNo } from "./numbering.ts";
import { Refusal } from "./refusal.ts";
import { type Request, refOf } from "./request.ts";
import { isAnswer } from "./standing.ts";
import { dayOf, type Instant, momentOf } from "./time.ts";

/**
 * Where a clock that hangs on an approach begins. A day without a time begins at its noon; today begins now, so that
 * what is recorded after it on the same day came after it.
 */
const startOf = (approach: NewApproach, at: Instant, [{ zone }]: Calendars): Instant => {
  const { on, precision } = approach.at;
  if (precision === "instant") return on;
  const day = on.slice(0, 10);
  return precision === "unknown" || day === dayOf(at, zone) ? at : momentOf(day, "12:00", zone);
};

/** A new clock. Its name is the change that set it, so that reminders are sent once per clock. */
const newClock = (ask: Ask, from: Instant, version: number, calendars: Calendars): Deadline => ({
  clock: `c${version}`,
  term: ask.term,
  from,
  stated: ask.stated,
  pauses: [],
  ...reckon(ask.term, from, calendars),
});

const approached = (no: number, approach: NewApproach): RequestFact => ({ type: "approach.made", no, ...approach });

const theDeadline = (request: Request): Deadline => {
  if (!request.deadline) throw new Refusal("no_deadline", { ref: refOf(request.ref) });
  return request.deadline;
};

const pause = (request: Request, reason: string, { at, calendars }: Circumstance): readonly RequestFact[] => {
  mustBeOpen(request);
  const deadline = theDeadline(request);
  if (isPaused(deadline)) throw new Refusal("already_paused", { ref: refOf(request.ref) });
  return [{ type: "clock.paused", pause: { from: at, reason, left: leftAt(deadline, at, calendars) } }];
};

const respond = (
  request: Request,
  intent: Extract<Intent, { do: "respond" }>,
  circumstance: Circumstance,
): readonly RequestFact[] => {
  const facts: RequestFact[] = [...hear(request, intent)];
  const stops = request.status === "open" && request.deadline !== undefined && !isPaused(request.deadline);
  if (intent.asks !== undefined) {
    const no = nextNo(request.notes);
    facts.push({
      type: "note.added",
      no,
      kind: "question",
      text: intent.asks,
      ...(intent.response.spokesperson && { holder: intent.response.spokesperson }),
    });
    if (stops && !isAnswer(intent.response.outcome)) facts.push(...pause(request, intent.asks, circumstance));
  }
  if (intent.promise) facts.push({ type: "promise.recorded", due: intent.promise });
  return facts;
};

const log = (intent: Extract<Intent, { do: "log" }>, { at, calendars }: Circumstance): readonly RequestFact[] => {
  const { request, approach, ask, proposed } = intent;
  const from = approach ? startOf(approach, at, calendars) : at;
  return [
    { type: "request.logged", ...request, zone: calendars[0].zone },
    ...(approach ? [approached(1, approach)] : []),
    ...(ask ? [{ type: "deadline.set", deadline: newClock(ask, from, 1, calendars) } as const] : []),
    ...(proposed ? [{ type: "approval.asked", ...proposed } as const] : []),
  ];
};

const theApproach = (request: Request, no: number): void => {
  if (!request.approaches.some((one) => one.no === no))
    throw new Refusal("no_such_approach", { number: no, max: request.approaches.length });
};

const approach = (
  request: Request,
  intent: Extract<Intent, { do: "approach" }>,
  { at, calendars }: Circumstance,
): readonly RequestFact[] => {
  mustBeOpen(request);
  mustBeCleared(request);
  if (intent.approach.chase && request.approaches.length === 0)
    throw new Refusal("not_sent_yet", { ref: refOf(request.ref) });
  const from = startOf(intent.approach, at, calendars);
  return [
    approached(nextNo(request.approaches), intent.approach),
    ...(intent.ask
      ? [{ type: "deadline.set", deadline: newClock(intent.ask, from, request.version + 1, calendars) } as const]
      : []),
    ...(intent.owner ? [{ type: "assigned", owner: intent.owner } as const] : []),
  ];
};

const resume = (request: Request, { at, calendars }: Circumstance): readonly RequestFact[] => {
  mustBeOpen(request);
  const deadline = theDeadline(request);
  const stopped = openPause(deadline);
  if (!stopped) throw new Refusal("not_paused", { ref: refOf(request.ref) });
  return [{ type: "clock.resumed", reckoned: resumeFrom(stopped.left, at, countedBy(deadline.term, calendars)) }];
};

const recompute = (request: Request, reason: string, { calendars }: Circumstance): readonly RequestFact[] => {
  const { deadline } = request;
  if (!deadline || isPaused(deadline)) return [];
  const reckoned = recomputed(deadline, calendars);
  const moved = (["due", "lateAt", "veryLateAt"] as const).some(
    (key) => JSON.stringify(reckoned[key]) !== JSON.stringify(deadline[key]),
  );
  return moved ? [{ type: "deadline.recomputed", clock: deadline.clock, reckoned, reason }] : [];
};

/** A deadline set by itself counts from the moment it is set: "in 5 working days", typed now, means from now. */
const set = (
  request: Request,
  intent: Extract<Intent, { do: "due" }>,
  { at, calendars }: Circumstance,
): readonly RequestFact[] => {
  mustBeOpen(request);
  const deadline = newClock(intent.ask, at, request.version + 1, calendars);
  return [{ type: "deadline.set", deadline, ...(intent.reason && { reason: intent.reason }) }];
};

const changed = (
  request: Request,
  intent: Exclude<Intent, { do: "log" }>,
  circumstance: Circumstance,
): readonly RequestFact[] => {
  switch (intent.do) {
    case "edit":
      if (Object.keys(intent.changes).length === 0) throw new Refusal("nothing_to_change");
      return [{ type: "request.edited", ...intent.changes }];
    case "approach":
      return approach(request, intent, circumstance);
    case "dispute_approach":
      theApproach(request, intent.no);
      return [{ type: "approach.disputed", no: intent.no, claim: intent.claim }];
    case "settle_approach":
      theApproach(request, intent.no);
      return [{ type: "approach.settled", no: intent.no, field: intent.field, value: intent.value }];
    case "respond":
      return respond(request, intent, circumstance);
    case "edit_response":
    case "dispute_response":
    case "choose":
    case "note":
    case "answer_note":
    case "evidence":
      return hear(request, intent);
    case "ask_approval":
      return askApproval(request, intent.proposed);
    case "approve":
      mustAwaitApproval(request);
      return [{ type: "approval.given" }];
    case "return":
      mustAwaitApproval(request);
      return [{ type: "approval.returned", word: intent.word }];
    case "promise":
      mustBeOpen(request);
      return [{ type: "promise.recorded", due: intent.due, ...(intent.text && { text: intent.text }) }];
    case "due":
      return set(request, intent, circumstance);
    case "pause":
      return pause(request, intent.reason, circumstance);
    case "resume":
      return resume(request, circumstance);
    case "snooze":
      mustBeOpen(request);
      return [{ type: "snoozed", until: intent.until, reason: intent.reason }];
    case "assign": {
      mustBeOpen(request);
      const { owner, standIn } = intent;
      if (
        (owner === undefined || owner === (request.owner ?? null)) &&
        (standIn === undefined || standIn === (request.standIn ?? null))
      )
        throw new Refusal("nothing_to_change");
      return [{ type: "assigned", ...(owner !== undefined && { owner }), ...(standIn !== undefined && { standIn }) }];
    }
    case "close":
      mustBeOpen(request);
      return [{ type: "closed", reason: intent.reason }];
    case "withdraw":
      mustBeOpen(request);
      return [{ type: "withdrawn", reason: intent.reason }];
    case "reopen":
      if (request.status !== "closed" && request.status !== "withdrawn")
        throw new Refusal("still_open", { ref: refOf(request.ref) });
      // While it was closed no calendar moved its date.
      return [{ type: "reopened", reason: intent.reason }, ...recompute(request, "reopened", circumstance)];
    case "recompute":
      return recompute(request, intent.reason, circumstance);
    default:
      return contribute(request, intent);
  }
};

/**
 * What an intent makes of a request: facts to append, or a Refusal. Pure; the moment is an argument.
 * A response is never refused for its order (it may precede its request), nor for a closed request.
 * Whatever changes a request has it follow its team into the team's zone first: a change is told by its last fact.
 */
export const decide = (
  request: Request | undefined,
  intent: Intent,
  circumstance: Circumstance,
): readonly RequestFact[] => {
  if (intent.do === "log") return log(intent, circumstance);
  if (!request) throw new Error(`${intent.do} about a request that was never logged`);
  const { zone } = circumstance.calendars[0];
  const facts = changed({ ...request, zone }, intent, circumstance);
  return facts.length === 0 || request.zone === zone ? facts : [{ type: "zone.followed", zone }, ...facts];
};
