import type { Calendars } from "./calendar.ts";
import { plusWorkingDays, workingDaysBetween } from "./calendar.ts";
import type { Day, Instant } from "./time.ts";
import { dayOf, epoch, plusDays, plusHours, plusMilliseconds, plusMonths, startOfDay } from "./time.ts";

/** A deadline is a day (until the end of that day in the team's zone) or a moment (for "48h"). */
export type Due = { readonly day: Day } | { readonly at: Instant };

/** What was asked for, before any arithmetic. */
export type Term =
  | { readonly unit: "hours"; readonly count: number }
  /** Working days of the team, and of the company's country too when `both`. */
  | { readonly unit: "working_days"; readonly count: number; readonly both: boolean }
  | { readonly unit: "days"; readonly count: number }
  | { readonly unit: "months"; readonly count: number }
  | { readonly unit: "day"; readonly day: Day }
  | { readonly unit: "instant"; readonly at: Instant };

/**
 * What is left of a stopped clock: whole working days for a day, milliseconds for a moment. A day that lies behind the
 * last of these working days, a Sunday, is kept: no stop makes a date an earlier one.
 */
export type Left = { readonly workingDays: number; readonly notBefore?: Day } | { readonly milliseconds: number };

/**
 * A deadline worked out: the day or moment, when it counts as late, and when as very late. Stored in
 * facts, so that replaying the journal never depends on today's calendars or time-zone tables.
 */
export interface Reckoned {
  readonly due: Due;
  /** The first moment that is late: the start of the next day in the team's zone, or the moment itself. */
  readonly lateAt: Instant;
  /** Late by the second threshold (five working days): time to escalate. */
  readonly veryLateAt: Instant;
}

/** One stop of the clock; open while `to` is missing. */
export interface Pause {
  readonly from: Instant;
  readonly to?: Instant;
  readonly reason: string;
  readonly left: Left;
}

/** A running (or stopped) clock on a request. */
export interface Deadline extends Reckoned {
  /** Which clock this is: a new deadline is a new clock, and reminders are sent once per clock. */
  readonly clock: string;
  readonly term: Term;
  /** Where counting starts: the approach named (its day is day 0). */
  readonly from: Instant;
  /** As typed: "in 5 working days". */
  readonly stated?: string;
  readonly pauses: readonly Pause[];
}

/** Working days past the due day after which a request is very late, where nothing else was asked. */
export const VERY_LATE_AFTER = 5;

/** The calendars that a term counts by: the company's country only where both were asked for. */
export const countedBy = (term: Term, calendars: Calendars): Calendars =>
  term.unit === "working_days" && term.both ? calendars : [calendars[0]];

const dueFrom = (term: Term, from: Instant, calendars: Calendars): Due => {
  const dayZero = dayOf(from, calendars[0].zone);
  switch (term.unit) {
    case "hours":
      return { at: plusHours(from, term.count) };
    case "instant":
      return { at: term.at };
    case "working_days":
      return { day: plusWorkingDays(calendars, dayZero, term.count) };
    case "days":
      return { day: plusDays(dayZero, term.count) };
    case "months":
      return { day: plusMonths(dayZero, term.count) };
    case "day":
      return { day: term.day };
  }
};

/** When a due day or moment becomes late, and very late after so many working days more. */
export const thresholds = (due: Due, calendars: Calendars, veryLateAfter: number = VERY_LATE_AFTER): Reckoned => {
  const { zone } = calendars[0];
  const day = "day" in due ? due.day : dayOf(due.at, zone);
  return {
    due,
    lateAt: "day" in due ? startOfDay(plusDays(due.day, 1), zone) : due.at,
    veryLateAt: startOfDay(plusDays(plusWorkingDays(calendars, day, veryLateAfter), 1), zone),
  };
};

/**
 * Works out a deadline. `from` is the moment of sending; its day in the team's zone (the first
 * calendar's) is day 0. A second calendar counts only for a term that asks for both.
 */
export const reckon = (term: Term, from: Instant, calendars: Calendars, veryLateAfter?: number): Reckoned => {
  const counted = countedBy(term, calendars);
  return thresholds(dueFrom(term, from, counted), counted, veryLateAfter);
};

/** Whether the clock stands still. */
export const isPaused = (deadline: Deadline): boolean => openPause(deadline) !== undefined;

/** The pause that has not ended, when there is one. */
export const openPause = ({ pauses }: Deadline): Pause | undefined => pauses.find((pause) => pause.to === undefined);

/** What is left at a moment: working days after its day up to the due day, or milliseconds; never below 0. */
export const leftAt = ({ due, term }: Deadline, at: Instant, calendars: Calendars): Left => {
  if (!("day" in due)) return { milliseconds: Math.max(0, epoch(due.at) - epoch(at)) };
  const counted = countedBy(term, calendars);
  const today = dayOf(at, calendars[0].zone);
  const workingDays = workingDaysBetween(counted, today, due.day);
  return { workingDays, ...(due.day > plusWorkingDays(counted, today, workingDays) && { notBefore: due.day }) };
};

/** The day to which what is left leads. */
const dayLeft = (
  { workingDays, notBefore }: Extract<Left, { workingDays: number }>,
  from: Day,
  all: Calendars,
): Day => {
  const counted = plusWorkingDays(all, from, workingDays);
  return notBefore !== undefined && notBefore > counted ? notBefore : counted;
};

/**
 * A stopped clock goes on: `from` is the moment of resuming, its day is day 0. All calendars given
 * count, so pass those that count for the deadline (`countedBy`).
 */
export const resumeFrom = (left: Left, from: Instant, calendars: Calendars, veryLateAfter?: number): Reckoned =>
  thresholds(
    "workingDays" in left
      ? { day: dayLeft(left, dayOf(from, calendars[0].zone), calendars) }
      : { at: plusMilliseconds(from, left.milliseconds) },
    calendars,
    veryLateAfter,
  );

/** The last pause that has ended: what was left then, counted from its end, is the deadline now. */
const lastResumed = ({ pauses }: Deadline): { readonly to: Instant; readonly left: Left } | undefined => {
  const pause = pauses.findLast(({ to }) => to !== undefined);
  return pause?.to === undefined ? undefined : { to: pause.to, left: pause.left };
};

/**
 * The deadline by today's calendars: from its term, or from the last finished pause. A due day or
 * moment that was named outright never moves by this.
 */
export const recomputed = (deadline: Deadline, calendars: Calendars, veryLateAfter?: number): Reckoned => {
  const resumed = lastResumed(deadline);
  return resumed === undefined
    ? reckon(deadline.term, deadline.from, calendars, veryLateAfter)
    : resumeFrom(resumed.left, resumed.to, countedBy(deadline.term, calendars), veryLateAfter);
};
