import type { Calendars, Waking } from "./calendar.ts";
import { morningOf, wakingMoment } from "./calendar.ts";
import { factIn, nextApproval, nextSilence, nextUnconfirmed } from "./reminder-giving.ts";
import type { PlannedReminder } from "./reminder-kind.ts";
import { REMINDER_POLICY } from "./reminder-kind.ts";
import { firstOf, unownedOn } from "./reminder-series.ts";
import type { Manner } from "./reminder-target.ts";
import type { Instant } from "./time.ts";
import { dayOf, plusDays } from "./time.ts";

const nextWeek = ({ key, at }: PlannedReminder, { calendar, waking }: Manner, from: Instant) => {
  const [, week, id] = /^weekly-(-?\d+):(.+)$/u.exec(key) ?? [];
  const day = dayOf(at, calendar.zone);
  const next = (nth: number): PlannedReminder => ({
    kind: "weekly",
    key: `weekly-${Number(week) + nth}:${id}`,
    at: wakingMoment(calendar, waking, morningOf(calendar, waking, plusDays(day, 7 * nth))),
  });
  return firstOf((nth) => [next(nth)], 1, from);
};

const nextMonday = ({ key }: PlannedReminder, { calendar, waking }: Manner, from: Instant) =>
  firstOf((nth) => [unownedOn(plusDays(factIn(key), 7 * nth), calendar, waking)], 1, from);

/**
 * What follows a reminder that was sent, where it is one that returns: the next week's, the next
 * morning's. `after` is when it went out, which an outage may have made much later than planned.
 */
export const followUp = (
  sent: PlannedReminder,
  [calendar]: Calendars,
  waking: Waking,
  after: Instant = sent.at,
): PlannedReminder | undefined => {
  const manner: Manner = { calendar, waking, policy: REMINDER_POLICY };
  const from = after > sent.at ? after : sent.at;
  switch (sent.kind) {
    case "weekly":
      return nextWeek(sent, manner, from)[0];
    case "unowned":
      return nextMonday(sent, manner, from)[0];
    case "unconfirmed":
      return nextUnconfirmed(factIn(sent.key), manner, from)[0];
    case "nothing_seen":
      return nextSilence(factIn(sent.key), manner, from)[0];
    case "approval":
      return nextApproval(factIn(sent.key), manner, from)[0];
    default:
      return undefined;
  }
};
