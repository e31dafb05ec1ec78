import { awaitsWord } from "./approval.ts";
import { NO_CONTRIBUTIONS } from "./contribution.ts";
import { choose, reopened } from "./evolve-claims.ts";
import { amend, evolveContribution } from "./evolve-contribution.ts";
import type { Entry, RequestFact } from "./journal.ts";
import type { Approach, Approval, Request } from "./request.ts";
import type { Response } from "./response.ts";

/** The facts that a company's own record shares with a request's: what they said, what was noted. */
export const evolveHearsay = <
  S extends Pick<Request, "responses" | "notes" | "evidence" | "pledges" | "deliveries" | "readings" | "agreements">,
>(
  state: S,
  entry: Entry<RequestFact>,
): S => {
  const { fact, at, by } = entry;
  switch (fact.type) {
    case "response.recorded": {
      const { type: _, ...response } = fact;
      return { ...state, responses: [...state.responses, { ...response, recorded: at, claims: [] }] };
    }
    case "response.edited": {
      const { type: _, version, ...changes } = fact;
      const is = (response: Response): boolean => response.version === version;
      const { outcome, extent } = changes;
      const edit = (response: Response): Response => ({
        ...response,
        ...changes,
        claims: reopened(response.claims, { outcome: response.outcome, extent: response.extent }, { outcome, extent }),
      });
      return { ...state, responses: amend(state.responses, is, edit) };
    }
    case "response.disputed": {
      const is = (response: Response): boolean => response.version === fact.version;
      const add = (response: Response): Response => ({ ...response, claims: [...response.claims, fact.claim] });
      return { ...state, responses: amend(state.responses, is, add) };
    }
    case "claim.chosen": {
      const is = (response: Response): boolean => response.version === fact.version;
      const settle = (response: Response): Response => ({
        ...response,
        claims: choose(response.claims, fact.field, fact.value, by),
      });
      return { ...state, responses: amend(state.responses, is, settle) };
    }
    case "note.added": {
      const { type: _, ...note } = fact;
      return { ...state, notes: [...state.notes, { ...note, recorded: at }] };
    }
    case "note.answered":
      return {
        ...state,
        notes: amend(
          state.notes,
          (note) => note.no === fact.no,
          (note) => ({ ...note, answer: { text: fact.text, at } }),
        ),
      };
    case "evidence.added": {
      const { type: _, ...evidence } = fact;
      return { ...state, evidence: [...state.evidence, { ...evidence, captured: at }] };
    }
    default:
      return evolveContribution(state, entry);
  }
};

const without = <T extends object, K extends keyof T>(state: T, key: K): Omit<T, K> => {
  const { [key]: _, ...rest } = state;
  return rest;
};

/** Where a request is that has not gone out: with a lead, or still with us. */
const unsent = ({ approval }: Request): Request["status"] => (awaitsWord(approval) ? "awaiting_approval" : "draft");

/** A draft waits as a whole; what is open goes on while a further approach waits. */
const asked = (
  state: Request,
  { type: _, ...fields }: Extract<RequestFact, { type: "approval.asked" }>,
  { at, by }: Entry<RequestFact>,
): Request => {
  const { channel } = fields;
  const proposed = channel === undefined ? state.approval?.proposed : { ...fields, channel };
  const approval = { asked: at, by, ...(proposed && { proposed }) };
  return { ...state, status: state.status === "open" ? "open" : "awaiting_approval", approval };
};

const heardOf = (state: Request, word: Pick<Approval, "given"> | Pick<Approval, "returned">): Request =>
  state.approval
    ? {
        ...state,
        status: state.status === "awaiting_approval" ? "draft" : state.status,
        approval: { ...state.approval, ...word },
      }
    : state;

