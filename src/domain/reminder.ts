import type { Instant } from "./time.ts";

/** In rising urgency; of several that fall together the last is sent. */
export const REMINDER_KINDS = [
  "unowned",
  "unread",
  "snooze_over",
  "before",
  "half",
  "quarter",
  "promised",
  "today",
  "late",
  "weekly",
  "very_late",
] as const;
export type ReminderKind = (typeof REMINDER_KINDS)[number];

/** One occurrence of a reminder. `key` is unique per request and place: planned twice, it is one. */
export interface PlannedReminder {
  readonly key: string;
  readonly kind: ReminderKind;
  readonly at: Instant;
}
