import type { Share } from "../domain/contribution.ts";
import type { Decimal } from "../domain/decimal.ts";
import type { Money } from "../domain/money.ts";
import type { Line, Quantity } from "../domain/quantity.ts";
import { Refusal } from "../domain/refusal.ts";
import { measured } from "./amounts/measure.ts";
import { moneyFrom } from "./amounts/money.ts";
import { DIGITS, numberFrom } from "./amounts/number.ts";
import { partsOf, partsWithAnd } from "./amounts/parts.ts";
import { plain } from "./amounts/text.ts";
import { shown } from "./moments/text.ts";

/**
 * Amounts as people type them, in English and Ukrainian whoever types. Every reading throws a Refusal
 * and nothing else: `unreadable_amount`, `unreadable_quantity`, `unreadable_number` for what was not
 * wholly understood, `unknown_currency`, `not_positive`, and `ambiguous_number` where a separator may
 * group or cut ("1.234"). The rule for one comma or dot before exactly three digits: a comma groups
 * ("5,000"), unless the text is Ukrainian and the number multiplied or measured ("1,125 млрд" is a
 * fraction, "1,500 кг" is asked about); a dot cuts before a multiplier ("1.125 billion") and is asked
 * about everywhere else.
 */

/** Money above zero: "$75 million", "75m USD", "75 млн дол.", "1 234,56 EUR". A bare dollar is the American one. */
export const readMoney = (typed: string): Money => {
  const text = plain(typed);
  if (text === undefined) throw new Refusal("unreadable_amount", { typed: shown(typed) });
  return moneyFrom(text);
};

/** How many or how much, and how sure that is: "more than 10 million GB", "27 міністерств", "dozens", "up to 30". */
export const readQuantity = (typed: string): Quantity => {
  const text = plain(typed);
  const read = text === undefined ? undefined : measured(text);
  if (read === undefined) throw new Refusal("unreadable_quantity", { typed: shown(typed) });
  return { ...read.measure, stated: typed.trim() };
};

/** The things that a list names, each with its quantity where it has one: "5,000 terminals; medical supplies". */
export const readLines = (typed: string): readonly Line[] =>
  listed(partsOf(typed), typed).map((part): Line => {
    const read = namedFirst(part) ?? counted(part);
    if (read === undefined) return { item: part };
    if (read.quantity.value === "0") throw new Refusal("not_positive", { typed: shown(part) });
    return { item: read.of, quantity: read.quantity };
  });

/** Shares by who received them: "27 ministries, 18 universities and dozens of companies". */
export const readBreakdown = (typed: string): readonly Share[] =>
  listed(
    partsWithAnd(typed, (part) => counted(part) !== undefined),
    typed,
  ).map(
    (part): Share =>
      namedFirst(part) ?? counted(part) ?? { of: part, quantity: { unit: part, bound: "unknown", stated: part } },
  );

/** A number above zero, such as a rate of exchange: "1.0525", "36,57". A dot always cuts, even before three digits. */
export const readRate = (typed: string): Decimal => {
  const text = plain(typed) ?? "";
  if (/^-\d/u.test(text)) throw new Refusal("not_positive", { typed: shown(typed) });
  const number = RATE.test(text) ? numberFrom(text, (mark) => (mark === "." ? "fraction" : "either")) : undefined;
  if (number === undefined) throw new Refusal("unreadable_number", { typed: shown(typed) });
  if (number === "0") throw new Refusal("not_positive", { typed: shown(typed) });
  return number;
};

const RATE = new RegExp(`^(?:${DIGITS})$`, "u");

/** Lines of one list; more than a person reads at a glance belong into a file. */
const MOST_PARTS = 100;
const LONGEST_PART = 120;

const listed = (parts: readonly string[], typed: string): readonly string[] => {
  if (parts.length === 0) throw new Refusal("empty");
  if (parts.length > MOST_PARTS)
    throw new Refusal("invalid_option", { typed: String(parts.length), min: 1, max: MOST_PARTS });
  const longest = parts.find((part) => part.length > LONGEST_PART);
  if (longest !== undefined) throw new Refusal("too_long", { max: LONGEST_PART, length: longest.length });
  if (parts.some((part) => plain(part) !== part || !/[\p{L}\d]/u.test(part)))
    throw new Refusal("unreadable_quantity", { typed: shown(typed) });
  return parts;
};

/** `3D printers` and `12-volt batteries` are names; any other number in front says how many. */
const BEGINS_WITH_NUMBER = /^[<>=≥≤~≈]* ?\d+(?!\d|-?\p{L})/u;

/** "200 generators"; refuses what begins with a number and goes on in a way that was not understood. */
const counted = (part: string): Share | undefined => {
  const read = measured(part);
  if (read === undefined && !BEGINS_WITH_NUMBER.test(part)) return undefined;
  if (read === undefined || read.of === "") throw new Refusal("unreadable_quantity", { typed: shown(part) });
  return { of: read.of, quantity: { ...read.measure, stated: part } };
};

/** "flour: 200 kg", "masks: dozens". */
const namedFirst = (part: string): Share | undefined => {
  const [, name, amount] = /^(\p{L}[^:]*): ?(.+)$/u.exec(part) ?? [];
  const read = amount === undefined ? undefined : measured(amount);
  if (name === undefined || amount === undefined || read === undefined) return undefined;
  return { of: name.trim(), quantity: { unit: name.trim(), ...read.measure, stated: amount } };
};
