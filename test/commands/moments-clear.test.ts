import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type DatedContext, readDated } from "../../src/commands/moments/dated.ts";
import { readTerm } from "../../src/commands/moments.ts";
import { Refusal } from "../../src/domain/refusal.ts";
import { dayOf, plusDays, weekdayOf } from "../../src/domain/time.ts";

/** Words that may mean more than one day or hour: never guessed, and refused with what would be clear. */

/** A Wednesday, 12:00 in Kyiv. */
const kyiv = { at: "2022-03-09T10:00:00.000Z", zone: "Europe/Kyiv" };
const TODAY = "2022-03-09";

const choicesFor = (read: () => unknown): unknown => {
  try {
    return read();
  } catch (error) {
    if (error instanceof Refusal) return error.code === "unclear_date" ? error.params["choices"] : error.code;
    throw error;
  }
};

const term = (typed: string, more = {}): unknown => choicesFor(() => readTerm(typed, { ...kyiv, ...more }));
const dated = (typed: string, towards: DatedContext["towards"]): unknown =>
  choicesFor(() => readDated(typed, { ...kyiv, ...(towards && { towards }) }));

const MONTHS = [
  ["January", "січня"],
  ["February", "лютого"],
  ["March", "березня"],
  ["April", "квітня"],
  ["May", "травня"],
  ["June", "червня"],
  ["July", "липня"],
  ["August", "серпня"],
  ["September", "вересня"],
  ["October", "жовтня"],
  ["November", "листопада"],
  ["December", "грудня"],
] as const;

/** A day within ten years of today, and how people write it without its year. */
const yearless = fc.tuple(fc.integer({ min: 0, max: 364 }), fc.boolean()).map(([away, ukrainian]) => {
  const day = plusDays("2022-01-01", away);
  const names = MONTHS[Number(day.slice(5, 7)) - 1] ?? MONTHS[0];
  const date = Number(day.slice(8));
  return { day, text: `${date} ${ukrainian ? names[1] : names[0]}` };
});

