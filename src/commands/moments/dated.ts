import type { Dated, Day } from "../../domain/time.ts";
import { dayOf, mondayOf, plusDays, plusHours, plusMilliseconds, plusMonths } from "../../domain/time.ts";
import { dayOrMoment, firstOf, inRange, type MomentContext, type Refuse, read, refuse } from "./reader.ts";
import type { Reading } from "./reading.ts";
import type { Towards } from "./settle.ts";

/** How a fact's date is to be read. */
export interface DatedContext extends MomentContext {
  /** Where a date without its year or a weekday lies; "past" when nothing is said, and then nothing may be still to come. */
  readonly towards?: Towards;
  /** Takes "2 weeks ago" for that day, not for its week. */
  readonly exactly?: boolean;
}

/**
 * When something happened or will, as exactly as it was said: a moment, a day, a week ("last week",
 * its Monday), a month (its first day) or "unknown" (today stands in).
 */
export const readDated = (typed: string, context: DatedContext): Dated => {
  const { at, zone, towards = "past" } = context;
  const no = refuse(typed, towards, context);
  const reading = read(typed, context, no);
  const today = dayOf(at, zone);
  const dated = datedOf(reading, typed.trim(), { ...context, towards }, no) ?? no("unreadable_date");
  inRange(dated.precision === "instant" ? { at: dated.on } : { day: dated.on }, context, no);
  const ahead = dated.precision === "instant" ? dated.on > at : dated.on > today;
  return ahead && towards === "past" ? no("date_in_future") : dated;
};

const datedOf = (
  reading: Reading,
  stated: string,
  context: DatedContext & { readonly towards: Towards },
  no: Refuse,
): Dated | undefined => {
  const today = dayOf(context.at, context.zone);
  if (reading.kind === "unknown") return { on: today, precision: "unknown", stated };
  if (reading.kind === "week") return { on: reading.monday, precision: "week", stated };
  if (reading.kind === "month")
    return { on: monthMeant(reading, today, context.towards, no), precision: "month", stated };
  if (reading.kind === "count") return counted(reading, stated, context);
  const found = dayOrMoment(reading, context.towards, context, no);
  if (found === undefined) return undefined;
  return "day" in found ? { on: found.day, precision: "day" } : { on: found.at, precision: "instant" };
};

/** Without its year the latest month that has begun, unless the next one is near, the next that has not ended, or the near one. */
const monthMeant = (
  { year, month }: Extract<Reading, { kind: "month" }>,
  today: Day,
  towards: Towards,
  no: Refuse,
): Day => {
  if (year !== undefined) return firstOf(year, month);
  const back = (Number(today.slice(5, 7)) - month + 12) % 12;
  const last = plusMonths(`${today.slice(0, 8)}01`, -back);
  const next = back === 0 ? last : plusMonths(last, 12);
  const unclear = (...days: readonly Day[]): never =>
    no(
      "unclear_date",
      days.map((day) => day.slice(0, 7)),
    );
  if (towards === "future") return next;
  if (towards === "past") return back === 11 ? unclear(last) : last;
  if (back <= 1) return last;
  return back > 6 ? next : unclear(last, next);
};

/** "2 weeks ago" is no more exact than a week, "3 months ago" than a month. */
const counted = (
  { unit, count, ago }: Extract<Reading, { kind: "count" }>,
  stated: string,
  { at, zone, exactly = false }: DatedContext,
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
      if (exactly) return { on: plusDays(today, away * 7), precision: "day" };
      return { on: mondayOf(plusDays(today, away * 7)), precision: "week", stated };
    case "months":
      if (exactly) return { on: plusMonths(today, away), precision: "day" };
      return { on: `${plusMonths(today, away).slice(0, 8)}01`, precision: "month", stated };
    default:
      return undefined;
  }
};
