import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readLines, readMoney, readQuantity, readRate } from "../../src/commands/amounts.ts";
import type { Value } from "../../src/domain/money.ts";
import { difference, type Quantity } from "../../src/domain/quantity.ts";
import { UNITS } from "../../src/domain/unit.ts";
import { BOUNDS, LANGUAGES, type Language } from "../../src/domain/vocabulary.ts";
import { speak } from "../../src/language/say.ts";
import { lineText, measureText, moneyText, quantityText, valueText } from "../../src/view/amount.ts";
import type { Text } from "../../src/view/view.ts";
import { anyAmount } from "../support/decimals.ts";

/** Text without nodes as a string; days stay visible as days. */
const read = (text: Text): string =>
  text.map((part) => (typeof part === "string" ? part : "day" in part ? part.day : "?")).join("");

const quantity = (typed: string): string => read(quantityText(readQuantity(typed), speak("en")));
const кількість = (typed: string): string => read(quantityText(readQuantity(typed), speak("uk")));

describe("money", () => {
  it.each([
    ["75000000", "USD", "$75,000,000", "75 000 000 USD"],
    ["1234.5", "USD", "$1,234.50", "1 234,50 USD"],
    ["1234.5", "EUR", "€1,234.50", "1 234,50 EUR"],
    ["300000", "UAH", "UAH 300,000", "300 000 ₴"],
    ["5", "CAD", "CA$5", "5 CAD"],
    ["99999999999999999999.99", "USD", "$99,999,999,999,999,999,999.99", "99 999 999 999 999 999 999,99 USD"],
  ])("%s %s is shown to the last digit", (amount, currency, english, ukrainian) => {
    expect(read(moneyText({ amount, currency }, speak("en")))).toBe(english);
    expect(read(moneyText({ amount, currency }, speak("uk")))).toBe(ukrainian);
  });

  it("says whose valuation it is, and how it was converted", () => {
    const value: Value = {
      money: { amount: "100", currency: "EUR" },
      basis: "donor_estimate",
      conversion: { base: { amount: "105.25", currency: "USD" }, rate: "1.0525", on: "2022-03-07", source: "ECB" },
    };
    expect(read(valueText(value, speak("en")))).toBe(
      "€100 (donor’s estimate) = $105.25 (rate 1.0525 of 2022-03-07, ECB)",
    );
    expect(read(valueText(value, speak("uk")))).toBe(
      "100 EUR (оцінка донора) = 105,25 USD (курс 1,0525 на 2022-03-07, ECB)",
    );
    expect(read(valueText({ money: value.money }, speak("en")))).toBe("€100");
  });
});

describe("a quantity", () => {
  it("is shown in the unit that reads best, with how sure it is", () => {
    expect(quantity("more than 10 million GB")).toBe("at least 10 PB");
    expect(кількість("понад 10 млн ГБ")).toBe("щонайменше 10 ПБ");
    expect(quantity("about 5,000 terminals")).toBe("about 5,000 terminals");
    expect(кількість("близько 5000 терміналів")).toBe("приблизно 5 000 терміналів");
    expect(quantity("up to 30")).toBe("at most 30");
    expect(quantity("27 ministries")).toBe("27 ministries");
  });

  it("is in its own words and in quotation marks where nobody gave a number", () => {
    expect(quantity("dozens of companies")).toBe("“dozens of companies”");
    expect(кількість("десятки компаній")).toBe("«десятки компаній»");
  });

  it("that was computed and has no number says so", () => {
    expect(read(measureText({ unit: "companies", bound: "unknown" }, speak("en")))).toBe("companies: number unknown");
    expect(read(measureText({ bound: "unknown" }, speak("en")))).toBe("number unknown");
    expect(read(measureText({ value: "15", unit: "GB", bound: "unknown" }, speak("en")))).toBe("15 GB, not certain");
  });

  it("stays a bare string, whatever people wrote into it", () => {
    const stated = "{count, plural, other {#}} <b>";
    expect(read(quantityText({ bound: "unknown", stated }, speak("en")))).toBe(`“${stated}”`);
    expect(read(quantityText({ value: "5", unit: stated, bound: "about", stated }, speak("en")))).toBe(
      `about 5 ${stated}`,
    );
  });
});

describe("a line", () => {
  it.each([
    ["5,000 terminals", "5,000 terminals"],
    ["200 kg of flour", "flour: 200 kg"],
    ["10 million GB of data", "data: 10 PB"],
    ["dozens of masks", "masks: “dozens of masks”"],
    ["medical supplies", "medical supplies"],
  ])("%s is shown as %s", (typed, shown) => {
    expect(readLines(typed).map((line) => read(lineText(line, speak("en"))))).toEqual([shown]);
  });
});

describe.each(LANGUAGES)("what is written in %s", (language: Language) => {
  const say = speak(language);
  const symbols = Object.values(UNITS).flatMap((units) => units.map(({ symbol }) => symbol));
  const words = { en: ["terminals", "ministries", "Starlink kits"], uk: ["терміналів", "міністерств", "аптечок"] };
  const measure = fc.record({
    value: anyAmount,
    unit: fc.option(fc.constantFrom(...symbols, ...words[language]), { nil: undefined }),
    bound: fc.constantFrom(...BOUNDS.filter((bound) => bound !== "unknown")),
  });

  it("reads as the same money", () => {
    fc.assert(
      fc.property(anyAmount, fc.constantFrom(...Intl.supportedValuesOf("currency")), (amount, currency) => {
        expect(readMoney(read(moneyText({ amount, currency }, say)))).toEqual({ amount, currency });
      }),
    );
  });

  it("reads as the same quantity", () => {
    fc.assert(
      fc.property(measure, ({ value, unit, bound }) => {
        const stated: Quantity = { value, ...(unit !== undefined && { unit }), bound, stated: "" };
        const again = readQuantity(read(quantityText(stated, say)));
        expect(again.bound).toBe(bound);
        expect(difference({ ...stated, bound: "exact" }, again)).toEqual({ kind: "met" });
        expect(difference(again, { ...stated, bound: "exact" })).toEqual({ kind: "met" });
      }),
    );
  });

  it("reads as the same lines", () => {
    fc.assert(
      fc.property(fc.array(measure, { minLength: 1, maxLength: 5 }), (measures) => {
        const lines = measures.map((one) => ({
          item: words[language][0] ?? "",
          quantity: { ...one, unit: one.unit ?? "kg", stated: "" },
        }));
        const again = readLines(lines.map((line) => read(lineText(line, say))).join("; "));
        again.forEach((line, index) => {
          const was = lines[index]?.quantity;
          expect(line.quantity && was && difference(was, line.quantity)).toEqual({ kind: "met" });
        });
        expect(again.length).toBe(lines.length);
      }),
    );
  });

  it("reads as the same rate", () => {
    fc.assert(
      fc.property(anyAmount, (rate) => {
        const conversion = { base: { amount: "1", currency: "USD" }, rate, on: "2022-03-07", source: "ECB" };
        const written = read(valueText({ money: { amount: "1", currency: "EUR" }, conversion }, say));
        expect(readRate(/(?:rate|курс) (\S+)/u.exec(written)?.[1] ?? "")).toBe(rate);
      }),
    );
  });
});
