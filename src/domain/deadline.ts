import type { Day, Instant } from "./time.ts";

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

/** What is left of a stopped clock: whole working days for a day, milliseconds for a moment. */
export type Left = { readonly workingDays: number } | { readonly milliseconds: number };

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
