import type { Due, Reckoned } from "./deadline.ts";
import type { Outstanding } from "./outstanding.ts";
import type { Instant } from "./time.ts";

/** In rising urgency; of several that fall together the last is sent. */
export const REMINDER_KINDS = [
  "unowned",
  "ends",
  "nothing_seen",
  "unread",
  "snooze_over",
  "instalment",
  "before",
  "half",
  "quarter",
  "unconfirmed",
  "promised",
  "instalment_today",
  "today",
  "approval",
  "instalment_late",
  "late",
  "weekly",
  "very_late",
] as const;
export type ReminderKind = (typeof REMINDER_KINDS)[number];

/** Those about a clock or a promise of theirs; the others are about what waits here, or what came after a yes. */
export const AWAITING_KINDS: readonly ReminderKind[] = [
  "before",
  "half",
  "quarter",
  "promised",
  "today",
  "late",
  "weekly",
  "very_late",
];

/** One occurrence of a reminder. `key` is unique per request and place: planned twice, it is one. */
export interface PlannedReminder {
  readonly key: string;
  readonly kind: ReminderKind;
  readonly at: Instant;
}

/** What of a request may call for a reminder, as it stands now. */
export interface ReminderSubject {
  /** Present while the clock runs: open, their move, not paused. */
  readonly clock?: {
    readonly id: string;
    /** How often it went on after a stop. */
    readonly resumed: number;
    readonly from: Instant;
    readonly reckoned: Reckoned;
    /** Of a term counted in hours, how many. */
    readonly hours?: number;
  };
  /** The date they named, while we wait for it; it steers the reminders instead of the deadline. */
  readonly promise?: { readonly key: string; readonly due: Due };
  readonly snoozedUntil?: { readonly key: string; readonly until: Instant };
  /** An answer that nobody has read into an outcome. */
  readonly unread?: { readonly version: number; readonly since: Instant };
  /** Nobody owns the request, since then. */
  readonly unowned?: { readonly since: Instant };
  /** What is missing after a yes, and what waits for a lead's word. */
  readonly outstanding?: Outstanding;
  /** When they were last chased. */
  readonly lastChase?: Instant;
}

/** How a team wants to be reminded. */
export interface ReminderPolicy {
  /** Days before the due day, in the morning; 0 is the day itself. Not for clocks in hours. */
  readonly before: readonly number[];
  /** Working days after the due day, in the morning. */
  readonly late: number;
  /** Working days after the promised day until a broken promise is very late; a deadline brings its own. */
  readonly veryLate: number;
  /** Days that an answer lies unread. */
  readonly unread: readonly number[];
  /** Days that a delivery waits for the recipient's word; then weekly. */
  readonly unconfirmed: readonly number[];
  /** Days without a sign of what they agreed to; then as many again. */
  readonly silent: number;
  /** Days before an agreement ends. */
  readonly ends: readonly number[];
  /** For so many working days after a chase nobody is told again that it is late. */
  readonly chaseRest: number;
}

/** The policy of a team that has set none of its own. */
export const REMINDER_POLICY: ReminderPolicy = {
  before: [7, 2, 0],
  late: 1,
  veryLate: 5,
  unread: [1, 3, 10],
  unconfirmed: [3, 7],
  silent: 14,
  ends: [30, 7],
  chaseRest: 3,
};
