import { type Decimal, decimalPlaces } from "../domain/decimal.ts";
import { type Money, minorDigits, type Value } from "../domain/money.ts";
import { type Line, type Measure, type Quantity, scaled } from "../domain/quantity.ts";
import { dimensionOf, sameUnit } from "../domain/unit.ts";
import type { Language } from "../domain/vocabulary.ts";
import type { Say } from "../language/say.ts";
import { day, short } from "./text.ts";
import type { Text } from "./view.ts";

/** A bare dollar sign is the American one, as when people type it; other dollars say whose they are. */
const LOCALES: Readonly<Record<Language, string>> = { en: "en-US", uk: "uk" };

/** Signs that everybody reads; any other currency is shown by its code. */
const SIGNS: readonly string[] = ["USD", "EUR", "GBP", "UAH", "CAD", "AUD"];

const made = new Map<string, Intl.NumberFormat>();

/** Making a formatter costs a thousand times more than using it. */
const formatter = (language: Language, digits: number, grouped: boolean, currency?: string): Intl.NumberFormat => {
  const name = `${language} ${digits} ${grouped} ${currency}`;
  const known = made.get(name);
  if (known) return known;
  const fresh = new Intl.NumberFormat(LOCALES[language], {
    ...(currency !== undefined && {
      style: "currency",
      currency,
      currencyDisplay: SIGNS.includes(currency) ? "symbol" : "code",
      trailingZeroDisplay: "stripIfInteger",
    }),
    useGrouping: grouped,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  if (made.size < 1_000) made.set(name, fresh);
  return fresh;
};

/** How a number is written: with groups of thousands or without, with how many digits after the point at least, in what money. */
interface Manner {
  readonly grouped?: boolean;
  readonly least?: number;
  readonly currency?: string;
}

/** Exact: the digits go in as text. Ordinary spaces, so that people (and story files) find what they see. */
const written = (
  decimal: Decimal,
  language: Language,
  { grouped = true, least = 0, currency }: Manner = {},
): string => {
  const places = Math.max(decimalPlaces(decimal), least);
  // Three digits after the point look like a group of thousands; a fourth settles it for every reader.
  const digits = places === 3 ? 4 : places;
  // A decimal is digits with a point at most, which is what the type asks for.
  const text = formatter(language, digits, grouped, currency).format(decimal as `${number}`);
  return text.replace(/[\u00a0\u202f]/gu, " ");
};

/** An amount of money as plain words, for labels and captions. */
export const moneyWords = ({ amount, currency }: Money, language: Language): string =>
  written(amount, language, { least: Math.min(minorDigits(currency), 2), currency });

/** "$75,000,000", "75 000 000 USD": an amount of money, to the last digit. */
export const moneyText = (money: Money, say: Say): Text => [moneyWords(money, say.language)];

/** What something is worth, by whose valuation, and what it came to in the base currency, with how that was reckoned. */
export const valueText = ({ money, basis, conversion }: Value, say: Say): Text => {
  const stated = moneyWords(money, say.language);
  const valued: Text =
    basis === undefined ? [stated] : say("amount.valued", { money: stated, basis: say.word("valuation", basis) });
  if (conversion === undefined) return valued;
  return say("amount.converted", {
    money: valued,
    base: moneyWords(conversion.base, say.language),
    rate: written(conversion.rate, say.language, { grouped: false }),
    day: day(conversion.on),
    source: short(conversion.source),
  });
};

const unitWord = (unit: string, say: Say): string =>
  dimensionOf(unit) === undefined ? short(unit) : say.word("unit", unit);

/** A measure that was computed: "at least 10 PB". Without a number it says that nobody knows it. */
export const measureText = (measure: Measure, say: Say): Text => {
  const { value, unit, bound } = scaled(measure);
  const named = unit === undefined ? "" : unitWord(unit, say);
  if (value === undefined) return named === "" ? say("amount.uncounted") : say("amount.uncounted_of", { unit: named });
  const amount = [written(value, say.language), named].filter((word) => word !== "").join(" ");
  return bound === "exact" ? [amount] : say(`amount.${bound}`, { amount });
};

/** A quantity as it was stated: in its own words and in quotation marks where nobody gave a number. */
export const quantityText = (quantity: Quantity, say: Say): Text =>
  quantity.value === undefined ? say("quoted", { text: short(quantity.stated) }) : measureText(quantity, say);

/** "5,000 terminals", "flour: 200 kg", "medical supplies". */
export const lineText = ({ item, quantity }: Line, say: Say): Text => {
  if (quantity === undefined) return [short(item)];
  const amount = quantityText(quantity, say);
  const named = quantity.value !== undefined && quantity.unit !== undefined && sameUnit(quantity.unit, item);
  return named ? amount : say("amount.line", { item: short(item), quantity: amount });
};
