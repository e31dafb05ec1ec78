import type { Decimal } from "./decimal.ts";

/** A unit and how many of its dimension's smallest unit it holds: always a power of ten, so that conversion is exact. */
interface Unit {
  readonly symbol: string;
  readonly power: number;
}

const scale = (...units: readonly (readonly [symbol: string, power: number])[]): readonly Unit[] =>
  units.map(([symbol, power]) => ({ symbol, power }));

/** The units that convert into each other, smallest first. Bytes are decimal: 1 PB is 1,000,000 GB. */
export const UNITS = {
  memory: scale(["B", 0], ["kB", 3], ["MB", 6], ["GB", 9], ["TB", 12], ["PB", 15], ["EB", 18]),
  mass: scale(["g", 0], ["kg", 3], ["t", 6]),
  volume: scale(["l", 0]),
  length: scale(["m", 0], ["km", 3]),
} as const;
type Dimension = keyof typeof UNITS;

const DIMENSIONS: ReadonlyMap<string, { readonly dimension: Dimension; readonly power: number }> = new Map(
  // A cast: the keys of a literal record are its type's.
  (Object.keys(UNITS) as Dimension[]).flatMap((dimension) =>
    UNITS[dimension].map(({ symbol, power }) => [symbol, { dimension, power }] as const),
  ),
);

/** What the unit measures; undefined for a word such as "terminals". */
export const dimensionOf = (unit: string): Dimension | undefined => DIMENSIONS.get(unit)?.dimension;

/** One of the first unit is ten to this power of the second; 0 for words, which do not convert. */
export const powerBetween = (from: string, to: string): number =>
  (DIMENSIONS.get(from)?.power ?? 0) - (DIMENSIONS.get(to)?.power ?? 0);

/** Ten to a power of -18 to 18, as a decimal. */
export const tenTo = (power: number): Decimal => (power < 0 ? `0.${"0".repeat(-power - 1)}1` : `1${"0".repeat(power)}`);

const ENGLISH_PLURAL: readonly (readonly [RegExp, string])[] = [
  [/ies$/u, "y"],
  [/(?<=(?:s|x|z|ch|sh))es$/u, ""],
  [/(?<=[^su])s$/u, ""],
];

/** The endings that a counted noun has after 1, 2 and 5: термінал, термінали, терміналів. */
const UKRAINIAN_ENDING = /(?:ів|їв|ей|ами|ями|ях|ах|[аеєиіїйоуюяь])$/u;

/**
 * A counted word without its number: "Terminal" and "terminals" are one, as are "генератор" and
 * "генераторів". Coarse: it is only asked whether two quantities count the same thing, where
 * missing a likeness would hide a shortfall, and two words that fall together are rare.
 */
const folded = (word: string): string => {
  const plain = word
    .normalize("NFC")
    .toLowerCase()
    .replace(/[-‐\s]+/gu, " ")
    .trim();
  if (/[а-яєіїґ]$/u.test(plain)) return plain.length > 3 ? plain.replace(UKRAINIAN_ENDING, "") : plain;
  const plural = ENGLISH_PLURAL.find(([ending]) => ending.test(plain));
  return plural && plain.length > 3 ? plain.replace(...plural) : plain;
};

/** Whether two units convert into each other, or are the same word. */
export const sameUnit = (one: string, other: string): boolean => {
  const dimension = dimensionOf(one);
  return dimension === undefined
    ? dimensionOf(other) === undefined && folded(one) === folded(other)
    : dimension === dimensionOf(other);
};
