import { describe, expect, it } from "vitest";
import { readQuantity } from "../../src/commands/amounts.ts";
import { measureOf as of } from "../support/decimals.ts";
import { refusalOf, refused } from "../support/refused.ts";

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
    expect(refusalOf(readQuantity, typed)).toBe("unreadable_quantity");
  });

  it("below zero is refused", () => {
    for (const typed of ["-5", "about -5 boxes", "−5 boxes"])
      expect(refusalOf(readQuantity, typed)).toBe("not_positive");
  });
});
