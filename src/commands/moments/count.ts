import type { Reading } from "./reading.ts";
import { NUMBERS, UNITS } from "./words.ts";

const AHEAD = /^(?:in|within|for|after|через|протягом|упродовж|впродовж|за|на) /u;
const AGO = / (?:ago|тому)$/u;
const BOTH =
  / ?(?:\(both\)|both|(?:\(|of |by )?both calendars\)?|\(?обох календарів\)?|\(обох\)|\(обидва\)|за обома календарями)$/u;
const COUNT = /^(\d{1,7}) ?(\D{1,24})$/u;

/** `48h`, `in 3 working days (both)`, `через тиждень`, `2 days ago`. */
export const readCount = (text: string): Reading | undefined => {
  const both = BOTH.test(text);
  const ago = AGO.test(text);
  const ahead = AHEAD.test(text);
  const amount = text.replace(BOTH, "").replace(AGO, "").replace(AHEAD, "");
  const read = amountOf(amount, ahead || ago);
  if (read === undefined || (ago && ahead) || (both && read.unit !== "working_days")) return undefined;
  return read.count === 0 ? { kind: "impossible", why: "unreadable_date" } : { kind: "count", ...read, both, ago };
};

/** Without "in" or "ago" a unit alone ("week") is no date. */
const amountOf = (text: string, bare: boolean) => {
  const digits = COUNT.exec(text);
  if (digits) return counted(Number(digits[1]), digits[2] ?? "");
  const cut = text.indexOf(" ");
  const word = NUMBERS.get(text.slice(0, Math.max(cut, 0)));
  if (word !== undefined) return counted(word, text.slice(cut + 1));
  return bare ? counted(1, text) : undefined;
};

const counted = (count: number, word: string) => {
  const unit = UNITS.get(word.trim().replaceAll(".", ""));
  return unit === undefined ? undefined : { unit, count };
};
