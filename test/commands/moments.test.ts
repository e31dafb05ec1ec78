import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readDated } from "../../src/commands/moments/dated.ts";
import { readDue, readTerm } from "../../src/commands/moments.ts";
import type { Term } from "../../src/domain/deadline.ts";
import { Refusal } from "../../src/domain/refusal.ts";
import type { Dated } from "../../src/domain/time.ts";
import { calendar } from "../support/calendars.ts";

/** A Wednesday, 12:00 in Kyiv. */
const at = "2022-03-09T10:00:00.000Z";
const kyiv = { at, zone: "Europe/Kyiv" };

const hours = (count: number): Term => ({ unit: "hours", count });
const working = (count: number, both = false): Term => ({ unit: "working_days", count, both });
const days = (count: number): Term => ({ unit: "days", count });
const months = (count: number): Term => ({ unit: "months", count });
const on = (day: string): Term => ({ unit: "day", day });
const moment = (instant: string): Term => ({ unit: "instant", at: `${instant}:00.000Z` });

const terms: readonly (readonly [string, Term])[] = [
  ["48h", hours(48)],
  ["48 H", hours(48)],
  ["48 hours", hours(48)],
  ["in an hour", hours(1)],
  ["within 24 hours", hours(24)],
  ["48 год", hours(48)],
  ["48 год.", hours(48)],
  ["через годину", hours(1)],
  ["in 3 working days", working(3)],
  ["5 working days", working(5)],
  ["five working days", working(5)],
  ["1 working day", working(1)],
  ["3wd", working(3)],
  ["2 business days", working(2)],
  ["через 3 робочі дні", working(3)],
  ["5 робочих днів", working(5)],
  ["п'ять робочих днів", working(5)],
  ["5 роб. днів", working(5)],
  ["1 робочий день", working(1)],
  ["5 working days (both)", working(5, true)],
  ["5 working days both", working(5, true)],
  ["in 5 working days of both calendars", working(5, true)],
  ["3wd (both)", working(3, true)],
  ["5 робочих днів обох календарів", working(5, true)],
  ["5 робочих днів (обох календарів)", working(5, true)],
  ["5 days", days(5)],
  ["5d", days(5)],
  ["in ten days", days(10)],
  ["через 10 днів", days(10)],
  ["через день", days(1)],
  ["2 weeks", days(14)],
  ["in a week", days(7)],
  ["через тиждень", days(7)],
  ["через два тижні", days(14)],
  ["1 month", months(1)],
  ["через місяць", months(1)],
  ["3 місяці", months(3)],
  ["1 year", months(12)],
  ["через рік", months(12)],
  ["90 minutes", moment("2022-03-09T11:30")],
  ["через 30 хв", moment("2022-03-09T10:30")],
  ["fri 17:00", moment("2022-03-11T15:00")],
  ["17:00 friday", moment("2022-03-11T15:00")],
  ["friday at 5pm", moment("2022-03-11T15:00")],
  ["Fri, 5:30 PM", moment("2022-03-11T15:30")],
  ["пт 17:00", moment("2022-03-11T15:00")],
  ["friday", on("2022-03-11")],
  ["by friday", on("2022-03-11")],
  ["wednesday", on("2022-03-16")],
  ["wed 13:00", moment("2022-03-09T11:00")],
  ["wed 11:00", moment("2022-03-16T09:00")],
  ["next friday", on("2022-03-18")],
  ["this friday", on("2022-03-11")],
  ["у п'ятницю", on("2022-03-11")],
  ["у п’ятницю", on("2022-03-11")],
  ["до п'ятниці", on("2022-03-11")],
  ["наступної п'ятниці", on("2022-03-18")],
  ["в понеділок о 9:30", moment("2022-03-14T07:30")],
  ["2026-12-04", on("2026-12-04")],
  ["2026-12-04 17:00", moment("2026-12-04T15:00")],
  ["2026-12-04T17:00", moment("2026-12-04T15:00")],
  ["2026-12-04T17:00:00Z", moment("2026-12-04T17:00")],
  ["2026-12-04T17:00+05:00", moment("2026-12-04T12:00")],
  ["4 Dec", on("2022-12-04")],
  ["4th of December", on("2022-12-04")],
  ["December 4", on("2022-12-04")],
  ["Dec 4th, 2026", on("2026-12-04")],
  ["4 December 2026 at 14:00", moment("2026-12-04T12:00")],
  ["fri 11 march", on("2022-03-11")],
  ["9 march", on("2022-03-09")],
  ["4 грудня", on("2022-12-04")],
  ["4 грудня 2026 року", on("2026-12-04")],
  ["до 5 грудня о 14:00", moment("2022-12-05T12:00")],
  ["до 5 грудня о 14.30", moment("2022-12-05T12:30")],
  ["п'ятниця, 11 березня", on("2022-03-11")],
  ["04.12.2026", on("2026-12-04")],
  ["04.12.2026 9:00", moment("2026-12-04T07:00")],
  ["today", on("2022-03-09")],
  ["tomorrow", on("2022-03-10")],
  ["tomorrow noon", moment("2022-03-10T10:00")],
  ["day after tomorrow", on("2022-03-11")],
  ["завтра", on("2022-03-10")],
  ["завтра о 10:00", moment("2022-03-10T08:00")],
  ["післязавтра", on("2022-03-11")],
  ["завтра о 9 ранку", moment("2022-03-10T07:00")],
  ["18:00", moment("2022-03-09T16:00")],
  ["10:00", moment("2022-03-10T08:00")],
  ["о 18:00", moment("2022-03-09T16:00")],
  ["end of month", on("2022-03-31")],
  ["by the end of the month", on("2022-03-31")],
  ["end of week", on("2022-03-11")],
  ["eod", on("2022-03-09")],
  ["end of year", on("2022-12-31")],
  ["до кінця місяця", on("2022-03-31")],
  ["кінець тижня", on("2022-03-11")],
  ["next week", on("2022-03-14")],
  ["next month", on("2022-04-01")],
  ["29 feb", on("2024-02-29")],
  ["  tomorrow  ", on("2022-03-10")],
  ["2022-03-27 03:30", moment("2022-03-27T01:30")],
  ["2022-10-30 03:30", moment("2022-10-30T00:30")],
];

