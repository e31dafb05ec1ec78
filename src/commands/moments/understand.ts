import type { Day, Instant, Zone } from "../../domain/time.ts";
import { dayOf, exactly } from "../../domain/time.ts";
import { readCount } from "./count.ts";
import { readDay } from "./day.ts";
import { readFreely } from "./free.ts";
import { readOpenNumber } from "./open-number.ts";
import { cutPart } from "./part-of-day.ts";
import type { Reading } from "./reading.ts";
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
  if (cut.day === "") return { kind: "time", time: cut.time };
  const day = readDay(cut.day, today);
  if (day?.kind === "day" || day?.kind === "yearless" || day?.kind === "weekday") return { ...day, time: cut.time };
  return day?.kind === "impossible" ? day : undefined;
};

const withPart = (text: string, today: Day): Reading | undefined => {
  const cut = cutPart(text);
  if (cut === undefined) return undefined;
  const day = readDay(cut.day, today);
  if (day?.kind === "day" || day?.kind === "yearless" || day?.kind === "weekday") return { ...day, part: cut.part };
  return day?.kind === "impossible" ? day : undefined;
};
