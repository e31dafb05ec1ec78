import { morningOf, plusWorkingDays, wakingMoment } from "./calendar.ts";
import type { Outstanding } from "./outstanding.ts";
import type { PlannedReminder } from "./reminder-kind.ts";
import { firstOf } from "./reminder-series.ts";
import { type Manner, rested } from "./reminder-target.ts";
import type { Day, Instant } from "./time.ts";
import { dayOf, daysBetween, plusDays } from "./time.ts";

const morning = ({ calendar, waking }: Manner, day: Day): Instant =>
  wakingMoment(calendar, waking, morningOf(calendar, waking, day));

/** The fact that a key belongs to: the instalment with its date, the delivery with its arrival. */
export const factIn = (key: string): string => key.slice(key.indexOf(":") + 1);

/** Which instalment a key is about, and on which date it was due then. */
export const instalmentIn = (key: string): { readonly pledge: number; readonly no: number; readonly due: Day } => {
  const [, pledge, no, due = ""] = /^(\d+)\.(\d+)@(.+)$/u.exec(factIn(key)) ?? [];
  return { pledge: Number(pledge), no: Number(no), due };
};

/** The number of the delivery or the agreement that a key is about. */
export const numberIn = (key: string): number => Number(/^(\d+)@/u.exec(factIn(key))?.[1]);

/** Before an instalment's day and on it, and once when it has not come; what a day off would carry past the day gives way to that one. */
const ofInstalment = (
  { pledge, no, due }: Outstanding["instalments"][number],
  manner: Manner,
): readonly PlannedReminder[] => {
  const { calendar, policy } = manner;
  const fact = `${pledge}.${no}@${due}`;
  const late = morning(manner, plusWorkingDays([calendar], due, policy.late));
  const ahead = policy.before.map((days): PlannedReminder => {
    const at = morning(manner, plusDays(due, -days));
    return days > 0
      ? { kind: "instalment", key: `instalment-${days}:${fact}`, at }
      : { kind: "instalment_today", key: `instalment_today:${fact}`, at };
  });
  return [
    ...ahead.filter(({ at }) => dayOf(at, calendar.zone) <= due),
    ...rested({ kind: "instalment_late", key: `instalment_late:${fact}`, at: late }, manner),
  ];
};

/** Before the last day of a paper, as long as that is ahead. */
const ofAgreement = ({ no, until }: Outstanding["agreements"][number], manner: Manner): readonly PlannedReminder[] =>
  manner.policy.ends
    .map(
      (days): PlannedReminder => ({
        kind: "ends",
        key: `ends-${days}:${no}@${until}`,
        at: morning(manner, plusDays(until, -days)),
      }),
    )
    .filter(({ at }) => dayOf(at, manner.calendar.zone) <= until);

/** So many days after an arrival that nobody confirmed, at first; then week by week. */
const daysOf = (nth: number, { policy: { unconfirmed } }: Manner): number =>
  unconfirmed[nth] ?? (unconfirmed.at(-1) ?? 0) + 7 * (nth - unconfirmed.length + 1);

/** The next reminder of a delivery, which is here and not confirmed: `fact` is its number and since when. */
export const nextUnconfirmed = (fact: string, manner: Manner, after: Instant): readonly PlannedReminder[] => {
  const { zone } = manner.calendar;
  const since = dayOf(fact.slice(fact.indexOf("@") + 1), zone);
  const weeks = Math.floor(daysBetween(since, dayOf(after, zone)) / 7);
  const nth = (n: number): readonly PlannedReminder[] => {
    const days = daysOf(n, manner);
    const at = morning(manner, plusDays(since, days));
    return [{ kind: "unconfirmed", key: `unconfirmed-${days}:${fact}`, at }];
  };
  return firstOf(nth, Math.max(0, weeks - 1), after);
};

/** Nothing was seen of what they agreed to, again and again: `fact` is the last sign of life, or the day that they named. */
export const nextSilence = (fact: string, manner: Manner, after: Instant): readonly PlannedReminder[] => {
  const { calendar, policy } = manner;
  const since = fact.length > 10 ? dayOf(fact, calendar.zone) : fact;
  const passed = Math.floor(daysBetween(since, dayOf(after, calendar.zone)) / policy.silent);
  const nth = (n: number): readonly PlannedReminder[] => {
    const days = policy.silent * n;
    const at = morning(manner, plusDays(since, days));
    return rested({ kind: "nothing_seen", key: `nothing_seen-${days}:${fact}`, at }, manner);
  };
  return firstOf(nth, Math.max(1, passed - 1), after);
};

/** Every working morning from the day after a lead was asked: `fact` is that moment. */
export const nextApproval = (fact: Instant, manner: Manner, after: Instant): readonly PlannedReminder[] => {
  const { calendar } = manner;
  const asked = dayOf(fact, calendar.zone);
  const before = plusDays(dayOf(after, calendar.zone), -1);
  const start = asked > before ? asked : before;
  const nth = (n: number): readonly PlannedReminder[] => {
    const day = plusWorkingDays([calendar], start, n);
    return [{ kind: "approval", key: `approval-${day}:${fact}`, at: morning(manner, day) }];
  };
  return firstOf(nth, 1, after);
};

/** The fact that a silence is counted from: the last sign of life, or a later day that they named. */
const factOf = ({ seen, named }: NonNullable<Outstanding["silence"]>, { calendar }: Manner): string =>
  named !== undefined && named > dayOf(seen, calendar.zone) ? named : seen;

/** The reminders of all that is outstanding; of each series the first that lies after `from`. */
export const outstandingReminders = (
  { instalments, unconfirmed, agreements, silence, approval }: Outstanding,
  manner: Manner,
  from: Instant,
): readonly PlannedReminder[] => [
  ...instalments.flatMap((one) => ofInstalment(one, manner)),
  ...agreements.flatMap((one) => ofAgreement(one, manner)),
  ...unconfirmed.flatMap(({ delivery, since }) => nextUnconfirmed(`${delivery}@${since}`, manner, from)),
  ...(silence ? nextSilence(factOf(silence, manner), manner, from) : []),
  ...(approval ? nextApproval(approval.asked, manner, from) : []),
];
