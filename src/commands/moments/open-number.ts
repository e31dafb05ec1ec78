import type { Day } from "../../domain/time.ts";
import { readDay } from "./day.ts";
import { isDay, type Reading } from "./reading.ts";
import { cutTime } from "./time-of-day.ts";

const LAST = /^(.+?),? '?(\d{1,2})( ?р\.?| року)?$/u;
const FIRST = /^(\d{1,2}),? (.+)$/u;

interface Parts {
  readonly day: string;
  readonly number: string;
  /** Whether a word says that the number is a year. */
  readonly ofYear: boolean;
}

/**
 * `1 квітня 23`, `mon 21`, `today 17`: a day, and beside it a number that may be a year, an hour or a
 * date. Whoever guesses is wrong now and then, and nobody notices before the day has passed.
 */
export const readOpenNumber = (text: string, today: Day): Reading | undefined => {
  const cut = cutTime(text);
  const timed = cut !== undefined && cut !== "impossible" && cut.day !== "";
  const parts = partsOf(timed ? cut.day : text);
  if (parts === undefined) return undefined;
  const day = readDay(parts.day, today);
  if (!isDay(day)) return undefined;
  const { day: rest, number, ofYear } = parts;
  const year = `${rest} 20${number}`;
  const clear = [
    ...(day.kind === "yearless" && number.length === 2 && readDay(year, today)?.kind === "day"
      ? [timed ? `${year} ${cut.time}` : year]
      : []),
    ...(!timed && !ofYear && Number(number) < 24 ? [`${rest} ${number}:00`] : []),
  ];
  const weekday = day.kind === "weekday" && !timed && !ofYear ? { weekday: day.weekday } : {};
  return { kind: "open_number", clear, date: Number(number), ...weekday };
};

const partsOf = (text: string): Parts | undefined => {
  const [, before, last, ofYear] = LAST.exec(text) ?? [];
  if (before !== undefined && last !== undefined) return { day: before, number: last, ofYear: ofYear !== undefined };
  const [, first, after] = FIRST.exec(text) ?? [];
  return after === undefined || first === undefined ? undefined : { day: after, number: first, ofYear: false };
};
