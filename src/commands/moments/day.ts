import type { Day } from "../../domain/time.ts";
import { dayFrom, mondayOf, plusDays, plusMonths, weekdayOf } from "../../domain/time.ts";
import type { DayReading, Reading } from "./reading.ts";
import { MONTHS, NEAR_DAYS, NEAR_SPANS, WEEKDAYS, WHICH } from "./words.ts";

const LEADING = /^(?:by|until|till|on|до|на|у|в) /u;
const YEAR = "(?:,? (\\d{4,6})(?: ?р\\.?| року)?)?";
const WORD = "([\\p{L}']{2,12})\\.?";
const ISO = /^(\d{1,6})-(\d{1,2})-(\d{1,2})$/u;
const DOTTED = /^(\d{1,2})\.(\d{1,2})\.(\d{4,6})(?: ?р\.?| року)?$/u;
const DATE_FIRST = new RegExp(`^(?:the )?(\\d{1,2})(?:st|nd|rd|th|-го|-е)? (?:of )?${WORD}${YEAR}$`, "u");
const MONTH_FIRST = new RegExp(`^${WORD} (\\d{1,2})(?:st|nd|rd|th)?${YEAR}$`, "u");
const MONTH = new RegExp(`^${WORD}${YEAR}$`, "u");
const ISO_MONTH = /^(\d{4})-(\d{2})$/u;
const WITH_WEEKDAY = new RegExp(`^${WORD},? (.+)$`, "u");
const END_OF =
  /^(?:the )?(?:end of (?:the |this )?|кінець |кінця |наприкінці |(?=eo[wmy]$))(week|month|year|тижня|місяця|року|eow|eom|eoy)$/u;

const impossible: Reading = { kind: "impossible", why: "unreadable_date" };

/** A day, week or month as people write it, without a time of day. */
export const readDay = (text: string, today: Day): Reading | undefined => {
  const day = text.replace(LEADING, "");
  return near(day, today) ?? endOf(day, today) ?? date(day) ?? weekday(day, today) ?? weekdayAndDate(day) ?? month(day);
};

const near = (text: string, today: Day): Reading | undefined => {
  const away = NEAR_DAYS.get(text);
  if (away !== undefined) return { kind: "day", day: plusDays(today, away) };
  const found = NEAR_SPANS.get(text);
  if (found === undefined) return undefined;
  if (found.span === "week") return { kind: "week", monday: plusDays(mondayOf(today), 7 * found.away) };
  const [year, number] = plusMonths(`${today.slice(0, -2)}01`, found.away).split("-");
  return { kind: "month", year: Number(year), month: Number(number), relative: true };
};

/** The end of a week is its Friday, or the next one at a weekend; that of a month its last day. */
const endOf = (text: string, today: Day): Reading | undefined => {
  const span = END_OF.exec(text)?.[1];
  if (span === undefined) return undefined;
  if (/^(?:week|тижня|eow)$/u.test(span))
    return { kind: "day", day: plusDays(mondayOf(today), weekdayOf(today) > 5 ? 11 : 4) };
  if (/^(?:year|року|eoy)$/u.test(span)) return { kind: "day", day: `${today.slice(0, 4)}-12-31` };
  return { kind: "day", day: plusDays(plusMonths(`${today.slice(0, -2)}01`, 1), -1) };
};

const date = (text: string): DayReading | Reading | undefined => {
  const iso = ISO.exec(text);
  if (iso) return dated(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const dotted = DOTTED.exec(text);
  if (dotted) return dated(Number(dotted[3]), Number(dotted[2]), Number(dotted[1]));
  const dateFirst = DATE_FIRST.exec(text);
  if (dateFirst) return named(dateFirst[2], dateFirst[1], dateFirst[3]);
  const monthFirst = MONTH_FIRST.exec(text);
  return monthFirst ? named(monthFirst[1], monthFirst[2], monthFirst[3]) : undefined;
};

const named = (word = "", number = "", year: string | undefined): Reading | undefined => {
  const found = MONTHS.get(word);
  if (found === undefined) return undefined;
  if (year !== undefined) return dated(Number(year), found, Number(number));
  // 2024 had every day that a year can have.
  return dayFrom(2024, found, Number(number)) === undefined
    ? impossible
    : { kind: "yearless", month: found, date: Number(number) };
};

const dated = (year: number, number: number, dayOfMonth: number): Reading => {
  if (year < 1000 || year > 9999) return { kind: "impossible", why: "date_out_of_range" };
  const day = dayFrom(year, number, dayOfMonth);
  return day === undefined ? impossible : { kind: "day", day };
};

/** `friday` is left open; "this", "next" and "last" name the day of that ISO week, "last" the latest one. */
const weekday = (text: string, today: Day): Reading | undefined => {
  const [first = "", second, ...rest] = text.split(" ");
  if (second === undefined) {
    const bare = WEEKDAYS.get(first.replace(/\.$/u, ""));
    return bare === undefined ? undefined : { kind: "weekday", weekday: bare };
  }
  const which = WHICH.get(first);
  const found = WEEKDAYS.get(second);
  if (which === undefined || found === undefined || rest.length > 0) return undefined;
  const inThisWeek = plusDays(mondayOf(today), found - 1);
  if (which < 0) return { kind: "day", day: inThisWeek < today ? inThisWeek : plusDays(inThisWeek, -7) };
  return { kind: "day", day: plusDays(inThisWeek, 7 * which) };
};

/** `fri 4 dec`: two ways of saying one day, which have to agree. */
const weekdayAndDate = (text: string): Reading | undefined => {
  const [, word = "", rest = ""] = WITH_WEEKDAY.exec(text) ?? [];
  const expected = WEEKDAYS.get(word);
  const read = expected === undefined ? undefined : date(rest);
  if (read?.kind === "yearless" && expected !== undefined) return { ...read, weekday: expected };
  return read?.kind === "day" && weekdayOf(read.day) !== expected ? impossible : read;
};

const month = (text: string): Reading | undefined => {
  const [, year, number] = ISO_MONTH.exec(text) ?? [];
  if (year !== undefined)
    return Number(number) >= 1 && Number(number) <= 12 ? inMonth(Number(number), year) : impossible;
  const [, word = "", ofYear] = MONTH.exec(text) ?? [];
  const found = MONTHS.get(word);
  return found === undefined ? undefined : inMonth(found, ofYear);
};

const inMonth = (number: number, year: string | undefined): Reading => {
  if (year === undefined) return { kind: "month", month: number, relative: false };
  if (year.length > 4) return { kind: "impossible", why: "date_out_of_range" };
  return { kind: "month", month: number, year: Number(year), relative: false };
};
