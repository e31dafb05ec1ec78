import { describe, expect, it } from "vitest";
import { readMoney } from "../../src/commands/amounts.ts";
import { refusalOf, refused } from "../support/refused.ts";

const dollars = (amount: string) => ({ amount, currency: "USD" });
const euros = (amount: string) => ({ amount, currency: "EUR" });
const hryvnias = (amount: string) => ({ amount, currency: "UAH" });

describe("money", () => {
  it.each([
    ["$75 million", dollars("75000000")],
    ["75m USD", dollars("75000000")],
    ["75M usd", dollars("75000000")],
    ["US$75 million", dollars("75000000")],
    ["U.S. $75", dollars("75")],
    ["75 U.S. dollars", dollars("75")],
    ["75 млн дол.", dollars("75000000")],
    ["75 млн доларів США", dollars("75000000")],
    ["USD 75,000,000", dollars("75000000")],
    ["75 000 000 USD", dollars("75000000")],
    ["75\u00a0000\u00a0000\u202fUSD", dollars("75000000")],
    ["a million dollars", dollars("1000000")],
    ["five million USD", dollars("5000000")],
    ["$0.10", dollars("0.1")],
    ["1 234,56 EUR", euros("1234.56")],
    ["1.234,56 €", euros("1234.56")],
    ["1,234.56 EUR", euros("1234.56")],
    ["1.234.567 EUR", euros("1234567")],
    ["€1.5bn", euros("1500000000")],
    ["€1,5 млрд", euros("1500000000")],
    ["half a million euros", euros("500000")],
    ["грн 300 тис.", hryvnias("300000")],
    ["300 тис. грн", hryvnias("300000")],
    ["300 ТИС. ГРН", hryvnias("300000")],
    ["UAH300k", hryvnias("300000")],
    ["₴300 000", hryvnias("300000")],
    ["пів мільйона гривень", hryvnias("500000")],
    ["мільйон гривень", hryvnias("1000000")],
    ["1’000 CHF", { amount: "1000", currency: "CHF" }],
    ["$75m AUD", { amount: "75000000", currency: "AUD" }],
    ["¥500 JPY", { amount: "500", currency: "JPY" }],
    ["99999999999999999999.99 USD", dollars("99999999999999999999.99")],
  ])("%s", (typed, money) => {
    expect(readMoney(typed)).toEqual(money);
  });

  it.each([
    // A comma groups; a dot cuts before a multiplier. In Ukrainian a multiplied comma cuts.
    ["1,234 USD", dollars("1234")],
    ["1,234 грн", hryvnias("1234")],
    ["$1,125 million", dollars("1125000000")],
    ["1.125 billion USD", dollars("1125000000")],
    ["1,125 млрд грн", hryvnias("1125000000")],
    ["1.125 млрд грн", hryvnias("1125000000")],
  ])("%s has a separator that can only mean one thing", (typed, money) => {
    expect(readMoney(typed)).toEqual(money);
  });

  it.each(["1.234 EUR", "$1.234", "€ 12.500", "1.234 грн"])("%s is asked about, with both spellings", (typed) => {
    const { code, params } = refused(readMoney, typed);
    expect(code).toBe("ambiguous_number");
    const [from, to] = [String(params["from"]), String(params["to"])];
    expect(readMoney(typed.replace(/[\d.]+/u, from)).amount).toBe(from);
    expect(readMoney(typed.replace(/[\d.]+/u, to)).amount).toBe(String(Number(to)));
  });

  it.each([
    ["75 million", "75 million", undefined],
    ["5 UDS", "UDS", "USD"],
    ["5 dolars", "dolars", "USD"],
    ["5 bitcoin", "bitcoin", ""],
    ["¥500", "¥", "JPY, CNY"],
  ])("%s has no currency that is known", (typed, mark, nearest) => {
    const { code, params } = refused(readMoney, typed);
    expect([code, params["typed"], params["nearest"]]).toEqual(["unknown_currency", mark, nearest]);
  });

  it.each(["-5 USD", "$-5", "USD -5", "−5 USD", "–5 USD", "0 USD", "$0.00", "-0 USD"])(
    "%s is not an amount",
    (typed) => {
      expect(refusalOf(readMoney, typed)).toBe("not_positive");
    },
  );

  it.each(
    [
      ["", "EUR", "$", "$ million", "about $5", "more than $1bn", "$1-2 million", "$75 million worth of stuff"],
      ["€75 USD", "5 usd usd", "5 usd eur", "12,34,567 USD", "12.3.4 USD", "1 23 USD", "1e9 USD", "0x10 USD", "$.5"],
      ["٧٥ USD", "½ million USD", "5\u200b USD", "5 USD\u0000", `${"9".repeat(41)} USD`, `5 ${"x".repeat(200)}`],
    ].flat(),
  )("%j is not understood", (typed) => {
    expect(refusalOf(readMoney, typed)).toBe("unreadable_amount");
  });
});
