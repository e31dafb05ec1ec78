import { BigNumber } from "bignumber.js";

/**
 * An exact decimal as text: plain digits, no exponent, no needless zeros, `-` in front when negative
 * (`75000000`, `0.5`, `-12.34`). Amounts are never floats: a tenth has none.
 */
export type Decimal = string;

/** No amount or count on earth has more digits; what has more is an accident or an attack. */
const MOST_DIGITS = 40;

const PLAIN = /^-?\d+(?:\.\d+)?$/u;

/** Our own copy, so that nobody else's configuration can round our sums. */
const Exact = BigNumber.clone({ ROUNDING_MODE: BigNumber.ROUND_HALF_EVEN, EXPONENTIAL_AT: 1e9 });

const text = (number: BigNumber): Decimal => (number.isZero() ? "0" : number.toFixed());

/** The canonical spelling of plain digits, `007.50` as `7.5`; undefined for anything else, exponents and 41 digits included. */
export const decimalFrom = (typed: string): Decimal | undefined =>
  typed.length <= MOST_DIGITS + 2 && PLAIN.test(typed) && typed.replace(/\D/gu, "").length <= MOST_DIGITS
    ? text(new Exact(typed))
    : undefined;

/** The exact sum; nothing at all adds up to zero. */
export const sumOfDecimals = (all: readonly Decimal[]): Decimal =>
  text(all.reduce((sum, one) => sum.plus(one), new Exact(0)));

/** The exact difference. */
export const less = (from: Decimal, taken: Decimal): Decimal => text(new Exact(from).minus(taken));

/** The exact product. */
export const times = (one: Decimal, other: Decimal): Decimal => text(new Exact(one).times(other));

/** -1, 0 or 1, as sorting wants it. */
export const compareDecimals = (one: Decimal, other: Decimal): number => new Exact(one).comparedTo(other) ?? 0;

/** So many digits after the point; a half goes to the even neighbour, so that many roundings do not drift. */
export const rounded = (decimal: Decimal, digits: number): Decimal => text(new Exact(decimal).decimalPlaces(digits));

/** How many digits stand after the point. */
export const decimalPlaces = (decimal: Decimal): number => decimal.split(".")[1]?.length ?? 0;
