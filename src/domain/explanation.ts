import type { Calendar, Calendars } from "./calendar.ts";
import { passedDays } from "./calendar.ts";
import type { Deadline, Due, Left, Pause, Reckoned, Term } from "./deadline.ts";
import { countedBy, reckon, recomputed, resumeFrom, VERY_LATE_AFTER } from "./deadline.ts";
import type { Day, Instant, Zone } from "./time.ts";
import { dayOf, weekdayOf } from "./time.ts";

/** Why a day does not count, and by whose calendar: the team's, or the company's country's. */
export type Skip =
  | { readonly why: "weekend"; readonly calendar: "team" | "company" }
  | { readonly why: "holiday"; readonly calendar: "team" | "company"; readonly name: string };

/** A day that counting passed: which working day it is, from 1, or why it was skipped. */
export type ExplainedDay =
  | { readonly day: Day; readonly counted: number }
  | { readonly day: Day; readonly skipped: readonly Skip[] };

/**
 * One stretch of counting. The first starts when the request was sent, a further one whenever the
 * clock was resumed; `days` is empty for whatever is not counted in working days.
 */
export interface Count {
  readonly from: Instant;
  readonly dayZero: Day;
  /** What the stretch had to count: the term at first, what a pause left after that. */
  readonly amount: Term | Left;
  readonly days: readonly ExplainedDay[];
  readonly due: Due;
  /** The pause that stopped this stretch, with what was left then. */
  readonly stopped?: Pause;
}

/** The whole computation behind a deadline, as plain data for `/aid why`. */
export interface Explanation extends Reckoned {
  readonly term: Term;
  readonly stated?: string;
  readonly zone: Zone;
  readonly counts: readonly Count[];
  /** The working days from the due day to the second threshold. */
  readonly grace: readonly ExplainedDay[];
  /** Whether today's calendars would give another due day than the one on record. */
  readonly outdated: boolean;
}

const skips = (calendars: Calendars, day: Day): readonly Skip[] =>
  calendars.flatMap((calendar: Calendar, index): Skip[] => {
    const whose = index === 0 ? "team" : "company";
    if (!calendar.workdays.includes(weekdayOf(day))) return [{ why: "weekend", calendar: whose }];
    const name = calendar.holiday(day);
    return name === undefined ? [] : [{ why: "holiday", calendar: whose, name }];
  });

const walk = (calendars: Calendars, day: Day, count: number): readonly ExplainedDay[] =>
  [...passedDays(calendars, day, count)].map((passed) =>
    passed.counted === undefined
      ? { day: passed.day, skipped: skips(calendars, passed.day) }
      : { day: passed.day, counted: passed.counted },
  );

const workingDaysOf = (amount: Term | Left): number => {
  if ("workingDays" in amount) return amount.workingDays;
  return "unit" in amount && amount.unit === "working_days" ? amount.count : 0;
};

const same = (one: Due, other: Due): boolean => JSON.stringify(one) === JSON.stringify(other);

/** Explains a deadline by the calendars of today. `due` and what follows from it are as recorded. */
export const explain = (
  deadline: Deadline,
  calendars: Calendars,
  veryLateAfter: number = VERY_LATE_AFTER,
): Explanation => {
  const { term, pauses, due } = deadline;
  const { zone } = calendars[0];
  const counted = countedBy(term, calendars);

  const stretch = (from: Instant, amount: Term | Left, reckoned: Reckoned, index: number): Count => {
    const dayZero = dayOf(from, zone);
    const stopped = pauses[index];
    return {
      from,
      dayZero,
      amount,
      days: walk(counted, dayZero, workingDaysOf(amount)),
      due: reckoned.due,
      ...(stopped && { stopped }),
    };
  };

  return {
    term,
    ...(deadline.stated !== undefined && { stated: deadline.stated }),
    zone,
    counts: [
      stretch(deadline.from, term, reckon(term, deadline.from, calendars, veryLateAfter), 0),
      ...pauses.flatMap(({ to, left }, index) =>
        to === undefined ? [] : [stretch(to, left, resumeFrom(left, to, counted, veryLateAfter), index + 1)],
      ),
    ],
    due,
    lateAt: deadline.lateAt,
    veryLateAt: deadline.veryLateAt,
    grace: walk(counted, "day" in due ? due.day : dayOf(due.at, zone), veryLateAfter),
    outdated: !same(due, recomputed(deadline, calendars, veryLateAfter).due),
  };
};