const past = (days_: string): Dated => ({ on: days_, precision: "day" });
const exact = (instant: string): Dated => ({ on: `${instant}:00.000Z`, precision: "instant" });
const facts: readonly (readonly [string, Dated])[] = [
  ["2022-03-07", past("2022-03-07")],
  ["2022-03-07 14:00", exact("2022-03-07T12:00")],
  ["2022-03-07T14:00:30Z", { on: "2022-03-07T14:00:30.000Z", precision: "instant" }],
  ["7 March", past("2022-03-07")],
  ["7 березня", past("2022-03-07")],
  ["7 березня о 14:00", exact("2022-03-07T12:00")],
  ["07.03.2022", past("2022-03-07")],
  ["9 march", past("2022-03-09")],
  ["yesterday", past("2022-03-08")],
  ["yesterday at 14:00", exact("2022-03-08T12:00")],
  ["вчора", past("2022-03-08")],
  ["учора о 14:00", exact("2022-03-08T12:00")],
  ["позавчора", past("2022-03-07")],
  ["today", past("2022-03-09")],
  ["сьогодні", past("2022-03-09")],
  ["now", { on: at, precision: "instant" }],
  ["зараз", { on: at, precision: "instant" }],
  ["10:30", exact("2022-03-09T08:30")],
  ["18:00", exact("2022-03-08T16:00")],
  ["friday", past("2022-03-04")],
  ["last friday", past("2022-03-04")],
  ["минулої п'ятниці", past("2022-03-04")],
  ["у понеділок", past("2022-03-07")],
  ["mon 09:00", exact("2022-03-07T07:00")],
  ["3 days ago", past("2022-03-06")],
  ["3 дні тому", past("2022-03-06")],
  ["2 hours ago", exact("2022-03-09T08:00")],
  ["годину тому", exact("2022-03-09T09:00")],
  ["last week", { on: "2022-02-28", precision: "week", stated: "last week" }],
  ["минулого тижня", { on: "2022-02-28", precision: "week", stated: "минулого тижня" }],
  ["This week", { on: "2022-03-07", precision: "week", stated: "This week" }],
  ["2 weeks ago", { on: "2022-02-21", precision: "week", stated: "2 weeks ago" }],
  ["last month", { on: "2022-02-01", precision: "month", stated: "last month" }],
  ["минулого місяця", { on: "2022-02-01", precision: "month", stated: "минулого місяця" }],
  ["3 months ago", { on: "2021-12-01", precision: "month", stated: "3 months ago" }],
  ["March 2022", { on: "2022-03-01", precision: "month", stated: "March 2022" }],
  ["2022-02", { on: "2022-02-01", precision: "month", stated: "2022-02" }],
  ["July", { on: "2021-07-01", precision: "month", stated: "July" }],
  ["березень 2022", { on: "2022-03-01", precision: "month", stated: "березень 2022" }],
  ["у лютому", { on: "2022-02-01", precision: "month", stated: "у лютому" }],
  ["липень", { on: "2021-07-01", precision: "month", stated: "липень" }],
  ["unknown", { on: "2022-03-09", precision: "unknown", stated: "unknown" }],
  ["невідомо", { on: "2022-03-09", precision: "unknown", stated: "невідомо" }],
];

