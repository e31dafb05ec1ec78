import type { Day, Instant, Zone } from "../../domain/time.ts";
import { dayOf, exactly } from "../../domain/time.ts";
import { readCount } from "./count.ts";
import { readDay } from "./day.ts";
import { readFreely } from "./free.ts";
import { readOpenNumber } from "./open-number.ts";
import { cutPart } from "./part-of-day.ts";
import { type DayReading, isDay, type Reading } from "./reading.ts";
import { cutTime } from "./time-of-day.ts";
import { NOW, UNKNOWN } from "./words.ts";

/**
 * What a plain text says, or undefined when any of it was not understood. Our own forms come first;
 * the library has the rest.
 */
export const understand = (text: string, at: Instant, zone: Zone): Reading | undefined =>
  ownForms(text, at, zone) ?? readFreely(text, at, zone);

const ownForms = (text: string, at: Instant, zone: Zone): Reading | undefined => {
  if (NOW.has(text)) return { kind: "instant", at };
  if (UNKNOWN.has(text)) return { kind: "unknown" };
  const named = exactly(text);
  if (named !== undefined) return { kind: "instant", at: named };
  const today = dayOf(at, zone);
  return (
    readCount(text) ??
    readDay(text, today) ??
    withTime(text, today) ??
    withPart(text, today) ??
    readOpenNumber(text, today)
  );
};

const withTime = (text: string, today: Day): Reading | undefined => {
  const cut = cutTime(text);
  if (cut === undefined) return undefined;
  if (cut === "impossible") return { kind: "impossible", why: "unreadable_date" };
  return cut.day === "" ? { kind: "time", time: cut.time } : dayWith(cut.day, today, { time: cut.time });
};

const withPart = (text: string, today: Day): Reading | undefined => {
  const cut = cutPart(text);
  return cut && dayWith(cut.day, today, { part: cut.part });
};

/** What stands before a time or a part of a day, with that beside it. */
const dayWith = (text: string, today: Day, more: Pick<DayReading, "time" | "part">): Reading | undefined => {
  const day = readDay(text, today);
  if (isDay(day)) return { ...day, ...more };
  return day?.kind === "impossible" ? day : undefined;
};
