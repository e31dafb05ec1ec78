import * as english from "chrono-node/en";
import * as ukrainian from "chrono-node/uk";
import type { Instant, Zone } from "../../domain/time.ts";
import { dayFrom, dayOf, timeOf } from "../../domain/time.ts";
import type { Reading } from "./reading.ts";

/** Words that turn a date round or blur it; chrono keeps no trace of them in what it calls certain. */
const TURNS =
  /(?:^| )(?:few|couple|several|some|last|past|previous|this|next|coming|ago|before|after|from|since|минул|наступн|попередн|цього|цієї|цю|тому|перед|після|від|з) ?/u;

/** 7.3. and 05/06 are different days to different readers, and so is "-3 days"; our own forms come first. */
const AMBIGUOUS = /\d ?[./-] ?\d|(?:^| )[-+]/u;

/** Words to which chrono gives a day or hour of its own: Saturday to the weekend, and to midnight one of two days. */
const LOOSE = /weekend|вихідн|midnight|півн[оі]ч/u;

/** What chrono assumes of a day alone; any other hour comes from a word such as "evening". */
const NO_HOUR = 12;

/** Numbers that say what they are: `17:00`, `5pm`, `at 9`, `2026`. */
const NAMED = /\d{1,2}:\d{2}|\d{1,2} ?(?:am|pm|a\.m|p\.m|o'clock|ранку|дня|вечора)|(?:^| )(?:at|о|об) \d{1,2}|\d{4}/gu;

/**
 * Wordings beyond our own forms, by chrono. Only what it read for certain is taken, never what it
 * filled in, and only if it used up the whole text. Zones that it recognises are refused: a moment
 * is always the team's local time.
 */
export const readFreely = (text: string, at: Instant, zone: Zone): Reading | undefined => {
  if (TURNS.test(text) || AMBIGUOUS.test(text) || LOOSE.test(text) || !/\p{L}/u.test(text)) return undefined;
  const { casual } = /\p{Script=Cyrillic}/u.test(text) ? ukrainian : english;
  // The wall clock of the zone, given out as UTC: so chrono counts days as the team does.
  const wall = new Date(`${dayOf(at, zone)}T${timeOf(at, zone)}Z`);
  const [found, ...others] = casual.parse(text, { instant: wall, timezone: 0 });
  if (found === undefined || others.length > 0 || found.end || found.text !== text) return undefined;
  const { start } = found;
  if (start.isCertain("timezoneOffset") || start.isCertain("second")) return undefined;
  const certain = (part: Parameters<typeof start.get>[0]): number | undefined =>
    start.isCertain(part) ? (start.get(part) ?? undefined) : undefined;

  const [year, month, date, weekday, hour] = [
    certain("year"),
    certain("month"),
    certain("day"),
    certain("weekday"),
    certain("hour"),
  ];
  // One number more than the day's own may be a year or an hour.
  if ((text.replace(NAMED, " ").match(/\d+/gu)?.length ?? 0) > (date === undefined ? 0 : 1)) return undefined;
  if (hour === undefined && start.get("hour") !== NO_HOUR) return undefined;
  const minute = start.get("minute") ?? 0;
  const time =
    hour === undefined ? {} : { time: `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}` };
  if (month !== undefined && date !== undefined && year === undefined)
    return { kind: "yearless", month, date, ...(weekday === undefined ? {} : { weekday: weekday || 7 }), ...time };
  if (month !== undefined && date !== undefined && year !== undefined) {
    const day = dayFrom(year, month, date);
    return day === undefined ? undefined : { kind: "day", day, ...time };
  }
  if (weekday !== undefined && month === undefined && date === undefined)
    return { kind: "weekday", weekday: weekday || 7, ...time };
  return undefined;
};