const badTerms: readonly (readonly [string, string])[] = [
  ...[
    "",
    " ",
    "soon",
    "скоро",
    "asap",
    "later",
    "whenever you can",
    "friday or so",
    "fri 17:00 maybe",
    "17:00 Kyiv time",
    "fri 17:00 UTC",
  ].map((typed) => [typed, "unreadable_date"] as const),
  ...[
    "0 days",
    "0h",
    "0 робочих днів",
    "-3 days",
    "1.5 hours",
    "three and a half days",
    "days",
    "week",
    "5",
    "5 bananas",
    "5 working",
    "h48",
  ].map((typed) => [typed, "unreadable_date"] as const),
  ...[
    "31 Feb",
    "2026-02-31",
    "29 Feb 2027",
    "2027-02-29",
    "31 квітня",
    "31.06.2026",
    "2026-13-01",
    "2026-00-10",
    "32 Dec",
    "0 Dec",
  ].map((typed) => [typed, "unreadable_date"] as const),
  ...["25:00", "fri 24:30", "17:60", "13pm", "0am", "2026-12-04 25:00", "friday at"].map(
    (typed) => [typed, "unreadable_date"] as const,
  ),
  ...["05/06/2026", "7.3", "4-12-2026", "12/25", "2026/12/04"].map((typed) => [typed, "unreadable_date"] as const),
  ...[
    "fri 12 march",
    "saturday 2026-12-04",
    "July",
    "March 2027",
    "unknown",
    "this week of march",
    "5 days (both)",
    "tomorrow both",
  ].map((typed) => [typed, "unreadable_date"] as const),
  ...[
    "tomorrow; drop table request",
    "<@U123> friday",
    "friday friday",
    "4 Dec 4 Dec",
    "4-7 Dec",
    "from 4 Dec to 7 Dec",
    "завтра чи післязавтра",
  ].map((typed) => [typed, "unreadable_date"] as const),
  ...[
    "\u202efriday",
    "fri\u0000day",
    "fri\u200bday",
    "💥",
    "١٢ مارس",
    "constructor",
    "__proto__",
    "x".repeat(10_000),
    `${" ".repeat(9_990)}friday`,
    `${"9".repeat(200)} days`,
  ].map((typed) => [typed, "unreadable_date"] as const),
  ...[
    "0000-01-01",
    "99999-01-01",
    "99999-12-31 10:00",
    "1989-12-31",
    "2032-03-10",
    "2033-01-01 10:00",
    "4 Dec 2050",
    "5000 days",
  ].map((typed) => [typed, "date_out_of_range"] as const),
  ...["9999999 hours", "600 weeks", "121 months", "11 years", "3000 working days", "0001-01-01T00:00Z"].map(
    (typed) => [typed, "date_out_of_range"] as const,
  ),
  ...[
    "2022-03-08",
    "yesterday",
    "вчора",
    "2022-03-09 11:59",
    "now",
    "зараз",
    "last friday",
    "3 days ago",
    "3 дні тому",
    "8 march 2022",
    "last week",
  ].map((typed) => [typed, "date_in_past"] as const),
];