describe("a number beside a day", () => {
  it.each<readonly [string, readonly string[]]>([
    ["1 квітня 23", ["1 квітня 2023", "1 квітня 23:00"]],
    ["12 march 30", ["12 march 2030"]],
    ["march 12, 30", ["march 12 2030"]],
    ["4 dec 26", ["4 dec 2026"]],
    ["4 dec '26", ["4 dec 2026"]],
    ["1 квітня 23 р.", ["1 квітня 2023"]],
    ["1 квітня 23 17:00", ["1 квітня 2023 17:00"]],
    ["5 march 23", ["5 march 2023"]],
    ["mon 21", ["mon 21:00", "2022-03-21"]],
    ["пн 21", ["пн 21:00", "2022-03-21"]],
    ["21 понеділок", ["понеділок 21:00", "2022-03-21"]],
    ["mon 30", ["2022-05-30"]],
    ["today 17", ["today 17:00"]],
    ["завтра 9", ["завтра 9:00"]],
    ["2026-12-04 9", ["2026-12-04 9:00"]],
  ])("%s is no deadline, but what it may mean is named", (typed, choices) => {
    expect(term(typed)).toEqual(choices);
  });

  it("is not taken for a year, an hour or a date, whatever day it stands beside", () => {
    const days = fc.oneof(
      yearless.map(({ text }) => text),
      fc.constantFrom("mon", "friday", "пт", "понеділок", "today", "завтра", "next friday", "04.12.2026"),
    );
    const beside = fc.tuple(days, fc.integer({ min: 0, max: 99 }), fc.constantFrom(" ", ", ", " '"));
    fc.assert(
      fc.property(beside, ([day, number, between]) => {
        const typed = `${day}${between}${String(number).padStart(2, "0")}`;
        const said = term(typed);
        const refusals: readonly unknown[] = ["unreadable_date", "date_in_past", "date_out_of_range"];
        expect(refusals.includes(said) || Array.isArray(said), `${typed}: ${JSON.stringify(said)}`).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it("is cleared up by what the refusal offers", () => {
    fc.assert(
      fc.property(yearless, fc.integer({ min: 0, max: 99 }), ({ text }, number) => {
        const offered = term(`${text} ${String(number).padStart(2, "0")}`);
        for (const clear of Array.isArray(offered) ? offered : [])
          expect(term(clear), clear).toMatchObject({ unit: expect.stringMatching(/day|instant/u) });
      }),
      { examples: [[{ day: "2022-03-05", text: "5 March" }, 23]] },
    );
  });
});

describe("a part of a day", () => {
  it.each<readonly [string, readonly string[]]>([
    ["tomorrow morning", ["tomorrow 09:00"]],
    ["friday evening", ["friday 18:00"]],
    ["tomorrow in the afternoon", ["tomorrow 15:00"]],
    ["tonight", ["today 21:00"]],
    ["завтра вранці", ["завтра 09:00"]],
    ["сьогодні ввечері", ["сьогодні 18:00"]],
    ["п’ятниця вдень", ["п'ятниця 15:00"]],
  ])("%s is no deadline without an hour", (typed, choices) => {
    expect(term(typed)).toEqual(choices);
  });

  it.each(["tomorrow morning", "завтра зранку"])("%s is the team's morning where that is known", (typed) => {
    expect(term(typed, { morning: "08:30" })).toEqual({ unit: "instant", at: "2022-03-10T06:30:00.000Z" });
    expect(term("tomorrow evening", { morning: "08:30" })).toEqual(["tomorrow 18:00"]);
  });

  it.each(["weekend", "monday midnight", "понеділок опівночі"])("%s is refused", (typed) => {
    expect(term(typed)).toBe("unreadable_date");
  });

  it("leaves a fact its day", () => {
    expect(dated("yesterday evening", "past")).toEqual({ on: "2022-03-08", precision: "day" });
    expect(dated("вчора вранці", "past")).toEqual({ on: "2022-03-08", precision: "day" });
  });
});

describe("a date without its year", () => {
  it("that is to come is the next one, and one that has been the last one, unless the other one is near", () => {
    fc.assert(
      fc.property(yearless, ({ day, text }) => {
        const next = day >= TODAY ? day : `2023${day.slice(4)}`;
        const last = day <= TODAY ? day : `2021${day.slice(4)}`;
        const [passed, coming] = [day < TODAY && day >= "2022-02-06", day > TODAY && day <= "2022-04-09"];
        expect(dated(text, "future")).toEqual(passed ? [next] : { on: next, precision: "day" });
        expect(dated(text, "past")).toEqual(coming ? [last] : { on: last, precision: "day" });
        expect(term(text)).toEqual(passed ? [next] : { unit: "day", day: next });
      }),
    );
  });

  it("that names another year's day by its weekday is that one", () => {
    expect(dated("Thu 18 March", "past")).toEqual({ on: "2021-03-18", precision: "day" });
    expect(dated("Sun 5 березня", "future")).toEqual({ on: "2023-03-05", precision: "day" });
    expect(dated("18 March 17:00", "past")).toEqual(["2021-03-18 17:00"]);
    expect(dated("9 March 23:00", "past")).toEqual(["2021-03-09 23:00"]);
    expect(dated("квітень", "past")).toEqual(["2021-04"]);
  });

  it("that may be either is the one that is near, and otherwise both are named", () => {
    expect(dated("8 February", "either")).toEqual({ on: "2022-02-08", precision: "day" });
    expect(dated("31 грудня", "either")).toEqual(["2021-12-31", "2022-12-31"]);
    expect(dated("31 December 17:00", "either")).toEqual(["2021-12-31 17:00", "2022-12-31 17:00"]);
    expect(dated("Sat 31 December", "either")).toEqual({ on: "2022-12-31", precision: "day" });
    expect(dated("Fri 31 December", "either")).toEqual({ on: "2021-12-31", precision: "day" });
    expect(dated("1 June", "either")).toEqual({ on: "2022-06-01", precision: "day" });
    expect(dated("friday", "either")).toEqual(["2022-03-04", "2022-03-11"]);
    expect(dated("18:00", "either")).toEqual({ on: "2022-03-09T16:00:00.000Z", precision: "instant" });
    expect(dated("December", "either")).toEqual(["2021-12", "2022-12"]);
  });

  it("never lies further than a month back or half a year ahead unasked", () => {
    fc.assert(
      fc.property(yearless, ({ text }) => {
        const read = dated(text, "either");
        if (Array.isArray(read)) expect(read.map((one) => String(one).slice(5))).toHaveLength(2);
        else {
          const { on } = read as { readonly on: string }; // what is not refused is a day
          expect(on >= "2022-02-06" && on < "2022-09-10").toBe(true);
        }
      }),
    );
  });

  it("that is a month alone goes the same way", () => {
    expect(dated("December", "future")).toMatchObject({ on: "2022-12-01", precision: "month" });
    expect(dated("March", "future")).toMatchObject({ on: "2022-03-01", precision: "month" });
    expect(dated("грудень", "past")).toMatchObject({ on: "2021-12-01", precision: "month" });
  });

  it("that falls on another weekday than was written is refused", () => {
    expect(dated("mon 31 December", "either")).toBe("unreadable_date");
    expect(weekdayOf("2022-12-31")).toBe(6);
    expect(dayOf(kyiv.at, kyiv.zone)).toBe(TODAY);
  });
});
