import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readBreakdown, readLines, readMoney, readQuantity, readRate } from "../../src/commands/amounts.ts";
import type { Line, Measure } from "../../src/domain/quantity.ts";
import { Refusal, type RefusalCode } from "../../src/domain/refusal.ts";
import type { Bound } from "../../src/domain/vocabulary.ts";

const dollars = (amount: string) => ({ amount, currency: "USD" });
const euros = (amount: string) => ({ amount, currency: "EUR" });
const hryvnias = (amount: string) => ({ amount, currency: "UAH" });

/** `of("27 ministries")`; a question mark has no number. */
const of = (text: string, bound: Bound = text.startsWith("?") ? "unknown" : "exact"): Measure => {
  const [value = "", ...unit] = text.split(" ");
  return { ...(value !== "?" && { value }), ...(unit.length > 0 && { unit: unit.join(" ") }), bound };
};

/** What a reading refuses, with what it says of it. */
const refused = (read: (typed: string) => unknown, typed: string): Refusal => {
  try {
    read(typed);
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  throw new Error(`"${typed}" was read`);
};

const codeOf = (read: (typed: string) => unknown, typed: string): RefusalCode => refused(read, typed).code;

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
      expect(codeOf(readMoney, typed)).toBe("not_positive");
    },
  );

  it.each(
    [
      ["", "EUR", "$", "$ million", "about $5", "more than $1bn", "$1-2 million", "$75 million worth of stuff"],
      ["€75 USD", "5 usd usd", "5 usd eur", "12,34,567 USD", "12.3.4 USD", "1 23 USD", "1e9 USD", "0x10 USD", "$.5"],
      ["٧٥ USD", "½ million USD", "5\u200b USD", "5 USD\u0000", `${"9".repeat(41)} USD`, `5 ${"x".repeat(200)}`],
    ].flat(),
  )("%j is not understood", (typed) => {
    expect(codeOf(readMoney, typed)).toBe("unreadable_amount");
  });
});

describe("a quantity", () => {
  it.each([
    ["more than 10 million GB", of("10000000 GB", "at_least")],
    ["понад 10 млн ГБ", of("10000000 GB", "at_least")],
    ["10m GB", of("10000000 GB")],
    ["10 million GB of data", of("10000000 GB")],
    ["27 ministries", of("27 ministries")],
    ["27 міністерств", of("27 міністерств")],
    ["27 ministries.", of("27 ministries")],
    ["20 Starlink terminals", of("20 Starlink terminals")],
    ["dozens", of("?")],
    ["dozens of companies", of("? companies")],
    ["десятки компаній", of("? компаній")],
    ["hundreds of thousands of masks", of("? masks")],
    ["кілька тисяч масок", of("? масок")],
    ["a few companies", of("? companies")],
    ["unknown", of("?")],
    ["невідомо", of("?")],
    ["about 5,000 terminals", of("5000 terminals", "about")],
    ["близько 5 000 терміналів", of("5000 терміналів", "about")],
    ["some 500 people", of("500 people", "about")],
    ["~500 т", of("500 t", "about")],
    ["up to 30", of("30", "at_most")],
    ["до 30 ноутбуків", of("30 ноутбуків", "at_most")],
    ["<= 30", of("30", "at_most")],
    ["50+ companies", of("50 companies", "at_least")],
    ["50 or more companies", of("50 companies", "at_least")],
    ["50 компаній і більше", of("50 компаній", "at_least")],
    ["not less than 5", of("5", "at_least")],
    ["не менше 5 генераторів", of("5 генераторів", "at_least")],
    ["exactly 5", of("5")],
    ["5000", of("5000")],
    ["5k masks", of("5000 masks")],
    ["5 тис.", of("5000")],
    ["тисяча генераторів", of("1000 генераторів")],
    ["a dozen drives", of("12 drives")],
    ["two dozen drives", of("24 drives")],
    ["200 kg of flour", of("200 kg")],
    ["200 т борошна", of("200 t")],
    ["500g", of("500 g")],
    ["1.5 TB", of("1.5 TB")],
    ["1,5 т", of("1.5 t")],
    ["10 m", of("10 m")],
    ["5,000 терміналів", of("5000 терміналів")],
    ["80%", of("80 %")],
    ["0 terminals", of("0 terminals")],
  ])("%s", (typed, measure) => {
    expect(readQuantity(typed)).toEqual({ ...measure, stated: typed });
  });

  it.each(["1.234", "5.000 terminals", "1.234 kg", "1,500 кг"])("%s is asked about, with both spellings", (typed) => {
    const { code, params } = refused(readQuantity, typed);
    expect(code).toBe("ambiguous_number");
    for (const way of ["from", "to"])
      expect(readQuantity(typed.replace(/[\d.,]+/u, String(params[way]))).bound).toBe("exact");
  });

  it.each(
    [
      ["", "companies", "5G", "10m", "5b", "20-30 terminals", "від 20 до 30", "about about 5", "1/2", "5 10 boxes"],
      ["27 ministries, 18 universities", "5; 6", "more than 50+", "1e3", "٥ boxes", "5 \u202eboxes", "5 @everyone"],
    ].flat(),
  )("%j is not understood", (typed) => {
    expect(codeOf(readQuantity, typed)).toBe("unreadable_quantity");
  });

  it("below zero is refused", () => {
    for (const typed of ["-5", "about -5 boxes", "−5 boxes"]) expect(codeOf(readQuantity, typed)).toBe("not_positive");
  });
});