const codeOf = (read: () => unknown): string => {
  try {
    return `read as ${JSON.stringify(read())}`;
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
};

describe("a deadline as typed", () => {
  it.each(terms)("%s", (typed, term) => {
    expect(readTerm(typed, kyiv)).toEqual(term);
  });

  it.each(badTerms)("%j is refused: %s", (typed, code) => {
    expect(codeOf(() => readTerm(typed, kyiv))).toBe(code);
  });

  it("reads local days and times in the zone given", () => {
    const sydney = { at: "2022-03-09T13:30:00.000Z", zone: "Australia/Sydney" };
    expect(readTerm("tomorrow", sydney)).toEqual(on("2022-03-11"));
    expect(readTerm("today 17:00", sydney)).toEqual(moment("2022-03-10T06:00"));
  });

  it("shows back what was typed, cut to a line", () => {
    const refusal = (typed: string): unknown => {
      try {
        return readTerm(typed, kyiv);
      } catch (error) {
        return error instanceof Refusal ? error.params["typed"] : error;
      }
    };
    expect(refusal("some day")).toBe("some day");
    expect(refusal("y".repeat(10_000))).toBe(`${"y".repeat(60)}…`);
    expect(refusal("a\u202eb\nc")).toBe("a b c");
  });
});

describe("wordings beyond our own forms", () => {
  it.each<readonly [string, Term]>([
    ["tonight at 8pm", moment("2022-03-09T18:00")],
    ["tomorrow morning at 8", moment("2022-03-10T06:00")],
    ["4/dec/2026", on("2026-12-04")],
  ])("%s", (typed, term) => {
    expect(readTerm(typed, kyiv)).toEqual(term);
  });
});

describe("wordings that are vague or in another zone", () => {
  it.each([
    "in few days",
    "in a couple of days",
    "1 may 5pm EST",
    "fri 17:00 gmt+2",
    "monday to friday",
    "midnight",
    "the 4th",
  ])("%s is refused", (typed) => {
    expect(codeOf(() => readTerm(typed, kyiv))).toBe("unreadable_date");
  });
});

describe("a day to come, to snooze until or as promised", () => {
  it("is worked out from now by the calendars given", () => {
    const calendars = [calendar("Europe/Kyiv", { "2022-03-10": "Day off" })] as const;
    expect(readDue("3 working days", { ...kyiv, calendars })).toEqual({ day: "2022-03-15" });
    expect(readDue("3 working days", kyiv)).toEqual({ day: "2022-03-14" });
    expect(readDue("48h", kyiv)).toEqual({ at: "2022-03-11T10:00:00.000Z" });
    expect(readDue("через тиждень", kyiv)).toEqual({ day: "2022-03-16" });
    expect(readDue("4 Dec", kyiv)).toEqual({ day: "2022-12-04" });
  });
  it.each(["yesterday", "2022-03-08"])("%s is refused", (typed) => {
    expect(codeOf(() => readDue(typed, kyiv))).toBe("date_in_past");
  });
});

describe("a fact's date as typed", () => {
  it.each(facts)("%s", (typed, dated) => {
    expect(readDated(typed, kyiv)).toEqual(dated);
  });

  it.each([
    "tomorrow",
    "завтра",
    "2022-03-10",
    "2022-03-09 12:01",
    "next week",
    "in 3 days",
    "April 2022",
    "next friday",
    "наступного місяця",
  ])("%s is refused as in the future", (typed) => {
    expect(codeOf(() => readDated(typed, kyiv))).toBe("date_in_future");
  });

  it.each<readonly [string, Dated]>([
    ["tomorrow", past("2022-03-10")],
    ["2022-05-01", past("2022-05-01")],
    ["1 April", past("2022-04-01")],
    ["1 March", past("2022-03-01")],
    ["next week", { on: "2022-03-14", precision: "week", stated: "next week" }],
    ["May 2022", { on: "2022-05-01", precision: "month", stated: "May 2022" }],
    ["in 3 days", past("2022-03-12")],
  ])("%s is taken where the future is allowed", (typed, dated) => {
    expect(readDated(typed, { ...kyiv, towards: "either" })).toEqual(dated);
  });

  it.each([
    "",
    "2022",
    "early march",
    "31 Feb",
    "29 Feb 2021",
    "some time ago",
    "2 working days ago",
    "05/06/2021",
    "x".repeat(10_000),
  ])("%s is unreadable", (typed) => {
    expect(codeOf(() => readDated(typed, kyiv))).toBe("unreadable_date");
  });

  it.each(["1989-12-31", "0000-01-01", "1 March 1812", "99999-01-01", "March 1900"])("%s is out of range", (typed) => {
    expect(codeOf(() => readDated(typed, kyiv))).toBe("date_out_of_range");
  });
});

describe("whatever is typed", () => {
  const words = fc.constantFrom(
    ..."in within by next last this friday fri пт п'ятницю завтра march 4 31 99999 0 -1 17:00 25:61 5pm dec грудня 2026 2026-02-30 working days робочих днів both ( ) ago тому end of month 💥 \u202e utc +02:00 t z . , / through to till mid early".split(
      " ",
    ),
  );
  const anything = fc.oneof(
    fc.string({ unit: "binary", maxLength: 100 }),
    fc.string({ unit: "grapheme", maxLength: 40 }),
    fc.array(words, { maxLength: 8 }).map((parts) => parts.join(" ")),
    fc.array(words, { maxLength: 6 }).map((parts) => parts.join("")),
    fc
      .tuple(fc.nat(9999), fc.nat(15), fc.nat(40))
      .map((parts) => parts.map((part) => String(part).padStart(2, "0")).join("-")),
  );

  it("is read or refused, never anything else, and what is read lies where it must", () => {
    fc.assert(
      fc.property(
        anything,
        fc.constantFrom("Europe/Kyiv", "Australia/Lord_Howe", "America/New_York"),
        (typed, zone) => {
          const reader = { at, zone };
          for (const read of [
            () => readTerm(typed, reader),
            () => readDated(typed, reader),
            () => readDated(typed, { ...reader, towards: "either" }),
          ])
            codeOf(read);
          const due = codeOf(() => {
            const found = readDue(typed, reader);
            expect("day" in found ? found.day >= "2022-03-09" && found.day < "2032-04" : found.at > at).toBe(true);
            return found;
          });
          expect(due).toBeDefined();
        },
      ),
      { numRuns: 1500 },
    );
  });

  it("takes no longer when it is long", () => {
    const started = performance.now();
    for (const long of [
      "in ".repeat(4000),
      "9".repeat(10_000),
      `${" ".repeat(9990)}friday`,
      "friday ".repeat(1500),
      "a".repeat(80),
      "1 ".repeat(40),
      "до ".repeat(26),
    ])
      codeOf(() => readTerm(long, kyiv));
    expect(performance.now() - started).toBeLessThan(500);
  });
});
