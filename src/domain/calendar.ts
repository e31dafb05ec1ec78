import type { Day, Instant, TimeOfDay, Zone } from "./time.ts";
import { dayOf, momentOf, plusDays, timeOf, weekdayOf } from "./time.ts";

/**
 * Which days a team (or a company's country) works. Plain data: public holidays come from a library
 * at the edge, a team's own days off from its settings, and both arrive here as dates with names.
 */
export interface Calendar {
  readonly zone: Zone;
  /** Working weekdays, 1 Monday to 7 Sunday. */
  readonly workdays: readonly number[];
  /** Days that are not worked although their weekday is, with the name to show. */
  holiday(day: Day): string | undefined;
}

/** When a team may be disturbed. Quiet hours may cross midnight (`20:00` to `08:00`). */
export interface Waking {
  readonly morning: TimeOfDay;
  readonly quietFrom: TimeOfDay;
  readonly quietTo: TimeOfDay;
}

/** The team's calendar first; a company's country's after it where its days count too. */
export type Calendars = readonly [Calendar, ...Calendar[]];

/**
 * So many days off on end cannot be a calendar that anybody meant (no working weekday, or two that
 * share none): from there on every day counts, so that counting always ends.
 */
const LONGEST_BREAK = 100;

const worksOn = (calendar: Calendar, day: Day): boolean =>
  calendar.workdays.includes(weekdayOf(day)) && calendar.holiday(day) === undefined;

/** Whether `day` is worked in all of the calendars. */
export const isWorkingDay = (calendars: Calendars, day: Day): boolean =>
  calendars.every((calendar) => worksOn(calendar, day));

/** One day that counting passes: which working day it is, from 1, or that it does not count. */
export interface PassedDay {
  readonly day: Day;
  readonly counted?: number;
}

/** The days after `day`, up to and including the `count`th working day. The day itself is day 0. */
export function* passedDays(calendars: Calendars, day: Day, count: number): Generator<PassedDay> {
  let passed = day;
  let since = 0;
  for (let counted = 0; counted < count; ) {
    passed = plusDays(passed, 1);
    since += 1;
    const worked = isWorkingDay(calendars, passed);
    if (worked || since > LONGEST_BREAK) {
      counted += 1;
      if (worked) since = 0;
      yield { day: passed, counted };
    } else yield { day: passed };
  }
}

/** The `count`th working day after `day`, which is day 0 whether it is worked or not; `day` for 0. */
export const plusWorkingDays = (calendars: Calendars, day: Day, count: number): Day => {
  let last = day;
  for (const passed of passedDays(calendars, day, count)) last = passed.day;
  return last;
};

/** How many working days lie after `from`, up to and including `to`; 0 when `to` is not later. */
export const workingDaysBetween = (calendars: Calendars, from: Day, to: Day): number => {
  let count = 0;
  for (let day = plusDays(from, 1); day <= to; day = plusDays(day, 1)) if (isWorkingDay(calendars, day)) count += 1;
  return count;
};

const isQuiet = ({ quietFrom, quietTo }: Waking, time: TimeOfDay): boolean =>
  quietFrom <= quietTo ? quietFrom <= time && time < quietTo : quietFrom <= time || time < quietTo;

/** The moment at which a team's day begins; the end of quiet hours where these reach past the morning. */
export const morningOf = (calendar: Calendar, waking: Waking, day: Day): Instant =>
  momentOf(day, isQuiet(waking, waking.morning) ? waking.quietTo : waking.morning, calendar.zone);

/** The first morning of a working day that is not before `at`. */
export const nextWorkingMorning = (calendar: Calendar, waking: Waking, at: Instant): Instant => {
  const today = dayOf(at, calendar.zone);
  if (isWorkingDay([calendar], today) && morningOf(calendar, waking, today) >= at)
    return morningOf(calendar, waking, today);
  return morningOf(calendar, waking, plusWorkingDays([calendar], today, 1));
};

/**
 * When something meant for `at` may disturb the team: quiet hours and days off move it to the next
 * working morning and never drop it; within the waking hours of a working day it stays.
 */
export const wakingMoment = (calendar: Calendar, waking: Waking, at: Instant): Instant =>
  isWorkingDay([calendar], dayOf(at, calendar.zone)) && !isQuiet(waking, timeOf(at, calendar.zone))
    ? at
    : nextWorkingMorning(calendar, waking, at);
