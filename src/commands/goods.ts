import type { Line } from "../domain/quantity.ts";
import { Refusal } from "../domain/refusal.ts";
import { familyOf, type Kind } from "../domain/vocabulary.ts";
import { readLines } from "./amounts.ts";

/** Goods as far as they can be read; undefined where they cannot, since the words themselves are kept anyway. */
export const readGoods = (typed: string): readonly Line[] | undefined => {
  try {
    return readLines(typed);
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
};

/** "2022 relief" is of a year, not of 2022 pieces. */
const YEAR = /^(?:19|20)\d\d$/u;

/** What a title counts by itself: "500 satellite terminals" is a line of goods, "Cloud backups" names none. */
export const goodsInTitle = (title: string): readonly Line[] => {
  const [first, ...others] = readGoods(title) ?? [];
  const value = first?.quantity?.value;
  return first === undefined || others.length > 0 || value === undefined || YEAR.test(value) ? [] : [first];
};

/** What a request says of itself before its lines are read. */
interface Asked {
  readonly kind: Kind;
  readonly title: string;
  readonly items?: string | undefined;
}

/**
 * The lines of a request to give something, so that what arrives can be held against them: its items as
 * far as they can be read, or without any what its title counts. A request to stop something has none.
 */
export const goodsAsked = ({ kind, title, items }: Asked): readonly Line[] => {
  if (familyOf(kind) === "restrict") return [];
  return items === undefined ? goodsInTitle(title) : (readGoods(items) ?? []);
};
