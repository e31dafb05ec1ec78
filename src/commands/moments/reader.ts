import type { Due } from "../../domain/deadline.ts";
import type { RefusalCode } from "../../domain/refusal.ts";
import { Refusal } from "../../domain/refusal.ts";
import type { Day, Instant, TimeOfDay, Zone } from "../../domain/time.ts";
import { dayFrom, dayOf, EARLIEST, momentOf, plusDays, plusMonths, weekdayOf } from "../../domain/time.ts";
import { withFullYear } from "./full-year.ts";
import type { Reading } from "./reading.ts";
import type { Towards } from "./settle.ts";
import { settle } from "./settle.ts";
import { plain, shown } from "./text.ts";
import { understand } from "./understand.ts";
import type { Unit } from "./words.ts";

/**
 * Dates as people type them, in English and Ukrainian whoever types. Every reading throws a Refusal
 * and nothing else: `unreadable_date` for what was not wholly understood or does not exist,
 * `unclear_date` for what may mean more than one day or hour, with `choices` that would be clear,
 * `date_out_of_range` before 1990 or more than ten years ahead, `date_in_past`, `date_in_future`.
 */
export interface MomentContext {
  readonly at: Instant;
  /** Local times and days are this zone's. */
  readonly zone: Zone;
  /** What "tomorrow morning" comes to; without it a part of a day is no moment. */
  readonly morning?: TimeOfDay;
}

const YEARS_AHEAD = 10;

/** How far away the day may be that a weekday and a date name together. */
const YEAR_OF_DAYS = 366;

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

/** A day to come that a hint can name: one written into a sentence would have passed some day. */
export const dayAhead = (at: Instant, zone: Zone): Day => plusDays(dayOf(at, zone), 10);

/** The last day that is near enough to be meant. */
const farthest = (at: Instant): Day => plusMonths(at.slice(0, 10), 12 * YEARS_AHEAD);

/** Says no in words about what was typed. */
export type Refuse = (code: RefusalCode, choices?: readonly string[]) => never;

/** Says no, and what would work: a day to come is asked for in other words than one that has been. */
export const refuse =
  (typed: string, asked: Towards | "term", { at, zone }: MomentContext): Refuse =>
  (code, choices) => {
    const towards = asked === "term" ? "future" : asked;
    const reach = code === "date_out_of_range" && {
      from: towards === "future" ? dayOf(at, zone) : EARLIEST,
      to: towards === "past" ? dayOf(at, zone) : farthest(at),
    };
    const full = code === "unreadable_date" ? withFullYear(typed, towards, at, zone) : undefined;
    throw new Refusal(code, {
      typed: shown(typed),
      ahead: dayAhead(at, zone),
      ...(code === "unreadable_date" && { asked }),
      ...(full !== undefined && { full }),
      ...reach,
      ...(choices !== undefined && { choices }),
    });
  };

/** What was typed, where it is wholly understood and lies within reach. */
export const read = (typed: string, context: MomentContext & { readonly towards?: Towards }, no: Refuse): Reading => {
  const { at, zone } = context;
  const text = plain(typed);
  const reading = text === undefined ? undefined : understand(text, at, zone);
  if (reading === undefined) return no("unreadable_date");
  if (reading.kind === "impossible") return no(reading.why);
  if (reading.kind === "count" && reading.count > MOST[reading.unit]) return no("date_out_of_range");
  if (reading.kind === "open_number") return noNumber(reading, context, no);
  return reading;
};

/** "Mon 21" is no date, but a Monday that is a 21st may be meant. */
const noNumber = (
  { clear, date, weekday }: Extract<Reading, { kind: "open_number" }>,
  { at, zone, towards = "future" }: MomentContext & { readonly towards?: Towards },
  no: Refuse,
): never => {
  const step = towards === "past" ? -1 : 1;
  const today = dayOf(at, zone);
  const fits = (day: Day): boolean => weekdayOf(day) === weekday && Number(day.slice(8)) === date;
  const days =
    weekday === undefined ? [] : Array.from({ length: YEAR_OF_DAYS }, (_, away) => plusDays(today, away * step));
  const refusalOf = (text: string): RefusalCode | undefined => {
    const reading = understand(text, at, zone);
    if (reading?.kind !== "day") return undefined;
    if (reading.day < EARLIEST || reading.day > farthest(at)) return "date_out_of_range";
    if (towards === "past" && reading.day > today) return "date_in_future";
    return towards === "future" && reading.day < today ? "date_in_past" : undefined;
  };
  // "5 March 23:00" is not clear where another 5 March is near.
  const settles = (text: string): boolean => {
    const reading = understand(text, at, zone);
    const settled = reading?.kind === "yearless" ? settle(reading, towards, at, zone) : undefined;
    return settled === undefined || "day" in settled;
  };
  const working = clear.filter((text) => refusalOf(text) === undefined && settles(text));
  const choices = [...working, ...days.filter(fits).slice(0, 1)];
  if (choices.length > 0) return no("unclear_date", choices);
  return no(clear.map(refusalOf).find((code) => code !== undefined) ?? "unreadable_date");
};

const dueOf = (day: Day, time: TimeOfDay | undefined, zone: Zone): Due =>
  time === undefined ? { day } : { at: momentOf(day, time, zone) };

/** The day or moment that a reading names, an open one settled as it is asked for; undefined for spans and counts. */
export const dayOrMoment = (
  reading: Reading,
  towards: Towards,
  { at, zone }: MomentContext,
  no: Refuse,
): Due | undefined => {
  if (reading.kind === "instant") return { at: reading.at };
  if (reading.kind === "day") return dueOf(reading.day, reading.time, zone);
  if (reading.kind !== "yearless" && reading.kind !== "weekday" && reading.kind !== "time") return undefined;
  const settled = settle(reading, towards, at, zone);
  if (settled !== undefined && !("day" in settled)) {
    const time = reading.time === undefined ? "" : ` ${reading.time}`;
    return no(
      "unclear_date",
      settled.map((day) => `${day}${time}`),
    );
  }
  return settled && dueOf(settled.day, settled.time, zone);
};

/** The first day of a month. */
export const firstOf = (year: number, month: number): Day => dayFrom(year, month, 1) ?? `${year}-${month}-01`;

/** Refuses what is too far away to be meant. */
export const inRange = (found: Due, { at }: MomentContext, no: Refuse): void => {
  const day = ("day" in found ? found.day : found.at).slice(0, 10);
  if (!(day >= EARLIEST) || day > farthest(at)) no("date_out_of_range");
};
