import { compareDecimals, type Decimal, less, rounded, sumOfDecimals, times } from "./decimal.ts";
import type { Day } from "./time.ts";
import type { Valuation } from "./vocabulary.ts";

/** An amount as it was stated, in its own currency. It is never replaced by a conversion. */
export interface Money {
  readonly amount: Decimal;
  /** ISO 4217: `USD`. */
  readonly currency: string;
}

/** What an amount came to in the base currency. Frozen when entered: a better rate is a new record. */
export interface Conversion {
  readonly base: Money;
  /** How much of the base currency one unit of the original buys. */
  readonly rate: Decimal;
  readonly on: Day;
  readonly source: string;
}

/** What something is worth: the amount, whose valuation it is, and its conversion where one was entered. */
export interface Value {
  readonly money: Money;
  /** For gifts in kind: by what yardstick they were valued. */
  readonly basis?: Valuation;
  readonly conversion?: Conversion;
}

const CURRENCIES: ReadonlySet<string> = new Set(Intl.supportedValuesOf("currency"));

/** Whether the code is a currency of ISO 4217, in capitals. */
export const isCurrency = (code: string): boolean => CURRENCIES.has(code);

const digitsKnown = new Map<string, number>();

/** How many digits the currency's amounts have after the point: 2 for dollars, 0 for yen. Throws RangeError for no code at all. */
export const minorDigits = (currency: string): number => {
  const known = digitsKnown.get(currency);
  if (known !== undefined) return known;
  const options = new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions();
  const digits = options.maximumFractionDigits ?? 2;
  digitsKnown.set(currency, digits);
  return digits;
};

/** Two currencies have no sum and no order; the caller converts first, or keeps them apart. */
const sameCurrency = (one: Money, other: Money): string => {
  if (one.currency !== other.currency) throw new RangeError(`${one.currency} and ${other.currency} do not add up`);
  return one.currency;
};

/** The exact sum of two amounts of one currency. Throws RangeError for two currencies. */
export const plus = (one: Money, other: Money): Money => {
  const currency = sameCurrency(one, other);
  return { amount: sumOfDecimals([one.amount, other.amount]), currency };
};

/** The exact difference, which may be negative. Throws RangeError for two currencies. */
export const minus = (from: Money, taken: Money): Money => {
  const currency = sameCurrency(from, taken);
  return { amount: less(from.amount, taken.amount), currency };
};

/** -1, 0 or 1 as the first is less, equal or more. Throws RangeError for two currencies. */
export const compare = (one: Money, other: Money): number => {
  sameCurrency(one, other);
  return compareDecimals(one.amount, other.amount);
};

/** One exact sum for each currency that occurs, sorted by its code. */
export const totals = (all: readonly Money[]): readonly Money[] =>
  Map.groupBy(all, ({ currency }) => currency)
    .entries()
    .map(([currency, some]): Money => ({ amount: sumOfDecimals(some.map(({ amount }) => amount)), currency }))
    .toArray()
    .toSorted((a, b) => (a.currency < b.currency ? -1 : 1));

/** What the amount comes to in another currency, rounded to its minor digits; a half goes to the even digit. */
export const convert = (money: Money, rate: Decimal, currency: string, digits = minorDigits(currency)): Money => ({
  amount: rounded(times(money.amount, rate), digits),
  currency,
});

/** The value in that currency: as stated, or as converted when it was entered; undefined when neither is. */
export const inCurrency = ({ money, conversion }: Value, currency: string): Money | undefined =>
  [money, conversion?.base].find((amount) => amount?.currency === currency);
