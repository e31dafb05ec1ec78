import type { Calendar, Waking } from "./calendar.ts";
import { morningOf, nextWorkingMorning, plusWorkingDays, wakingMoment } from "./calendar.ts";
import type { Due, Reckoned } from "./deadline.ts";
import { thresholds } from "./deadline.ts";
import type { PlannedReminder, ReminderPolicy, ReminderSubject } from "./reminder-kind.ts";
import { firstOf } from "./reminder-series.ts";
import type { Day, Instant, Zone } from "./time.ts";
import { dayOf, daysBetween, epoch, fromEpoch, plusDays, plusHours } from "./time.ts";

/** What the reminders look to: the promise, or else the deadline. */
export interface Target extends Reckoned {
  /** In the keys of what returns: the clock's. */
  readonly id: string;
  /**
   * In the keys of what is said of one date: the clock's, and how often it went on, so that the date it has then is
   * spoken of anew, and a new promise alone does not repeat what was already said.
   */
  readonly stretch: string;
  /** For a clock in hours: when it would have started to end as it does, had it never stopped. */
  readonly started?: Instant;
  /** The promise's key, when it is a promise. */
  readonly promise?: string;
  /** Weeks are numbered from this day, which stays while the clock is the same. */
  readonly weekZero: Day;
}

/** How and when a team is reminded. */
export interface Manner {
  readonly calendar: Calendar;
  readonly waking: Waking;
  readonly policy: ReminderPolicy;
  readonly lastChase?: Instant;
}

/** Neither a clock that runs nor a promise awaited: nothing to look to. */
export const targetOf = ({ clock, promise }: ReminderSubject, { calendar, policy }: Manner): Target | undefined => {
  const { zone } = calendar;
  const running = clock && {
    id: clock.id,
    stretch: clock.resumed > 0 ? `${clock.id}.${clock.resumed}` : clock.id,
    weekZero: dayOf(clock.from, zone),
  };
  if (promise)
    return {
      ...(running ?? { id: promise.key, stretch: promise.key, weekZero: dayDue(promise.due, zone) }),
      ...thresholds(promise.due, [calendar], policy.veryLate),
      promise: promise.key,
    };
  if (!clock || !running) return undefined;
  const { hours, reckoned } = clock;
  const started = hours !== undefined && "at" in reckoned.due && { started: plusHours(reckoned.due.at, -hours) };
  return { ...running, ...reckoned, ...started };
};

const dayDue = (due: Due, zone: Zone): Day => ("day" in due ? due.day : dayOf(due.at, zone));

const SHARES = [
  { kind: "half", gone: 1 / 2 },
  { kind: "quarter", gone: 3 / 4 },
] as const;

const between = (from: Instant, to: Instant, share: number): Instant =>
  fromEpoch(Math.round(epoch(from) + (epoch(to) - epoch(from)) * share));

/** Before the target and on it. What quiet hours or a day off would carry past the end give way to the late one. */
export const upcoming = (target: Target, manner: Manner): readonly PlannedReminder[] =>
  target.started !== undefined && "at" in target.due
    ? byTheHour(target.stretch, target.started, target.due.at, manner)
    : byTheDay(target, manner);

const byTheHour = (
  id: string,
  from: Instant,
  due: Instant,
  { calendar, waking }: Manner,
): readonly PlannedReminder[] => {
  const shares = SHARES.map(({ kind, gone }) => ({
    kind,
    key: `${kind}:${id}`,
    at: wakingMoment(calendar, waking, between(from, due, gone)),
  }));
  const last = { kind: "today", key: `today:${id}`, at: wakingMoment(calendar, waking, due) } as const;
  return [...shares.filter(({ at }) => at < due), ...[last].filter(({ at }) => at <= due)];
};

const byTheDay = (
  { stretch, due, lateAt, promise }: Target,
  { calendar, waking, policy }: Manner,
): readonly PlannedReminder[] => {
  const day = dayDue(due, calendar.zone);
  return policy.before.flatMap((days): PlannedReminder[] => {
    const morning = morningOf(calendar, waking, plusDays(day, -days));
    if (days > 0) {
      const at = wakingMoment(calendar, waking, morning);
      return at < lateAt ? [{ kind: "before", key: `before-${days}:${stretch}`, at }] : [];
    }
    // A moment earlier than the morning is not announced after it has passed.
    const at = wakingMoment(calendar, waking, "at" in due && due.at < morning ? due.at : morning);
    if (promise !== undefined) return [{ kind: "promised", key: `promised:${promise}`, at }];
    const inTime = "at" in due ? at <= due.at : at < lateAt;
    return inTime ? [{ kind: "today", key: `today:${stretch}`, at }] : [];
  });
};

const weeks = (from: Day, to: Day): number => Math.floor(daysBetween(from, to) / 7);

/** When it is said that it is late: some working days after, or as soon as they wake where it passed in their sleep. */
const lateMorning = (due: Due, { calendar, waking, policy }: Manner): Instant => {
  const woken = "at" in due ? wakingMoment(calendar, waking, due.at) : undefined;
  if (woken !== undefined && "at" in due && woken > due.at) return woken;
  const day = plusWorkingDays([calendar], dayDue(due, calendar.zone), policy.late);
  return wakingMoment(calendar, waking, morningOf(calendar, waking, day));
};

/** After the target: late, very late, and of the weekly ones the first that lies after `from`. */
export const overdue = (
  { id, stretch, due, veryLateAt, weekZero }: Target,
  manner: Manner,
  from: Instant,
): readonly PlannedReminder[] => {
  const { calendar, waking } = manner;
  const { zone } = calendar;
  const escalated = dayOf(veryLateAt, zone);
  const since = manner.lastChase !== undefined && manner.lastChase > from ? manner.lastChase : from;
  const week = (nth: number): readonly PlannedReminder[] => {
    const day = plusDays(escalated, 7 * nth);
    const at = wakingMoment(calendar, waking, morningOf(calendar, waking, day));
    return rested({ kind: "weekly", key: `weekly-${weeks(weekZero, day)}:${id}`, at }, manner);
  };
  return [
    ...rested({ kind: "late", key: `late:${stretch}`, at: lateMorning(due, manner) }, manner),
    ...rested(
      { kind: "very_late", key: `very_late:${stretch}`, at: nextWorkingMorning(calendar, waking, veryLateAt) },
      manner,
    ),
    // One week back: a chase may have pushed that one past `from`.
    ...firstOf(week, Math.max(1, weeks(escalated, dayOf(since, zone)) - 1), from),
  ];
};

/**
 * They were chased: nobody is told that they are late until the rest is over. What was due before the
 * chase has been said, or the chase has made it needless.
 */
export const rested = (
  reminder: PlannedReminder,
  { calendar, waking, policy, lastChase }: Manner,
): readonly PlannedReminder[] => {
  if (lastChase === undefined) return [reminder];
  if (reminder.at <= lastChase) return [];
  const rest = morningOf(
    calendar,
    waking,
    plusWorkingDays([calendar], dayOf(lastChase, calendar.zone), policy.chaseRest),
  );
  return [reminder.at < rest ? { ...reminder, at: rest } : reminder];
};
