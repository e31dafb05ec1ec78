import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Waking } from "../../src/domain/calendar.ts";
import {
  isWorkingDay,
  morningOf,
  nextWorkingMorning,
  plusWorkingDays,
  wakingMoment,
  workingDaysBetween,
} from "../../src/domain/calendar.ts";
import { countWorkingDays, localDay, nthWorkingDay, wallClock, worked } from "../support/calendar-oracle.ts";
import { anyDay, anyMoment, calendar, twinCalendar, WAKING, ZONES } from "../support/calendars.ts";

const kyiv = calendar("Europe/Kyiv", { "2022-03-08": "Women's Day" });
const american = calendar("Europe/Kyiv", { "2022-03-10": "Company outing" });

describe("working days", () => {
  it("are worked in all calendars or not at all", () => {
    expect(isWorkingDay([kyiv], "2022-03-07")).toBe(true);
    expect(isWorkingDay([kyiv], "2022-03-08")).toBe(false);
    expect(isWorkingDay([kyiv], "2022-03-10")).toBe(true);
    expect(isWorkingDay([kyiv, american], "2022-03-10")).toBe(false);
    expect(isWorkingDay([kyiv], "2022-03-12")).toBe(false);
  });

  it("are counted from the day after day 0", () => {
    expect(plusWorkingDays([kyiv], "2022-03-07", 0)).toBe("2022-03-07");
    expect(plusWorkingDays([kyiv], "2022-03-07", 1)).toBe("2022-03-09");
    expect(plusWorkingDays([kyiv, american], "2022-03-07", 5)).toBe("2022-03-16");
    expect(workingDaysBetween([kyiv], "2022-03-07", "2022-03-14")).toBe(4);
    expect(workingDaysBetween([kyiv], "2022-03-14", "2022-03-07")).toBe(0);
  });

  it("start alike from Friday, Saturday and Sunday", () => {
    for (const day of ["2022-03-18", "2022-03-19", "2022-03-20"])
      expect(plusWorkingDays([kyiv], day, 1)).toBe("2022-03-21");
  });

  it("agree with an oracle that counts day by day", () => {
    fc.assert(
      fc.property(
        twinCalendar,
        twinCalendar,
        anyDay,
        fc.integer({ min: 0, max: 60 }),
        fc.boolean(),
        (one, other, day, count, both) => {
          const oracle = both ? [one.oracle, other.oracle] : [one.oracle];
          const ours = both ? ([one.ours("UTC"), other.ours("UTC")] as const) : ([one.ours("UTC")] as const);
          const end = nthWorkingDay(oracle, day, count);
          expect(plusWorkingDays(ours, day, count)).toBe(end);
          expect(workingDaysBetween(ours, day, end)).toBe(count);
          expect(workingDaysBetween(ours, day, end)).toBe(countWorkingDays(oracle, day, end));
        },
      ),
      { numRuns: 300 },
    );
  });

  it("end even where no day is ever worked", () => {
    expect(plusWorkingDays([calendar("UTC", {}, [])], "2022-03-07", 3)).toBe("2022-06-18");
    expect(plusWorkingDays([calendar("UTC", {}, [1]), calendar("UTC", {}, [2])], "2022-03-07", 3650) > "2032").toBe(
      true,
    );
  });

  it("go back to normal after a long closure", () => {
    const closed = {
      zone: "UTC",
      workdays: [1, 2, 3, 4, 5],
      holiday: (day: string) => (day < "2022-09-01" ? "Closed" : undefined),
    };
    expect(plusWorkingDays([closed], "2022-08-29", 2)).toBe("2022-09-02");
  });
});

