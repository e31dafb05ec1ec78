import type { Decimal } from "../domain/decimal.ts";
import { type Conversion, convert, isCurrency, type Money, type Value } from "../domain/money.ts";
import { Refusal } from "../domain/refusal.ts";
import type { Zone } from "../domain/time.ts";
import { VALUATIONS, type Valuation } from "../domain/vocabulary.ts";
import type { Desk } from "../ports.ts";
import { dayNamed } from "./dating.ts";
import type { About } from "./hearing.ts";
import { choice, decimal, line, maybe, moment, money } from "./options.ts";

/** The options by which a pledge or a delivery is given its worth: as stated, and as converted. */
export const valued = () => ({
  amount: maybe(money()),
  basis: maybe(choice("valuation", VALUATIONS)),
  rate: maybe(decimal()),
  "rate-date": maybe(moment()),
  "rate-source": maybe(line(120)),
  base: maybe(line(3)),
});

/** The names of those options, for the ways of a command that take them. */
export const WORTH = ["amount", "basis", "rate", "rate-date", "rate-source", "base"] as const;

/** What was typed into them. */
interface Worth {
  readonly amount?: Money | undefined;
  readonly basis?: Valuation | undefined;
  readonly rate?: Decimal | undefined;
  readonly "rate-date"?: string | undefined;
  readonly "rate-source"?: string | undefined;
  readonly base?: string | undefined;
}

/** A conversion that nobody could check later is none: its rate, its day and its source belong together. */
const CONVERSION = ["rate", "rate-date", "rate-source"] as const;

/** What the options of a worth make necessary; `amount` is the option that holds the amount. */
export const wantsOfWorth = (typed: Readonly<Record<string, unknown>>, amount = "amount"): readonly string[] => {
  if ([...CONVERSION, "base"].some((option) => typed[option] !== undefined)) return [amount, ...CONVERSION];
  return typed["basis"] === undefined ? [] : [amount];
};

/** The currency of the campaign that the request is part of. */
const campaignCurrency = async (desk: Desk, what: About): Promise<string | undefined> => {
  const campaign = "request" in what ? what.request.campaign : undefined;
  return campaign === undefined ? undefined : (await desk.campaigns()).find(({ id }) => id === campaign)?.currency;
};

/** The currency into which an amount is converted: the one named, or the campaign's. */
const baseOf = async (desk: Desk, what: About, money: Money, typed: string | undefined): Promise<string> => {
  const base = typed?.toUpperCase() ?? (await campaignCurrency(desk, what));
  if (base === undefined) {
    const example = money.currency === "USD" ? "EUR" : "USD";
    throw new Refusal("no_base_currency", { example }, "base");
  }
  if (!isCurrency(base)) throw new Refusal("unknown_currency", { typed: base }, "base");
  if (base === money.currency) throw new Refusal("same_currency", { name: base }, "rate");
  return base;
};

const conversionOf = async (
  desk: Desk,
  what: About,
  zone: Zone,
  money: Money,
  typed: Worth,
): Promise<Conversion | undefined> => {
  const { rate, "rate-date": on, "rate-source": source } = typed;
  // `wantsOfWorth` lets none of the three come alone.
  if (rate === undefined || on === undefined || source === undefined) return undefined;
  const base = await baseOf(desk, what, money, typed.base);
  return { base: convert(money, rate, base), rate, on: dayNamed(desk, zone, on, "rate-date"), source };
};

/** The worth that was typed: the amount as stated, and beside it what it comes to where a rate was given. */
export const worthOf = async (
  desk: Desk,
  what: About,
  zone: Zone,
  typed: Worth,
): Promise<{ readonly value?: Value }> => {
  const { amount, basis } = typed;
  if (amount === undefined) return {};
  const conversion = await conversionOf(desk, what, zone, amount, typed);
  return { value: { money: amount, ...(basis && { basis }), ...(conversion && { conversion }) } };
};
