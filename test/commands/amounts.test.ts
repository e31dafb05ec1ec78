import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { readBreakdown, readLines, readMoney, readQuantity, readRate } from "../../src/commands/amounts.ts";
import { lines, maybe, money } from "../../src/commands/options.ts";
import type { Line, Measure } from "../../src/domain/quantity.ts";
import { Refusal, type RefusalCode } from "../../src/domain/refusal.ts";
import { measureOf as of } from "../support/decimals.ts";
import { refusalOf } from "../support/refused.ts";

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
    expect(refusalOf(readLines, typed)).toBe(code);
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
    expect(refusalOf(readBreakdown, "27")).toBe("unreadable_quantity");
    expect(refusalOf(readBreakdown, ",")).toBe("empty");
    expect(refusalOf(readBreakdown, "???")).toBe("unreadable_quantity");
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
    expect(refusalOf(readRate, typed)).toBe(code);
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

describe("an option", () => {
  const schema = z.object({ amount: maybe(money()), lines: maybe(lines()) });

  it("holds what was read, and what was left out stays out", () => {
    expect(schema.parse({ amount: " $75\u00a0million ", lines: "" })).toEqual({
      amount: { amount: "75000000", currency: "USD" },
    });
  });

  it("bears its own refusal, so that a form shows each on its field", () => {
    const { error } = schema.safeParse({ amount: "75 million", lines: "food; 5.000 masks" });
    expect(error?.issues).toMatchObject([
      { path: ["amount"], params: { refusal: "unknown_currency" } },
      { path: ["lines"], params: { refusal: "ambiguous_number", params: { typed: "5.000" } } },
    ]);
  });
});
