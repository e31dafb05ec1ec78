/**
 * Calendar arithmetic a second time, with nothing in common with the domain's: days are numbers of
 * `Date.UTC`, zones are read off `Intl.DateTimeFormat`, and everything is found by counting.
 */

const DAY = 86_400_000;

export const numberOf = (day: string): number => {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  return Date.UTC(year, month - 1, date) / DAY;
};

export const dayAt = (number: number): string => new Date(number * DAY).toISOString().slice(0, 10);

/** 1 Monday to 7 Sunday; day 0 of the epoch was a Thursday. */
const weekdayAt = (number: number): number => ((((number + 3) % 7) + 7) % 7) + 1;

export interface OracleCalendar {
  readonly workdays: readonly number[];
  readonly off: ReadonlySet<string>;
}

export const worked = (calendars: readonly OracleCalendar[], day: string): boolean =>
  calendars.every(({ workdays, off }) => workdays.includes(weekdayAt(numberOf(day))) && !off.has(day));

export const nthWorkingDay = (calendars: readonly OracleCalendar[], day: string, count: number): string => {
  let number = numberOf(day);
  for (let left = count; left > 0; ) {
    number += 1;
    if (worked(calendars, dayAt(number))) left -= 1;
  }
  return dayAt(number);
};

export const countWorkingDays = (calendars: readonly OracleCalendar[], from: string, to: string): number => {
  let count = 0;
  for (let number = numberOf(from) + 1; number <= numberOf(to); number += 1)
    if (worked(calendars, dayAt(number))) count += 1;
  return count;
};

const formats = new Map<string, Intl.DateTimeFormat>();

/** What a wall clock in the zone shows: `2022-03-07 14:05`. */
export const wallClock = (at: string, zone: string): string => {
  const format =
    formats.get(zone) ??
    new Intl.DateTimeFormat("sv-SE", {
      timeZone: zone,
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
    });
  formats.set(zone, format);
  return format.format(new Date(at));
};

export const localDay = (at: string, zone: string): string => wallClock(at, zone).slice(0, 10);

/** The first moment of a local day, by halving the hours in which it must begin. */
export const firstMoment = (day: string, zone: string): string => {
  let before = numberOf(day) * DAY - 20 * 3_600_000;
  let after = numberOf(day) * DAY + 20 * 3_600_000;
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (localDay(new Date(middle).toISOString(), zone) >= day) after = middle;
    else before = middle;
  }
  return new Date(after).toISOString();
};

/** Months later by the Gregorian rules, cut to the month's last day. */
export const monthsLater = (day: string, months: number): string => {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, last))).toISOString().slice(0, 10);
};
