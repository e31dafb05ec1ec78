import type { Calendar, Waking } from "./calendar.ts";
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

/** The reminder of a Monday that nobody owns the request. */
export const unownedOn = (monday: Day, calendar: Calendar, waking: Waking): PlannedReminder => ({
  kind: "unowned",
  key: `unowned:${monday}`,
  at: wakingMoment(calendar, waking, morningOf(calendar, waking, monday)),
});

/** Monday morning: the first one after a moment. */
export const nextUnowned = (calendar: Calendar, waking: Waking, after: Instant): readonly PlannedReminder[] => {
  const monday = mondayOf(dayOf(after, calendar.zone));
  return firstOf((nth) => [unownedOn(plusDays(monday, 7 * nth), calendar, waking)], 0, after);
};
