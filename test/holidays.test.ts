import { describe, expect, it } from "vitest";
import { isWorkingDay, plusWorkingDays } from "../src/domain/calendar.ts";
import type { Team } from "../src/domain/parties.ts";
import { calendarOf, calendarsFor, createHolidays } from "../src/holidays.ts";

const holidays = createHolidays();

const team = (changes: Partial<Team> = {}): Team => ({
  id: "0195-team",
  version: 1,
  name: "Outreach",
  place: { platform: "console", id: "outreach", name: "#outreach" },
  zone: "Europe/Kyiv",
  country: "none",
  daysOff: {},
  workdays: [1, 2, 3, 4, 5],
  morning: "09:00",
  quietFrom: "20:00",
  quietTo: "08:00",
  language: "en",
  digestDay: 1,
  ...changes,
});

describe("public holidays", () => {
  it("have names in the language asked for, else in English, else in the country's own", () => {
    expect(holidays.on("UA", "2021-08-24", "uk")).toBe("День Незалежності");
    expect(holidays.on("UA", "2021-08-24", "en")).toBe("Independence Day");
    expect(holidays.on("DE", "2022-04-15", "en")).toBe("Good Friday");
    expect(holidays.on("DE", "2022-04-15", "uk")).toBe("Good Friday");
  });

  it("are not observances, bank holidays or the days beside them", () => {
    expect(holidays.on("US", "2022-02-14", "en")).toBeUndefined();
    expect(holidays.on("US", "2022-07-04", "en")).toBe("Independence Day");
    expect(holidays.on("US", "2022-07-05", "en")).toBeUndefined();
  });

  it("count the substitute when one falls on a weekend", () => {
    expect(holidays.on("US", "2022-06-20", "en")).toMatch(/Juneteenth/);
  });

  it("last as many days as they last, over the turn of the year too", () => {
    expect(holidays.on("TR", "2022-05-02", "en")).toBeDefined();
    expect(holidays.on("TR", "2022-05-03", "en")).toBeDefined();
    expect(holidays.on("TR", "2022-05-04", "en")).toBeDefined();
    expect(holidays.on("TR", "2022-05-05", "en")).toBeUndefined();
  });

  it("are none at all for the country none", () => {
    expect(holidays.knows("none")).toBe(true);
    expect(holidays.on("none", "2022-01-01", "en")).toBeUndefined();
  });

  it("refuse a country that nobody knows", () => {
    for (const country of ["XX", "ua", "", "Ukraine", "__proto__", "constructor"]) {
      expect(holidays.knows(country)).toBe(false);
      expect(() => holidays.on(country, "2022-01-01", "en")).toThrow(/No public holidays/);
    }
  });

  it("are the same however often and in whatever order they are asked for", () => {
    const fresh = createHolidays();
    expect(fresh.on("UA", "2021-08-24", "en")).toBe(holidays.on("UA", "2021-08-24", "en"));
    expect(fresh.on("UA", "2021-08-24", "uk")).toBe(holidays.on("UA", "2021-08-24", "uk"));
    expect(fresh.on("UA", "2021-08-24", "en")).toBe("Independence Day");
  });
});

describe("a team's calendar", () => {
  it("is its weekdays, its own days off and its country's holidays", () => {
    const ours = calendarOf(
      team({ country: "UA", daysOff: { "2021-08-23": "Moving house", "2021-08-24": "Ours too" } }),
      holidays,
    );
    expect(ours.holiday("2021-08-23")).toBe("Moving house");
    expect(ours.holiday("2021-08-24")).toBe("Ours too");
    expect(plusWorkingDays([ours], "2021-08-20", 1)).toBe("2021-08-25");
  });

  it("has no public days off in wartime", () => {
    expect(isWorkingDay([calendarOf(team(), holidays)], "2022-08-24")).toBe(true);
  });

  it("names holidays in the team's language unless another is asked for", () => {
    expect(calendarOf(team({ country: "UA", language: "uk" }), holidays).holiday("2021-08-24")).toBe(
      "День Незалежності",
    );
    expect(calendarOf(team({ country: "UA", language: "uk" }), holidays, "en").holiday("2021-08-24")).toBe(
      "Independence Day",
    );
  });

  it("is joined by the company's country's where that is given and known", () => {
    expect(calendarsFor(team(), undefined, holidays)).toHaveLength(1);
    expect(calendarsFor(team(), "none", holidays)).toHaveLength(1);
    expect(calendarsFor(team(), "Freedonia", holidays)).toHaveLength(1);
    const both = calendarsFor(team(), "US", holidays);
    expect(both).toHaveLength(2);
    expect(isWorkingDay(both, "2022-07-04")).toBe(false);
    expect(isWorkingDay([both[0]], "2022-07-04")).toBe(true);
  });

  it("knows that the week ends on other days elsewhere", () => {
    const both = calendarsFor(team(), "IL", holidays);
    expect(isWorkingDay(both, "2022-03-11")).toBe(false);
    expect(isWorkingDay(both, "2022-03-10")).toBe(true);
  });
});
