import type { Calendars } from "../domain/calendar.ts";
import type { Due, Term } from "../domain/deadline.ts";
import { reckon } from "../domain/deadline.ts";
import type { RefusalCode } from "../domain/refusal.ts";
import { Refusal } from "../domain/refusal.ts";
import type { Dated, Day, Instant, TimeOfDay, Zone } from "../domain/time.ts";
import {
  dayFrom,
  dayOf,
  momentOf,
  mondayOf,
  plusDays,
  plusHours,
  plusMilliseconds,
  plusMonths,
} from "../domain/time.ts";
import { withFullYear } from "./moments/full-year.ts";
import type { Reading } from "./moments/reading.ts";
import type { Towards } from "./moments/settle.ts";
import { settle } from "./moments/settle.ts";
import { plain, shown } from "./moments/text.ts";
import { understand } from "./moments/understand.ts";
import type { Unit } from "./moments/words.ts";

/**
 * Dates as people type them, in English and Ukrainian whoever types. Every reading throws a Refusal
 * and nothing else: `unreadable_date` for what was not wholly understood or does not exist,
 * `date_out_of_range` before 1990 or more than ten years ahead, `date_in_past`, `date_in_future`.
 */
export interface MomentContext {
  readonly at: Instant;
  /** Local times and days are this zone's. */
  readonly zone: Zone;
}

const FIRST_YEAR = 1990;
const YEARS_AHEAD = 10;

/** Ten years of each; what is further away is a slip of the finger. */
const MOST: Readonly<Record<Unit, number>> = {
  minutes: 5_256_000,
  hours: 87_600,
  working_days: 2_600,
  days: 3_650,
  weeks: 521,
  months: 120,
  years: 10,
};

/** A deadline: a count ("5 working days", "48 год"), or a day or moment that is still to come. */
export const readTerm = (typed: string, context: MomentContext): Term => {
  const { at, zone } = context;
  const no = refuse(typed, "future", context);
  const reading = read(typed, context, no);
  if (reading.kind === "count") return reading.ago ? no("date_in_past") : termOf(reading, at, no);
  const found = dayOrMoment(reading, "future", context) ?? aheadOf(reading) ?? no("unreadable_date");
  inRange(found, context, no);
  if ("day" in found) return found.day < dayOf(at, zone) ? no("date_in_past") : { unit: "day", day: found.day };
  return found.at <= at ? no("date_in_past") : { unit: "instant", at: found.at };
};

/** The longest beginning of the words that is a deadline, where the whole is none. */
export const deadlineWithin = (typed: string, context: MomentContext): string | undefined => {
  const words = typed.trim().split(/\s+/u).slice(0, 12);
  const beginnings = words.map((_, index) => words.slice(0, -1 - index).join(" ")).filter((text) => text !== "");
  return beginnings.find((text) => isDeadline(text, context));
};

