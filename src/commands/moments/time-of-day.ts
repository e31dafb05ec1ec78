import type { TimeOfDay } from "../../domain/time.ts";

const HALF_DAY = "am|pm|a\\.m\\.|p\\.m\\.|ранку|дня|вечора";
const CLOCK = `(\\d{1,2}):(\\d{2}) ?(${HALF_DAY})?`;
const HOUR = `(\\d{1,2}) ?(${HALF_DAY})`;
/** `at 9`, `о 14.00`: the word says that the number is a time. */
const AT = "(?:at|о|об) (\\d{1,2})(?:\\.(\\d{2}))?";
const NOON = "noon|midday|опівдні";
const TIME = `(?:(?:at |@ ?|о |об |в |у )?(?:${CLOCK}|${HOUR}|(${NOON}))|${AT})`;

const LAST = new RegExp(`(?:^|[ ,]|(?<=\\d)t)${TIME}$`, "u");
const FIRST = new RegExp(`^${TIME}(?:,? )`, "u");

/** A text cut into its time of day and the day that is left, which may be empty. */
export interface Cut {
  readonly time: TimeOfDay;
  readonly day: string;
}

/** Finds a time of day at the end or the start; "impossible" for 25:00 or 13 pm. */
export const cutTime = (text: string): Cut | "impossible" | undefined => {
  const last = LAST.exec(text);
  const found = last ?? FIRST.exec(text);
  if (found === null) return undefined;
  const time = timeFrom(found);
  if (time === undefined) return "impossible";
  const day = last ? text.slice(0, last.index) : text.slice(found[0].length);
  return { time, day: day.trim().replace(/,$/u, "") };
};

const timeFrom = ([, clockHour, clockMinute, clockHalf, hour, half, noon, atHour, atMinute]: RegExpExecArray):
  | TimeOfDay
  | undefined => {
  if (noon !== undefined) return "12:00";
  const hours = hourOf(Number(clockHour ?? hour ?? atHour), clockHalf ?? half);
  const minutes = Number(clockMinute ?? atMinute ?? 0);
  if (hours === undefined || minutes > 59) return undefined;
  return `${String(hours).padStart(2, "0")}:${String(minutes).padStart(2, "0")}`;
};

const hourOf = (hour: number, half: string | undefined): number | undefined => {
  if (half === undefined) return hour > 23 ? undefined : hour;
  if (hour < 1 || hour > 12) return undefined;
  return (hour % 12) + (/^a|ранку/u.test(half) ? 0 : 12);
};
