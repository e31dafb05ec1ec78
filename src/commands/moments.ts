import type { Calendars } from "../domain/calendar.ts";
import type { Due, Term } from "../domain/deadline.ts";
import { reckon } from "../domain/deadline.ts";
import { Refusal } from "../domain/refusal.ts";
import type { Instant } from "../domain/time.ts";
import { dayOf, plusMilliseconds } from "../domain/time.ts";
import { dayOrMoment, firstOf, inRange, type MomentContext, type Refuse, read, refuse } from "./moments/reader.ts";
import type { Reading } from "./moments/reading.ts";

/** A deadline: a count ("5 working days", "48 год"), or a day or moment that is still to come. */
export const readTerm = (typed: string, context: MomentContext): Term => {
  const { at, zone } = context;
  const no = refuse(typed, "term", context);
  const reading = read(typed, context, no);
  if (reading.kind === "count") return reading.ago ? no("date_in_past") : termOf(reading, at, no);
  const found =
    dayOrMoment(inFull(reading, context, no), "future", context, no) ?? aheadOf(reading) ?? no("unreadable_date");
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

/** The part of a day that a deadline names is a moment where somebody said when mornings are. */
const inFull = (reading: Reading, { morning }: MomentContext, no: Refuse): Reading => {
  if (!("part" in reading) || reading.part === undefined) return reading;
  const { is, clear } = reading.part;
  return is === "morning" && morning !== undefined ? { ...reading, time: morning } : no("unclear_date", [clear]);
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

/** "Next week" as a deadline is its Monday and "next month" its first day; other spans name no day. */
const aheadOf = (reading: Reading): Due | undefined => {
  if (reading.kind === "week") return { day: reading.monday };
  return reading.kind === "month" && reading.relative ? { day: firstOf(reading.year ?? 0, reading.month) } : undefined;
};
