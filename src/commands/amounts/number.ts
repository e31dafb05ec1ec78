import { type Decimal, decimalFrom } from "../../domain/decimal.ts";
import { Refusal } from "../../domain/refusal.ts";

/** Digits with the separators of either culture: `1 234 567,8`, `1,234,567.8`, `1.234.567,8`, `75000000`. */
export const DIGITS = "\\d{1,3}(?:[ ']\\d{3})+(?:[.,]\\d+)?(?![\\d.,' ]*\\d)|\\d+(?:[.,]\\d+)*";

/** What a single separator before exactly three digits means: `5,000`, `1.234`. */
export type Lone = "thousands" | "fraction" | "either";

const MIXED = /^\d{1,3}(?:([.,])\d{3})+(?!\1)[.,]\d+$/u;
const GROUPED = /^\d{1,3}(?:([.,])\d{3})(?:\1\d{3})+$/u;
const SINGLE = /^(\d+)[.,](\d+)$/u;

/**
 * The decimal that the digits spell; undefined when the separators stand where no culture puts them.
 * A comma or dot before exactly three digits can group or cut: `lone` says which, and for "either"
 * the person is asked (refuses with `ambiguous_number`), since a guess would be wrong a thousandfold.
 */
export const numberFrom = (digits: string, lone: (mark: string) => Lone): Decimal | undefined => {
  const closed = digits.replace(/[ ']/gu, "");
  const single = SINGLE.exec(closed);
  if (single === null) {
    if (MIXED.test(closed)) return decimalFrom(closed.replace(/[.,](?=.*[.,])/gu, "").replace(",", "."));
    return GROUPED.test(closed) || !/[.,]/u.test(closed) ? decimalFrom(closed.replace(/[.,]/gu, "")) : undefined;
  }
  const [, whole = "", part = ""] = single;
  const grouped = closed === digits && part.length === 3 && /^[1-9]\d{0,2}$/u.test(whole);
  const meant = grouped ? lone(closed.charAt(whole.length)) : "fraction";
  if (meant === "either")
    throw new Refusal("ambiguous_number", { typed: digits, from: `${whole}${part}`, to: `${whole}.${part}0` });
  return decimalFrom(meant === "thousands" ? `${whole}${part}` : `${whole}.${part}`);
};

/** Whether somebody writes in Cyrillic, where the comma is the decimal mark. */
export const isCyrillic = (text: string): boolean => /\p{Script=Cyrillic}/u.test(text);