/** What one fact makes of a request, apart from the count of changes. */
const apply = (state: Request, entry: Entry<RequestFact>): Request => {
  const { fact, at } = entry;
  switch (fact.type) {
    case "request.edited": {
      const { type: _, ...changes } = fact;
      return { ...state, ...changes };
    }
    case "zone.followed":
      return { ...state, zone: fact.zone };
    case "approach.made": {
      const { type: _, ...approach } = fact;
      const open = state.status === "draft" || state.status === "awaiting_approval" ? "open" : state.status;
      return { ...state, status: open, approaches: [...state.approaches, { ...approach, recorded: at, claims: [] }] };
    }
    case "approach.disputed": {
      const add = (approach: Approach): Approach => ({ ...approach, claims: [...approach.claims, fact.claim] });
      return { ...state, approaches: amend(state.approaches, (approach) => approach.no === fact.no, add) };
    }
    case "approach.settled": {
      const settle = (approach: Approach): Approach => ({
        ...approach,
        claims: choose(approach.claims, fact.field, fact.value, entry.by),
      });
      return { ...state, approaches: amend(state.approaches, (approach) => approach.no === fact.no, settle) };
    }
    case "deadline.set":
      return { ...state, deadline: fact.deadline };
    case "deadline.recomputed":
      return state.deadline?.clock === fact.clock
        ? { ...state, deadline: { ...state.deadline, ...fact.reckoned } }
        : state;
    case "clock.paused":
      return state.deadline
        ? { ...state, deadline: { ...state.deadline, pauses: [...state.deadline.pauses, fact.pause] } }
        : state;
    case "clock.resumed": {
      if (!state.deadline) return state;
      const pauses = amend(
        state.deadline.pauses,
        (pause) => pause.to === undefined,
        (pause) => ({ ...pause, to: at }),
      );
      return { ...state, deadline: { ...state.deadline, ...fact.reckoned, pauses } };
    }
    case "promise.recorded": {
      const { type: _, ...promise } = fact;
      return { ...state, promise: { ...promise, recorded: at } };
    }
    // An answer is what a snooze waits for, so it ends the snooze.
    case "response.recorded":
      return evolveHearsay(without(state, "snooze"), entry);
    case "snoozed":
      return { ...state, snooze: { until: fact.until, reason: fact.reason } };
    case "assigned": {
      const cleared = fact.owner === null ? without(state, "owner") : state;
      const both = fact.standIn === null ? without(cleared, "standIn") : cleared;
      return { ...both, ...(fact.owner && { owner: fact.owner }), ...(fact.standIn && { standIn: fact.standIn }) };
    }
    case "approval.asked":
      return asked(state, fact, entry);
    case "approval.given":
      return heardOf(state, { given: { at, by: entry.by } });
    case "approval.returned":
      return heardOf(state, { returned: { at, by: entry.by, word: fact.word } });
    case "closed":
      return { ...state, status: "closed", ended: { at, reason: fact.reason } };
    case "withdrawn":
      return { ...state, status: "withdrawn", ended: { at, reason: fact.reason } };
    case "reopened":
      return {
        ...without(state, "ended"),
        status: state.approaches.length > 0 ? "open" : unsent(state),
        reopened: at,
      };
    default:
      return evolveHearsay(state, entry);
  }
};

/** The request after one more fact. The first fact of a request is `request.logged`. */
export const evolveRequest = (state: Request | undefined, entry: Entry<RequestFact>): Request => {
  const { fact, at, by, change } = entry;
  const changed = { change, at, by };
  if (fact.type === "request.logged") {
    const { type: _, ...logged } = fact;
    const empty = { approaches: [], responses: [], notes: [], evidence: [], ...NO_CONTRIBUTIONS };
    return { ...logged, ...empty, version: 1, status: "draft", logged: at, loggedBy: by, changed };
  }
  if (!state) throw new Error(`${fact.type} about a request that was never logged`);
  return {
    ...apply(state, entry),
    version: state.changed.change === change ? state.version : state.version + 1,
    changed,
  };
};
