import { decimalFrom, times } from "../../domain/decimal.ts";
import type { Money } from "../../domain/money.ts";
import { Refusal } from "../../domain/refusal.ts";
import { shown } from "../moments/text.ts";
import { agreed, currencyOf, likelyCurrency } from "./currencies.ts";
import { DIGITS, isCyrillic, type Lone, numberFrom } from "./number.ts";
import { LETTERS, MULTIPLIERS, NUMBERS, oneOf } from "./words.ts";

const AMOUNT = new RegExp(`(?<![\\d.,])(?:${DIGITS})`, "u");
const WORDED = new RegExp(`^(?:${oneOf(NUMBERS.keys())})(?= \\p{L})|^(?=(?:${oneOf(MULTIPLIERS.keys())}) )`, "iu");
const TIMES = new RegExp(`^ ?(${oneOf([...MULTIPLIERS.keys(), ...LETTERS.keys()])})\\.?(?!\\p{L})`, "iu");
const MINUS = /^-|[\s\p{Sc}]-\d/u;
/** A sign, a word or a few: anything else beside a number makes the whole unreadable. */
const MARK = /^[\p{L}\p{Sc}][\p{L}\p{Sc}. ]{0,30}$/u;

/** An amount found in a text: its number as typed, and what stood before and after it. */
interface Found {
  readonly before: string;
  readonly number: string;
  readonly after: string;
}

const found = (text: string): Found | undefined => {
  const match = AMOUNT.exec(text) ?? WORDED.exec(text);
  if (match === null) return undefined;
  const [number] = match;
  return { before: text.slice(0, match.index).trim(), number, after: text.slice(match.index + number.length) };
};

/** Money with its currency, from a text in one spelling; throws the refusals of `readMoney`. */
export const moneyFrom = (text: string): Money => {
  const no = (): never => {
    throw new Refusal("unreadable_amount", { typed: shown(text) });
  };
  if (MINUS.test(text)) throw new Refusal("not_positive", { typed: shown(text) });
  const { before, number, after } = found(text) ?? no();
  const multiplied = TIMES.exec(after);
  const word = multiplied?.[1]?.toLowerCase() ?? "";
  const multiplier = MULTIPLIERS.get(word) ?? LETTERS.get(word);
  const marks = [before, after.slice(multiplied?.[0].length ?? 0).trim()].filter((mark) => mark !== "");
  if (!marks.every((mark) => MARK.test(mark))) no();
  const lone = (mark: string): Lone => {
    if (mark === ".") return multiplier === undefined ? "either" : "fraction";
    return multiplier !== undefined && isCyrillic(text) ? "fraction" : "thousands";
  };
  const count = /\d/u.test(number) ? numberFrom(number, lone) : (NUMBERS.get(number.toLowerCase()) ?? "1");
  const amount = decimalFrom(times(count ?? no(), multiplier ?? "1")) ?? no();
  if (amount === "0") throw new Refusal("not_positive", { typed: shown(text) });
  return { amount, currency: currencyIn(marks, text) ?? no() };
};

/** The currency of the marks around a number; undefined when two disagree, or words stand there that name no money. */
const currencyIn = (marks: readonly string[], text: string): string | undefined => {
  const [first, second] = marks;
  if (first === undefined) throw new Refusal("unknown_currency", { typed: shown(text) });
  const known = second === undefined ? currencyOf(first) : agreed(first, second);
  const strange = marks.find((mark) => currencyOf(mark) === undefined);
  if (known !== undefined || strange === undefined || strange.includes(" ")) return known;
  throw new Refusal("unknown_currency", { typed: shown(strange), nearest: likelyCurrency(strange) });
};