describe("quiet hours and days off", () => {
  const at = (moment: string) => wallClock(wakingMoment(kyiv, WAKING, moment), "Europe/Kyiv");

  it("leave a moment in the waking hours of a working day where it is", () => {
    expect(wakingMoment(kyiv, WAKING, "2022-03-07T10:17:31.250Z")).toBe("2022-03-07T10:17:31.250Z");
    expect(at("2022-03-07T06:00:00.000Z")).toBe("2022-03-07 08:00");
    expect(at("2022-03-07T17:59:00.000Z")).toBe("2022-03-07 19:59");
  });

  it("move everything else to the next working morning", () => {
    expect(at("2022-03-07T05:59:00.000Z")).toBe("2022-03-07 09:00");
    expect(at("2022-03-07T18:00:00.000Z")).toBe("2022-03-09 09:00");
    expect(at("2022-03-08T10:00:00.000Z")).toBe("2022-03-09 09:00");
    expect(at("2022-03-11T22:30:00.000Z")).toBe("2022-03-14 09:00");
  });

  it("end with a morning that has not passed", () => {
    expect(nextWorkingMorning(kyiv, WAKING, "2022-03-07T07:00:00.000Z")).toBe("2022-03-07T07:00:00.000Z");
    expect(nextWorkingMorning(kyiv, WAKING, "2022-03-07T07:00:00.001Z")).toBe("2022-03-09T07:00:00.000Z");
  });

  it("may lie within one day, and may be none", () => {
    const siesta: Waking = { morning: "08:00", quietFrom: "12:00", quietTo: "14:00" };
    expect(wallClock(wakingMoment(kyiv, siesta, "2022-03-07T10:30:00.000Z"), "Europe/Kyiv")).toBe("2022-03-09 08:00");
    expect(wakingMoment(kyiv, siesta, "2022-03-07T12:00:00.000Z")).toBe("2022-03-07T12:00:00.000Z");
    const never: Waking = { morning: "08:00", quietFrom: "00:00", quietTo: "00:00" };
    expect(wakingMoment(kyiv, never, "2022-03-07T01:00:00.000Z")).toBe("2022-03-07T01:00:00.000Z");
  });

  it("push a morning that they cover to their end", () => {
    const early: Waking = { morning: "06:00", quietFrom: "20:00", quietTo: "08:00" };
    expect(wallClock(morningOf(kyiv, early, "2022-03-07"), "Europe/Kyiv")).toBe("2022-03-07 08:00");
  });

  it("keep the wall clock's morning when the clocks change", () => {
    expect(wakingMoment(kyiv, WAKING, "2022-03-25T20:00:00.000Z")).toBe("2022-03-28T06:00:00.000Z");
    expect(wakingMoment(kyiv, WAKING, "2022-10-28T20:00:00.000Z")).toBe("2022-10-31T07:00:00.000Z");
    const gap: Waking = { morning: "02:15", quietFrom: "20:00", quietTo: "01:00" };
    const everyDay = calendar("Australia/Lord_Howe", {}, [1, 2, 3, 4, 5, 6, 7]);
    // 02:15 does not exist on that day: clocks go from 02:00 to 02:30.
    expect(wallClock(nextWorkingMorning(everyDay, gap, "2022-10-01T13:31:00.000Z"), "Australia/Lord_Howe")).toBe(
      "2022-10-02 02:45",
    );
  });

  it("never move anything earlier, nor twice, nor past a working morning", () => {
    fc.assert(
      fc.property(twinCalendar, fc.constantFrom(...ZONES), anyMoment, (twin, zone, moment) => {
        const moved = wakingMoment(twin.ours(zone), WAKING, moment);
        expect(moved >= moment).toBe(true);
        expect(wakingMoment(twin.ours(zone), WAKING, moved)).toBe(moved);
        expect(worked([twin.oracle], localDay(moved, zone))).toBe(true);
        const clock = wallClock(moved, zone).slice(11);
        expect(clock >= "08:00" && clock < "20:00").toBe(true);
        if (moved !== moment) {
          expect(clock).toBe("09:00");
          // Between the two lies no other working day's morning.
          const missed = countWorkingDays([twin.oracle], localDay(moment, zone), localDay(moved, zone));
          expect(missed).toBeLessThanOrEqual(1);
        }
      }),
      { numRuns: 400 },
    );
  });
});
