import { compareDecimals, type Decimal, decimalPlaces, less, sumOfDecimals, times } from "./decimal.ts";
import { dimensionOf, powerBetween, sameUnit, tenTo, UNITS } from "./unit.ts";
import type { Bound } from "./vocabulary.ts";

/** How much or how many, and how sure that is. */
export interface Measure {
  /** Missing where nobody gave a number: "dozens". */
  readonly value?: Decimal;
  /** A unit of `UNITS` (`GB`, `kg`), or the word for what is counted: `ministries`. */
  readonly unit?: string;
  readonly bound: Bound;
}

/** A quantity with its wording: "more than 10 million GB" is 10000000, GB, at least. */
export interface Quantity extends Measure {
  readonly stated: string;
}

/** One line of what was asked, promised or brought: "200 generators"; "medical supplies" has no quantity. */
export interface Line {
  readonly item: string;
  readonly quantity?: Quantity;
}

/** Whether two quantities count the same thing. A bare number counts whatever the other counts, but has no bytes or grams. */
export const comparable = (one: Measure, other: Measure): boolean => {
  const unit = one.unit ?? other.unit;
  if (unit === undefined || (one.unit !== undefined && other.unit !== undefined))
    return unit === undefined || sameUnit(unit, other.unit ?? unit);
  return dimensionOf(unit) === undefined;
};

/** The same value counted in another unit of its dimension; words and bare numbers stay as they are. */
const inUnit = (value: Decimal, from: string | undefined, to: string | undefined): Decimal =>
  from === undefined || to === undefined ? value : times(value, tenTo(powerBetween(from, to)));

/** The most digits after the point with which a larger unit is still easier to read. */
const READABLE = 2;

/**
 * The same amount in the largest unit that is easy to read: 10000000 GB is 10 PB. Exact: where that
 * would take more than two digits after the point, and for words, the measure stays as it is.
 */
export const scaled = <M extends Measure>(measure: M): M => {
  const { value, unit } = measure;
  const dimension = unit === undefined ? undefined : dimensionOf(unit);
  if (value === undefined || unit === undefined || dimension === undefined) return measure;
  const small = compareDecimals(value, "1") < 0;
  const better = UNITS[dimension].findLast(({ symbol }) => {
    const converted = inUnit(value, unit, symbol);
    return (
      (small || powerBetween(symbol, unit) > 0) &&
      compareDecimals(converted, "1") >= 0 &&
      decimalPlaces(converted) <= READABLE
    );
  });
  return better === undefined
    ? measure
    : { ...measure, value: inUnit(value, unit, better.symbol), unit: better.symbol };
};

/** What is sure of two bounds together: an exact number weakens nothing, and two different doubts leave nothing sure. */
const joined = (one: Bound, other: Bound): Bound => {
  if (one === other || other === "exact") return one;
  return one === "exact" ? other : "unknown";
};

/** Something without a number is something, so that what else was counted is the least there is. */
const counted = ({ value, bound }: Measure): Bound => (value === undefined ? "at_least" : bound);

/**
 * All of them together, in the unit of the largest; undefined when they count different things, or there
 * is nothing to add. Without any number the sum has none either.
 */
export const sumOf = (all: readonly Measure[]): Measure | undefined => {
  const [first, ...rest] = all;
  const united = all.find(({ unit }) => unit !== undefined) ?? first;
  if (first === undefined || united === undefined) return undefined;
  if (!all.every((one) => comparable(one, united))) return undefined;
  const known = all.filter(({ value }) => value !== undefined);
  const unit = wordingOf(all);
  if (known.length === 0) return { ...(unit !== undefined && { unit }), bound: "unknown" };
  return {
    value: sumOfDecimals(known.map((one) => inUnit(one.value ?? "0", one.unit, unit))),
    ...(unit !== undefined && { unit }),
    bound: rest.reduce((bound, one) => joined(bound, counted(one)), counted(first)),
  };
};

/** The unit of the largest: the sum of "1 terminal" and "20 terminals" is of terminals. Ties go by the alphabet. */
const wordingOf = (all: readonly Measure[]): string | undefined =>
  all
    .filter(({ unit }) => unit !== undefined)
    .toSorted(
      (one, other) =>
        compareDecimals(inUnit(other.value ?? "0", other.unit, one.unit), one.value ?? "0") ||
        powerBetween(other.unit ?? "", one.unit ?? "") ||
        ((one.unit ?? "") < (other.unit ?? "") ? -1 : 1),
    )[0]?.unit;

/** What one quantity leaves open of another, or has beyond it. */
export type Difference = { readonly kind: "met" } | { readonly kind: "shortfall" | "overshoot"; readonly by: Measure };

/** What is taken away turns its bound around: of 100, at least 40 leaves at most 60. */
const turned = (bound: Bound): Bound => (bound === "at_least" ? "at_most" : bound === "at_most" ? "at_least" : bound);

const beyond = (more: Measure, than: Measure, unit: string | undefined): Measure => ({
  value: less(inUnit(more.value ?? "0", more.unit, unit), inUnit(than.value ?? "0", than.unit, unit)),
  ...(unit !== undefined && { unit }),
  bound: joined(more.bound, turned(than.bound)),
});

/**
 * How far what arrived falls short of what was wanted, or goes beyond it, in the unit of what was
 * wanted; undefined when one of them has no number, or they count different things.
 */
export const difference = (wanted: Measure, arrived: Measure): Difference | undefined => {
  if (wanted.value === undefined || arrived.value === undefined || !comparable(wanted, arrived)) return undefined;
  const unit = wanted.unit ?? arrived.unit;
  const order = compareDecimals(wanted.value, inUnit(arrived.value, arrived.unit, unit));
  if (order === 0) return { kind: "met" };
  return order > 0
    ? { kind: "shortfall", by: beyond(wanted, arrived, unit) }
    : { kind: "overshoot", by: beyond(arrived, wanted, unit) };
};
