import { likened } from "./text.ts";

/** The weekdays, Monday first, as both languages write and shorten them; the first is how a choice is kept. */
const WEEKDAYS = [
  ["mon", "monday", "пн", "понеділок"],
  ["tue", "tuesday", "вт", "вівторок"],
  ["wed", "wednesday", "ср", "середа"],
  ["thu", "thursday", "чт", "четвер"],
  ["fri", "friday", "пт", "п'ятниця"],
  ["sat", "saturday", "сб", "субота"],
  ["sun", "sunday", "нд", "неділя"],
] as const;

/** How people say that no day is the one. */
const OFF = ["off", "none", "no", "never", "вимкнути", "ні", "ніколи"];

/** Days on which something may come every week, and `off`: then it never comes. */
export const WEEKLY = [...WEEKDAYS.map(([name]) => name), "off"] as const;

/** A weekday, 1 for Monday; undefined for what is none. */
export const weekdayNamed = (typed: string): number | undefined => {
  const at = WEEKDAYS.findIndex((names) => names.some((name) => name === likened(typed)));
  return at < 0 ? undefined : at + 1;
};

/** The same, and 0 for "off". */
export const weeklyNamed = (typed: string): number | undefined =>
  OFF.includes(likened(typed)) ? 0 : weekdayNamed(typed);