describe("lines", () => {
  const line = (item: string, measure?: Measure, stated = ""): Line =>
    measure === undefined ? { item } : { item, quantity: { ...measure, stated } };

  it("have their quantities where they have one", () => {
    expect(readLines("5,000 terminals; 200 kg of flour; medical supplies; dozens of masks")).toEqual([
      line("terminals", of("5000 terminals"), "5,000 terminals"),
      line("flour", of("200 kg"), "200 kg of flour"),
      line("medical supplies"),
      line("masks", of("? masks"), "dozens of masks"),
    ]);
  });

  it.each([
    ["medical supplies, food, toys", ["medical supplies", "food", "toys"]],
    ["medical supplies, food, and toys", ["medical supplies", "food", "toys"]],
    ["bandages, sterile; food", ["bandages, sterile", "food"]],
    ["flour\n\n food ;", ["flour", "food"]],
    ["5,000 terminals, 200 generators", ["terminals", "generators"]],
    ["flour: 200 kg; masks: dozens", ["flour", "masks"]],
    ["20 млн масок; 5 т борошна", ["масок", "борошна"]],
    [
      "3D printers; 4G routers; 12-volt batteries; 24V batteries",
      ["3D printers", "4G routers", "12-volt batteries", "24V batteries"],
    ],
    ["10 million GB", ["GB"]],
  ])("%j are named", (typed, items) => {
    expect(readLines(typed).map(({ item }) => item)).toEqual(items);
  });

  it.each<[string, RefusalCode]>([
    ["", "empty"],
    [" ; \n ;", "empty"],
    ["food; 20-30 trucks", "unreadable_quantity"],
    ["food; 5000", "unreadable_quantity"],
    ["food; 5.000 masks", "ambiguous_number"],
    ["0 masks", "not_positive"],
    ["-5 masks", "not_positive"],
    ["fo\u0000od", "unreadable_quantity"],
    ["x".repeat(121), "too_long"],
    [Array.from({ length: 101 }, () => "food").join(";"), "invalid_option"],
  ])("%j are refused", (typed, code) => {
    expect(codeOf(readLines, typed)).toBe(code);
  });
});

describe("a breakdown", () => {
  it.each([
    ["27 ministries, 18 universities, dozens of companies", ["ministries 27", "universities 18", "companies ?"]],
    ["27 ministries, 18 universities and dozens of companies", ["ministries 27", "universities 18", "companies ?"]],
    ["27 міністерств, 18 університетів та десятки компаній", ["міністерств 27", "університетів 18", "компаній ?"]],
    ["ministries: 27; schools", ["ministries 27", "schools ?"]],
    ["search and rescue teams, 5 hospitals", ["search and rescue teams ?", "hospitals 5"]],
  ])("%s", (typed, shares) => {
    expect(readBreakdown(typed).map(({ of: who, quantity }) => `${who} ${quantity.value ?? "?"}`)).toEqual(shares);
    for (const { of: who, quantity } of readBreakdown(typed)) expect(quantity.unit).toBe(who);
  });

  it("of nobody is refused", () => {
    expect(codeOf(readBreakdown, "27")).toBe("unreadable_quantity");
    expect(codeOf(readBreakdown, ",")).toBe("empty");
    expect(codeOf(readBreakdown, "???")).toBe("unreadable_quantity");
  });
});

describe("a rate", () => {
  it.each([
    ["1.0525", "1.0525"],
    ["36,57", "36.57"],
    ["36.568", "36.568"],
    ["0,925", "0.925"],
    ["1 234.5", "1234.5"],
  ])("%s", (typed, rate) => {
    expect(readRate(typed)).toBe(rate);
  });

  it.each<[string, RefusalCode]>([
    ["36,568", "ambiguous_number"],
    ["0", "not_positive"],
    ["-1.5", "not_positive"],
    ["1e3", "unreadable_number"],
    ["", "unreadable_number"],
    ["1.05 USD", "unreadable_number"],
  ])("%j is refused", (typed, code) => {
    expect(codeOf(readRate, typed)).toBe(code);
  });
});

describe("whatever people type", () => {
  const READERS = [readMoney, readQuantity, readLines, readBreakdown, readRate];
  const pieces = fc.constantFrom(
    "$",
    "75",
    "1.234",
    "5,000",
    " ",
    "million",
    "млн",
    "GB",
    "ГБ",
    "more than ",
    "dozens",
    "-",
    ";",
    ",",
    "and",
    "\u0000",
    "\u202e",
    "½",
    "٣",
    "__proto__",
    "constructor",
    "{count}",
    "𝟝",
    "м",
    "+",
    ":",
    "of ",
    "0",
    "\ud800",
  );
  const hostile = fc.oneof(
    fc.string({ unit: "binary", maxLength: 400 }),
    fc.array(pieces, { maxLength: 30 }).map((parts) => parts.join("")),
  );

  it("is read or refused, never anything else", () => {
    fc.assert(
      fc.property(hostile, (typed) => {
        for (const read of READERS)
          try {
            read(typed);
          } catch (error) {
            expect(error).toBeInstanceOf(Refusal);
          }
      }),
      { numRuns: 1_000 },
    );
  });

  it("is read or refused quickly, however long it is", () => {
    for (const typed of ["1 000 ".repeat(20_000), "a and ".repeat(20_000), "1,".repeat(50_000), "не ".repeat(40_000)])
      for (const read of READERS) expect(() => read(typed)).toThrow(Refusal);
  });
});