const isDeadline = (typed: string, context: MomentContext): boolean => {
  try {
    return readTerm(typed, context) !== undefined;
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
};

/**
 * A day or moment to come: until when to snooze, by when they promised. Working days are the first
 * calendar's; without calendars they are Monday to Friday.
 */
export const readDue = (typed: string, context: MomentContext & { readonly calendars?: Calendars }): Due => {
  const plainWeek: Calendars = [{ zone: context.zone, workdays: [1, 2, 3, 4, 5], holiday: () => undefined }];
  return reckon(readTerm(typed, context), context.at, context.calendars ?? plainWeek).due;
};

/**
 * When something happened, as exactly as it was said: a moment, a day, a week ("last week", its
 * Monday), a month (its first day) or "unknown" (today stands in). With `future`, what is still to
 * come is a fact too ("they leave on 1 May"), and a date without a year is the nearest one.
 */
export const readPastDated = (typed: string, context: MomentContext & { readonly future?: boolean }): Dated => {
  const { at, zone, future = false } = context;
  const no = refuse(typed, future ? "nearest" : "past", context);
  const reading = read(typed, context, no);
  const today = dayOf(at, zone);
  const dated = datedOf(reading, typed.trim(), { ...context, future }) ?? no("unreadable_date");
  inRange(dated.precision === "instant" ? { at: dated.on } : { day: dated.on }, context, no);
  const ahead = dated.precision === "instant" ? dated.on > at : dated.on > today;
  return ahead && !future ? no("date_in_future") : dated;
};

type Refuse = (code: RefusalCode) => never;

/** Says no, and what would work: a day to come is asked for in other words than one that has been. */
const refuse =
  (typed: string, asked: Towards, { at, zone }: MomentContext): Refuse =>
  (code) => {
    const full = code === "unreadable_date" ? withFullYear(typed, asked, at, zone) : undefined;
    throw new Refusal(code, {
      typed: shown(typed),
      ...(code === "unreadable_date" && { asked }),
      ...(full !== undefined && { full }),
    });
  };

const read = (typed: string, { at, zone }: MomentContext, no: Refuse): Reading => {
  const text = plain(typed);
  const reading = text === undefined ? undefined : understand(text, at, zone);
  if (reading === undefined) return no("unreadable_date");
  if (reading.kind === "impossible") return no(reading.why);
  if (reading.kind === "count" && reading.count > MOST[reading.unit]) return no("date_out_of_range");
  return reading;
};

const termOf = ({ unit, count, both }: Extract<Reading, { kind: "count" }>, at: Instant, no: Refuse): Term => {
  switch (unit) {
    case "minutes":
      return { unit: "instant", at: plusMilliseconds(at, count * 60_000) };
    case "working_days":
      return { unit, count, both };
    case "weeks":
      return { unit: "days", count: count * 7 };
    case "years":
      return { unit: "months", count: count * 12 };
    case "hours":
    case "days":
    case "months":
      return { unit, count };
    default:
      return no("unreadable_date");
  }
};

const dueOf = (day: Day, time: TimeOfDay | undefined, zone: Zone): Due =>
  time === undefined ? { day } : { at: momentOf(day, time, zone) };

const dayOrMoment = (reading: Reading, towards: Towards, { at, zone }: MomentContext): Due | undefined => {
  if (reading.kind === "instant") return { at: reading.at };
  if (reading.kind === "day") return dueOf(reading.day, reading.time, zone);
  if (reading.kind !== "yearless" && reading.kind !== "weekday" && reading.kind !== "time") return undefined;
  const settled = settle(reading, towards, at, zone);
  return settled && dueOf(settled.day, settled.time, zone);
};

/** "Next week" as a deadline is its Monday and "next month" its first day; other spans name no day. */
const aheadOf = (reading: Reading): Due | undefined => {
  if (reading.kind === "week") return { day: reading.monday };
  return reading.kind === "month" && reading.relative ? { day: firstOf(reading.year ?? 0, reading.month) } : undefined;
};

const firstOf = (year: number, month: number): Day => dayFrom(year, month, 1) ?? `${year}-${month}-01`;

const datedOf = (
  reading: Reading,
  stated: string,
  context: MomentContext & { readonly future: boolean },
): Dated | undefined => {
  const today = dayOf(context.at, context.zone);
  if (reading.kind === "unknown") return { on: today, precision: "unknown", stated };
  if (reading.kind === "week") return { on: reading.monday, precision: "week", stated };
  if (reading.kind === "month") return { on: monthMeant(reading, today), precision: "month", stated };
  if (reading.kind === "count") return countedBack(reading, stated, context);
  const found = dayOrMoment(reading, context.future ? "nearest" : "past", context);
  if (found === undefined) return undefined;
  return "day" in found ? { on: found.day, precision: "day" } : { on: found.at, precision: "instant" };
};

/** A month without its year is the latest that has begun. */
const monthMeant = ({ year, month }: Extract<Reading, { kind: "month" }>, today: Day): Day => {
  if (year !== undefined) return firstOf(year, month);
  const thisYear = firstOf(Number(today.slice(0, 4)), month);
  return thisYear <= today ? thisYear : plusMonths(thisYear, -12);
};

/** "2 weeks ago" is no more exact than a week, "3 months ago" than a month. */
const countedBack = (
  { unit, count, ago }: Extract<Reading, { kind: "count" }>,
  stated: string,
  { at, zone }: MomentContext,
): Dated | undefined => {
  const today = dayOf(at, zone);
  const away = ago ? -count : count;
  switch (unit) {
    case "minutes":
      return { on: plusMilliseconds(at, away * 60_000), precision: "instant" };
    case "hours":
      return { on: plusHours(at, away), precision: "instant" };
    case "days":
      return { on: plusDays(today, away), precision: "day" };
    case "weeks":
      return { on: mondayOf(plusDays(today, away * 7)), precision: "week", stated };
    case "months":
      return { on: `${plusMonths(today, away).slice(0, 8)}01`, precision: "month", stated };
    default:
      return undefined;
  }
};

const inRange = (found: Due, { at }: MomentContext, no: Refuse): void => {
  const year = Number(("day" in found ? found.day : found.at).slice(0, 4));
  const furthest = plusMonths(at.slice(0, 10), 12 * YEARS_AHEAD);
  if (!(year >= FIRST_YEAR) || ("day" in found ? found.day : found.at.slice(0, 10)) > furthest) no("date_out_of_range");
};
