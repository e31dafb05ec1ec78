import type { Calendars, Waking } from "./calendar.ts";
import { morningOf, wakingMoment } from "./calendar.ts";
import { outstandingReminders } from "./reminder-giving.ts";
import type { PlannedReminder, ReminderPolicy, ReminderSubject } from "./reminder-kind.ts";
import { REMINDER_KINDS } from "./reminder-kind.ts";
import { nextUnowned } from "./reminder-series.ts";
import type { Manner } from "./reminder-target.ts";
import { overdue, targetOf, upcoming } from "./reminder-target.ts";
import type { Instant } from "./time.ts";
import { dayOf, plusDays } from "./time.ts";

export { followUp } from "./reminder-follow.ts";
export { factIn, instalmentIn, numberIn } from "./reminder-giving.ts";
export type { PlannedReminder, ReminderKind, ReminderPolicy, ReminderSubject } from "./reminder-kind.ts";
export { AWAITING_KINDS, REMINDER_KINDS, REMINDER_POLICY } from "./reminder-kind.ts";

const unread = (
  { version, since }: NonNullable<ReminderSubject["unread"]>,
  { calendar, waking, policy }: Manner,
): readonly PlannedReminder[] =>
  policy.unread.map((days) => ({
    kind: "unread",
    key: `unread-${days}:v${version}`,
    at: wakingMoment(calendar, waking, morningOf(calendar, waking, plusDays(dayOf(since, calendar.zone), days))),
  }));

const inOrder = (one: PlannedReminder, other: PlannedReminder): number =>
  one.at === other.at
    ? REMINDER_KINDS.indexOf(one.kind) - REMINDER_KINDS.indexOf(other.kind)
    : one.at < other.at
      ? -1
      : 1;

/**
 * The reminders of a request from now on, in the order in which they go out. Nothing lands at or
 * before `after`, in quiet hours, on a day off of the team's (the first calendar) or within a snooze,
 * whose end takes the place of what fell into it. Several may land on one moment, of which the
 * courier sends the worst. Of a weekly series only the next is planned; `followUp` has the one after.
 */
export const remindersFor = (
  subject: ReminderSubject,
  policy: ReminderPolicy,
  [calendar]: Calendars,
  waking: Waking,
  after: Instant,
): readonly PlannedReminder[] => {
  const { snoozedUntil, lastChase } = subject;
  const manner: Manner = { calendar, waking, policy, ...(lastChase !== undefined && { lastChase }) };
  const target = targetOf(subject, manner);
  const over = snoozedUntil && {
    kind: "snooze_over" as const,
    key: `snooze_over:${snoozedUntil.key}`,
    at: wakingMoment(calendar, waking, snoozedUntil.until),
  };
  const snooze = over && over.at > after ? over : undefined;
  const from = snooze?.at ?? after;

  const planned = [
    ...(target ? [...upcoming(target, manner), ...overdue(target, manner, from)] : []),
    ...(subject.unread ? unread(subject.unread, manner) : []),
    ...(subject.outstanding ? outstandingReminders(subject.outstanding, manner, from) : []),
    ...(subject.unowned
      ? nextUnowned(calendar, waking, subject.unowned.since > from ? subject.unowned.since : from)
      : []),
  ].filter(({ at }) => (snooze ? at >= snooze.at : at > after));
  return [...planned, ...(snooze ? [snooze] : [])].toSorted(inOrder);
};
