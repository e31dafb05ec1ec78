import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decimalFrom } from "../../src/domain/decimal.ts";
import {
  compare,
  convert,
  inCurrency,
  isCurrency,
  type Money,
  minorDigits,
  minus,
  plus,
  totals,
} from "../../src/domain/money.ts";
import { fromMillionths, millionths } from "../support/decimals.ts";

const money = (amount: string, currency = "USD"): Money => ({ amount, currency });

describe("a decimal", () => {
  it.each([
    ["75000000", "75000000"],
    ["007.50", "7.5"],
    ["0.10", "0.1"],
    ["-0.00", "0"],
    ["-1.50", "-1.5"],
    [`${"9".repeat(39)}.9`, `${"9".repeat(39)}.9`],
  ])("%s has one spelling", (typed, canonical) => {
    expect(decimalFrom(typed)).toBe(canonical);
  });

  it.each(["", " 1", "1e3", "1e999999999", "0x10", ".5", "5.", "1,5", "NaN", "Infinity", "+1", "--1", "٣", "1\n"])(
    "is not %j",
    (typed) => {
      expect(decimalFrom(typed)).toBeUndefined();
    },
  );

  it("is refused when it is longer than any amount", () => {
    expect(decimalFrom("9".repeat(41))).toBeUndefined();
    expect(decimalFrom(`0.${"1".repeat(40)}`)).toBeUndefined();
  });
});

describe("money", () => {
  it("adds up where floats do not", () => {
    expect(plus(money("0.1"), money("0.2"))).toEqual(money("0.3"));
    expect(minus(money("75000000.10"), money("75000000"))).toEqual(money("0.1"));
    expect(minus(money("1"), money("3"))).toEqual(money("-2"));
  });

  it("has a total for each currency, sorted", () => {
    const all = [money("1.10"), money("2", "EUR"), money("0.90"), money("300000", "UAH")];
    expect(totals(all)).toEqual([money("2", "EUR"), money("300000", "UAH"), money("2", "USD")]);
    expect(totals([])).toEqual([]);
  });

  const byCode = (a: Money, b: Money): number => (a.currency < b.currency ? -1 : 1);

  it("has totals that are exact, whatever the order and however they are grouped", () => {
    const entry = fc.tuple(millionths, fc.constantFrom("USD", "EUR", "UAH"));
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 40 }), fc.nat(), (entries, cut) => {
        const all = entries.map(([count, currency]) => money(fromMillionths(count), currency));
        const expected = Map.groupBy(entries, ([, currency]) => currency)
          .entries()
          .map(([currency, some]) => money(fromMillionths(some.reduce((sum, [count]) => sum + count, 0n)), currency))
          .toArray()
          .toSorted(byCode);
        expect(totals(all)).toEqual(expected);
        expect(totals(all.toReversed())).toEqual(expected);
        const at = cut % (all.length + 1);
        expect(totals([...totals(all.slice(0, at)), ...totals(all.slice(at))])).toEqual(expected);
      }),
    );
  });

  it("compares as numbers do, not as text", () => {
    fc.assert(
      fc.property(millionths, millionths, (one, other) => {
        const order = one < other ? -1 : one > other ? 1 : 0;
        expect(compare(money(fromMillionths(one)), money(fromMillionths(other)))).toBe(order);
      }),
    );
    expect(compare(money("9"), money("10"))).toBe(-1);
  });

  it("of two currencies has no sum and no order", () => {
    for (const together of [plus, minus, compare])
      expect(() => together(money("1"), money("1", "EUR"))).toThrow(RangeError);
  });
});

describe("a conversion", () => {
  it.each([
    ["100", "1.0525", "USD", "105.25"],
    // A half goes to the even digit, up or down.
    ["1", "0.125", "USD", "0.12"],
    ["1", "0.135", "USD", "0.14"],
    ["1", "2.5", "JPY", "2"],
    ["1", "3.5", "JPY", "4"],
    ["1", "0.0005", "KWD", "0"],
    ["1", "0.0015", "KWD", "0.002"],
    ["123456789012345678901234567890.12", "1.1", "USD", "135802467913580246791358024679.13"],
  ])("of %s at %s is %s %s", (amount, rate, currency, expected) => {
    expect(convert(money(amount, "EUR"), rate, currency)).toEqual(money(expected, currency));
  });

  it("is what totals in the base currency are made of; without it there is nothing to add", () => {
    const conversion = { base: money("80"), rate: "0.8", on: "2022-03-07", source: "ECB" };
    expect(inCurrency({ money: money("100", "EUR"), conversion }, "USD")).toEqual(money("80"));
    expect(inCurrency({ money: money("100", "EUR"), conversion }, "EUR")).toEqual(money("100", "EUR"));
    expect(inCurrency({ money: money("100", "EUR") }, "USD")).toBeUndefined();
  });
});

describe("a currency", () => {
  it("is a code of ISO 4217 in capitals", () => {
    for (const code of ["USD", "EUR", "UAH", "JPY", "PLN"]) expect(isCurrency(code)).toBe(true);
    for (const code of ["", "usd", "US", "BTC", "XBT", "ДОЛ", "__proto__"]) expect(isCurrency(code)).toBe(false);
  });

  it("knows how many digits stand after its point", () => {
    expect(["USD", "JPY", "KWD"].map(minorDigits)).toEqual([2, 0, 3]);
    expect(() => minorDigits("dollars")).toThrow(RangeError);
  });
});
