import type { Calendar, Calendars, Waking } from "./calendar.ts";
import { morningOf, wakingMoment } from "./calendar.ts";
import type { PlannedReminder } from "./reminder-kind.ts";
import type { Day, Instant } from "./time.ts";
import { dayOf, mondayOf, plusDays } from "./time.ts";

/** The first of a series, from its `start`th on, that lies after a moment; none of 60 ends the search. */
export const firstOf = (
  nth: (n: number) => readonly PlannedReminder[],
  start: number,
  after: Instant,
): readonly PlannedReminder[] => {
  for (let n = start; n < start + 60; n += 1) {
    const [found] = nth(n);
    if (found !== undefined && found.at > after) return [found];
  }
  return [];
};

const unownedOn = (monday: Day, calendar: Calendar, waking: Waking): PlannedReminder => ({
  kind: "unowned",
  key: `unowned:${monday}`,
  at: wakingMoment(calendar, waking, morningOf(calendar, waking, monday)),
});

/** Monday morning: the first one after a moment. */
export const nextUnowned = (calendar: Calendar, waking: Waking, after: Instant): readonly PlannedReminder[] => {
  const monday = mondayOf(dayOf(after, calendar.zone));
  return firstOf((nth) => [unownedOn(plusDays(monday, 7 * nth), calendar, waking)], 0, after);
};

/**
 * What follows a reminder that was sent: the next week's, where it is one that returns. `after` is
 * when it went out, which an outage may have made much later than planned.
 */
export const followUp = (
  sent: PlannedReminder,
  [calendar]: Calendars,
  waking: Waking,
  after: Instant = sent.at,
): PlannedReminder | undefined => {
  const from = after > sent.at ? after : sent.at;
  const monday = /^unowned:(.+)$/u.exec(sent.key)?.[1];
  if (sent.kind === "unowned" && monday !== undefined)
    return firstOf((nth) => [unownedOn(plusDays(monday, 7 * nth), calendar, waking)], 1, from)[0];
  const [, week, id] = /^weekly-(-?\d+):(.+)$/u.exec(sent.key) ?? [];
  if (sent.kind !== "weekly" || week === undefined) return undefined;
  const day = dayOf(sent.at, calendar.zone);
  const next = (nth: number): PlannedReminder => ({
    kind: "weekly",
    key: `weekly-${Number(week) + nth}:${id}`,
    at: wakingMoment(calendar, waking, morningOf(calendar, waking, plusDays(day, 7 * nth))),
  });
  return firstOf((nth) => [next(nth)], 1, from)[0];
};
