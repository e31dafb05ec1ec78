import { decimalFrom, times } from "../../domain/decimal.ts";
import type { Measure } from "../../domain/quantity.ts";
import { Refusal } from "../../domain/refusal.ts";
import type { Bound } from "../../domain/vocabulary.ts";
import { shown } from "../moments/text.ts";
import { DIGITS, isCyrillic, type Lone, numberFrom } from "./number.ts";
import { BOUND_ENDINGS, BOUND_WORDS, LETTERS, MULTIPLIERS, NUMBERS, oneOf, SCALE, UNIT_WORDS, VAGUE } from "./words.ts";

/** What a text measures, and what it says is measured: "200 kg of flour" is 200 kg, flour. */
export interface Measured {
  readonly measure: Measure;
  /** Empty when nothing was named: "5000". */
  readonly of: string;
}

const BOUND = new RegExp(`^(${oneOf(BOUND_WORDS.keys())})\\.?(?:(?<=[<>=≥≤~≈]) ?| )`, "iu");
const NUMBER = new RegExp(
  `^(?:${DIGITS})(?!\\d)|^(?:${oneOf(NUMBERS.keys())})(?= \\p{L})|^(?=(?:${oneOf(MULTIPLIERS.keys())}) )`,
  "iu",
);
const TIMES = new RegExp(`^ ?(${oneOf(MULTIPLIERS.keys())})\\.?(?!\\p{L})`, "iu");
/** `5k masks`, `10m GB`; `10 m` with a space, or with nothing behind it, may be metres. */
const LETTER = new RegExp(`^(?:k(?!\\p{L})|(${oneOf(LETTERS.keys())})(?= (?!of )[\\p{L}\\d]))`, "iu");
const AFTER = new RegExp(`^ ?(${oneOf(BOUND_ENDINGS.keys())})(?![\\p{L}\\d])`, "iu");
const AT_END = new RegExp(` (${oneOf([...BOUND_ENDINGS.keys()].filter((ending) => ending !== "+"))})$`, "iu");
const UNCOUNTED = new RegExp(`^(?:${VAGUE})(?:(?: of)? (?:${SCALE}))*(?= |$)`, "iu");
const UNIT = new RegExp(`^(${oneOf(UNIT_WORDS.keys())})\\.?(?= |$)`, "iu");
/** A lone letter that stands so close that it may multiply or measure. */
const UNSURE = /^[mb]\.?$/iu;
const THING = /^%$|^[\p{L}"'«“(][\p{L}\p{M}\d "'«»“”()&+./%-]{0,119}$/u;

/**
 * Reads a text that begins with how many; undefined when it does not, or was not wholly understood.
 * Refuses numbers below zero and those that can be read in two ways.
 */
export const measured = (text: string): Measured | undefined => {
  const bounded = BOUND.exec(text);
  const rest = text.slice(bounded?.[0].length ?? 0);
  if (/^-\s?\d/u.test(rest)) throw new Refusal("not_positive", { typed: shown(text) });
  const bound = BOUND_WORDS.get(bounded?.[1]?.toLowerCase() ?? "exactly") ?? "exact";
  return uncounted(text) ?? uncounted(rest) ?? counted(rest, bound);
};

const uncounted = (text: string): Measured | undefined => {
  const vague = UNCOUNTED.exec(text)?.[0];
  return vague === undefined ? undefined : of(text.slice(vague.length), { bound: "unknown" });
};

const counted = (text: string, before: Bound): Measured | undefined => {
  const number = NUMBER.exec(text)?.[0];
  if (number === undefined) return undefined;
  const afterNumber = text.slice(number.length);
  if (UNSURE.test(afterNumber)) return undefined;
  const multiplied = TIMES.exec(afterNumber) ?? LETTER.exec(afterNumber);
  const word = multiplied?.[0].trim().replace(/\.$/u, "").toLowerCase() ?? "";
  const multiplier = MULTIPLIERS.get(word) ?? LETTERS.get(word);
  const afterAll = afterNumber.slice(multiplied?.[0].length ?? 0);
  if (multiplied === null && isPartOfName(afterAll)) return undefined;
  const ended = AFTER.exec(afterAll) ?? AT_END.exec(afterAll);
  const ending = BOUND_ENDINGS.get(ended?.[1]?.toLowerCase() ?? "");
  if (ending !== undefined && before !== "exact") return undefined;
  const rest = ended === null ? afterAll : afterAll.replace(ended[0], "");
  const lone = (mark: string): Lone => {
    if (multiplier !== undefined) return mark === "." || isCyrillic(text) ? "fraction" : "thousands";
    if (mark === ".") return "either";
    return isCyrillic(text) && UNIT.test(rest.trim()) ? "either" : "thousands";
  };
  const count = /\d/u.test(number) ? numberFrom(number, lone) : (NUMBERS.get(number.toLowerCase()) ?? "1");
  const value = count === undefined ? undefined : decimalFrom(times(count, multiplier ?? "1"));
  return value === undefined ? undefined : of(rest, { value, bound: ending ?? before });
};

/** Letters that stand close to a number are part of a name (`3D`, `4G`, `24V`), unless they are a unit: `20kg`. */
const isPartOfName = (rest: string): boolean => /^\p{L}/u.test(rest) && (!UNIT.test(rest) || /^G(?: |$)/u.test(rest));

/** Adds what is measured: a unit that converts and the thing after it, or the word for the thing as its unit. */
const of = (typed: string, measure: Measure): Measured | undefined => {
  const rest = withoutOf(typed).replace(/\.+$/u, "");
  if (rest === "") return { measure, of: "" };
  const unit = UNIT.exec(rest);
  const symbol = UNIT_WORDS.get(unit?.[1]?.toLowerCase() ?? "");
  const thing = unit === null ? rest : withoutOf(rest.slice(unit[0].length));
  if (thing !== "" && !THING.test(thing)) return undefined;
  return { measure: { ...measure, unit: symbol ?? thing }, of: thing === "" ? (unit?.[0] ?? "") : thing };
};

const withoutOf = (text: string): string =>
  text
    .trim()
    .replace(/^of(?: |$)/iu, "")
    .trim();
