import type { Day, Instant, TimeOfDay, Zone } from "../../domain/time.ts";
import { dayFrom, dayOf, daysBetween, momentOf, plusDays, weekdayOf } from "../../domain/time.ts";
import type { Reading } from "./reading.ts";

/** A day, or a moment of it, that the text can only mean. */
export interface Settled {
  readonly day: Day;
  readonly time?: TimeOfDay;
}

/** Which of the days that fit is meant. "either" is what may as well have been as be to come: the day on which something takes effect. */
export type Towards = "future" | "past" | "either";

type Open = Extract<Reading, { kind: "yearless" | "weekday" | "time" }>;

/** A leap day returns after eight years at the latest (1896 to 1904, 2096 to 2104). */
const YEARS = 8;

/** Within so many days a date is near: what people speak of, not the same date of another year. */
const NEAR = 31;

/**
 * Picks the day for a weekday, a date without a year or a time without a day: the next one for what
 * is to come, the latest one for what has been. A bare weekday never means today. Undefined when a
 * weekday was written beside the date and is not that day's. In a list what would be clear, where it
 * is not: both days, in order, when nothing says which of them is meant; the one of another year when
 * the near one lies on the wrong side of today.
 */
export const settle = (open: Open, towards: Towards, at: Instant, zone: Zone): Settled | readonly Day[] | undefined => {
  const today = dayOf(at, zone);
  const fitting = candidates(open, today);
  const moment = (day: Day): Instant | undefined =>
    open.time === undefined ? undefined : momentOf(day, open.time, zone);
  const ahead = (day: Day): boolean => {
    const exact = moment(day);
    if (exact !== undefined) return exact > at;
    return open.kind === "weekday" ? day > today : day >= today;
  };
  const behind = (day: Day): boolean => {
    const exact = moment(day);
    if (exact !== undefined) return exact <= at;
    return open.kind === "weekday" ? day < today : day <= today;
  };
  const [last, next] = [fitting.findLast(behind), fitting.find(ahead)];
  const fits = (day: Day | undefined): day is Day =>
    day !== undefined && (open.kind !== "yearless" || open.weekday === undefined || weekdayOf(day) === open.weekday);
  const found = towards === "future" ? [next] : towards === "past" ? [last] : oneOrBoth(open, last, next, today);
  const [day, ...others] = [...new Set(found.filter(fits))];
  if (day === undefined) return undefined;
  const other = towards === "past" ? next : last;
  const bare = open.kind === "yearless" && open.weekday === undefined && towards !== "either";
  const isBeyond = bare && other !== undefined && other !== day && Math.abs(daysBetween(today, other)) <= NEAR;
  if (others.length > 0 || isBeyond) return [day, ...others];
  return { day, ...(open.time !== undefined && { time: open.time }) };
};

/** Of the two the one that anybody would mean, or both where nobody can know. */
const oneOrBoth = (
  open: Open,
  last: Day | undefined,
  next: Day | undefined,
  today: Day,
): readonly (Day | undefined)[] => {
  if (last === undefined || next === undefined || "weekday" in open) return [last, next];
  if (open.kind === "time") return [today];
  const since = daysBetween(last, today);
  if (since <= NEAR) return [last];
  return daysBetween(today, next) < since ? [next] : [last, next];
};

const candidates = (open: Open, today: Day): readonly Day[] => {
  if (open.kind === "time") return [-1, 0, 1].map((away) => plusDays(today, away));
  if (open.kind === "weekday") {
    const since = (weekdayOf(today) - open.weekday + 7) % 7;
    return [-7, 0, 7].map((away) => plusDays(today, away - since));
  }
  const year = Number(today.slice(0, 4));
  return Array.from({ length: 2 * YEARS + 1 }, (_, index) =>
    dayFrom(year - YEARS + index, open.month, open.date),
  ).filter((day) => day !== undefined);
};
