import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { comparable, difference, type Measure, scaled, sumOf } from "../../src/domain/quantity.ts";
import { UNITS } from "../../src/domain/unit.ts";
import { BOUNDS } from "../../src/domain/vocabulary.ts";
import { fromMillionths, millionths, measureOf as of } from "../support/decimals.ts";

describe("two quantities", () => {
  it.each([
    ["1 GB", "5 PB"],
    ["1 terminal", "5 Terminals"],
    ["1 ministry", "27 ministries"],
    ["1 box", "3 boxes"],
    ["1 термінал", "3 термінали"],
    ["3 термінали", "5 терміналів"],
    ["1 міністерство", "27 міністерств"],
    ["1 машина", "2 машини"],
    ["5", "5 terminals"],
    ["5", "6"],
    ["? companies", "12 companies"],
  ])("%s and %s count the same thing", (one, other) => {
    expect(comparable(of(one), of(other))).toBe(true);
    expect(comparable(of(other), of(one))).toBe(true);
  });

  it.each([
    ["1 GB", "1 kg"],
    ["1 GB", "1 drive"],
    ["5", "5 GB"],
    ["27 ministries", "18 universities"],
    ["1 bus", "1 bu"],
    ["1 glass", "1 glas"],
    ["1 gas", "1 gauze"],
  ])("%s and %s do not", (one, other) => {
    expect(comparable(of(one), of(other))).toBe(false);
    expect(comparable(of(other), of(one))).toBe(false);
  });
});

describe("a scaled quantity", () => {
  it.each([
    ["10000000 GB", "10 PB"],
    ["1500 GB", "1.5 TB"],
    ["1234560 GB", "1234.56 TB"],
    ["1234567 GB", "1234567 GB"],
    ["999 GB", "999 GB"],
    ["0.5 TB", "500 GB"],
    ["1000 PB", "1 EB"],
    ["5000000 EB", "5000000 EB"],
    ["1.23456 PB", "1.23456 PB"],
    ["0 GB", "0 GB"],
    ["2500 kg", "2.5 t"],
    ["1500 m", "1.5 km"],
    ["5000 terminals", "5000 terminals"],
    ["5000", "5000"],
  ])("%s reads %s", (stated, better) => {
    expect(scaled(of(stated, "at_least"))).toEqual(of(better, "at_least"));
  });

  it("without a number stays without", () => {
    expect(scaled(of("? GB"))).toEqual(of("? GB"));
  });

  it("keeps the amount to the last digit", () => {
    const unit = fc.constantFrom(...Object.values(UNITS).flatMap((units) => units.map(({ symbol }) => symbol)));
    fc.assert(
      fc.property(millionths, unit, (count, symbol) => {
        const stated = of(`${fromMillionths(count)} ${symbol}`);
        expect(difference(stated, scaled(stated))).toEqual({ kind: "met" });
      }),
    );
  });
});

describe("a sum of quantities", () => {
  it.each<[string, readonly Measure[], Measure]>([
    ["of exact numbers is exact", [of("27 ministries"), of("1 ministry")], of("28 ministries")],
    ["is at least as sure as its parts", [of("10 GB", "at_least"), of("5 GB")], of("15 GB", "at_least")],
    ["of two different doubts is not sure at all", [of("10", "at_least"), of("5", "at_most")], of("15", "unknown")],
    ["is in the unit of the largest", [of("1 PB"), of("500000 GB")], of("1.5 PB")],
    [
      "with something uncounted is the least there is",
      [of("12 companies"), of("? companies")],
      of("12 companies", "at_least"),
    ],
    ["of what nobody counted has no number", [of("? companies"), of("? companies")], of("? companies")],
    ["takes the word from what has one", [of("5"), of("20 terminals")], of("25 terminals")],
  ])("%s", (_, all, expected) => {
    expect(sumOf(all)).toEqual(expected);
    expect(sumOf(all.toReversed())).toEqual(expected);
  });

  it("does not exist for different things, nor for nothing", () => {
    expect(sumOf([of("27 ministries"), of("18 universities")])).toBeUndefined();
    expect(sumOf([of("27 ministries"), of("5"), of("18 universities")])).toBeUndefined();
    expect(sumOf([of("5 GB"), of("5")])).toBeUndefined();
    expect(sumOf([])).toBeUndefined();
  });

  it("is the same in every order and grouping", () => {
    const measure = fc
      .tuple(fc.option(millionths), fc.constantFrom("GB", "TB", "PB"), fc.constantFrom(...BOUNDS))
      .map(([count, unit, bound]) =>
        count === null ? of(`? ${unit}`) : of(`${fromMillionths(count)} ${unit}`, bound),
      );
    fc.assert(
      fc.property(fc.array(measure, { minLength: 1, maxLength: 12 }), fc.nat(), (all, seed) => {
        const sum = sumOf(all);
        const at = 1 + (seed % all.length);
        const grouped = [all.slice(0, at), all.slice(at)].flatMap((some) => sumOf(some) ?? []);
        expect(sumOf(all.toReversed())).toEqual(sum);
        const again = sumOf(grouped);
        expect(again?.bound).toBe(sum?.bound);
        if (sum?.value !== undefined) expect(difference(sum, again ?? sum)).toEqual({ kind: "met" });
      }),
    );
  });
});

describe("what is open", () => {
  it.each<[string, Measure, Measure, ReturnType<typeof difference>]>([
    ["nothing", of("5000 terminals"), of("5000 terminals"), { kind: "met" }],
    ["a shortfall", of("5000 terminals"), of("500"), { kind: "shortfall", by: of("4500 terminals") }],
    ["an overshoot", of("10"), of("12 drives"), { kind: "overshoot", by: of("2 drives") }],
    ["across units", of("1 PB"), of("400000 GB"), { kind: "shortfall", by: of("0.6 PB") }],
    ["at most", of("100 t"), of("40 t", "at_least"), { kind: "shortfall", by: of("60 t", "at_most") }],
    ["at least", of("100 t", "at_least"), of("40 t"), { kind: "shortfall", by: of("60 t", "at_least") }],
    ["not sure", of("100 t", "at_most"), of("40 t", "at_most"), { kind: "shortfall", by: of("60 t", "unknown") }],
    ["unknown without a number", of("? companies"), of("12 companies"), undefined],
    ["unknown between different things", of("5 GB"), of("5 drives"), undefined],
  ])("is %s", (_, wanted, arrived, expected) => {
    expect(difference(wanted, arrived)).toEqual(expected);
  });

  it("closes the gap exactly when it is added", () => {
    fc.assert(
      fc.property(millionths, millionths, (one, other) => {
        const [wanted, arrived] = [of(`${fromMillionths(one)} GB`), of(`${fromMillionths(other)} TB`)];
        const open = difference(wanted, arrived);
        if (open?.kind === "shortfall")
          expect(difference(wanted, sumOf([arrived, open.by]) ?? arrived)).toEqual({ kind: "met" });
        if (open?.kind === "overshoot")
          expect(difference(sumOf([wanted, open.by]) ?? wanted, arrived)).toEqual({ kind: "met" });
      }),
    );
  });
});
