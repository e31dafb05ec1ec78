import * as fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, it } from "vitest";
import {
  dayFrom,
  dayOf,
  daysBetween,
  exactly,
  momentOf,
  mondayOf,
  plusDays,
  plusMonths,
  startOfDay,
  timeOf,
  weekdayOf,
} from "../../src/domain/time.ts";
import { firstMoment, localDay, wallClock } from "../support/calendar-oracle.ts";
import { anyDay, anyMoment, ZONES } from "../support/calendars.ts";

const zone = fc.constantFrom(...ZONES, "America/Sao_Paulo", "Pacific/Apia", "Asia/Kathmandu");

describe("days", () => {
  it("are added, compared and named like Temporal's", () => {
    const day = fc
      .integer({ min: -200_000, max: 200_000 })
      .map((away) => Temporal.PlainDate.from("1990-01-01").add({ days: away }).toString());
    fc.assert(
      fc.property(day, day, fc.integer({ min: -4000, max: 4000 }), (one, other, away) => {
        expect(plusDays(one, away)).toBe(Temporal.PlainDate.from(one).add({ days: away }).toString());
        expect(daysBetween(one, other)).toBe(Temporal.PlainDate.from(one).until(other, { largestUnit: "days" }).days);
        expect(weekdayOf(one)).toBe(Temporal.PlainDate.from(one).dayOfWeek);
      }),
    );
  });

  it("belong to the week of their Monday, in a year of 53 weeks too", () => {
    expect(mondayOf("2021-01-03")).toBe("2020-12-28");
    expect(mondayOf("2020-12-28")).toBe("2020-12-28");
  });

  it("exist or do not", () => {
    expect(dayFrom(2024, 2, 29)).toBe("2024-02-29");
    expect(dayFrom(2023, 2, 29)).toBeUndefined();
    expect(dayFrom(2023, 0, 1)).toBeUndefined();
    expect(plusMonths("2024-01-30", 1)).toBe("2024-02-29");
  });

  it.each(["", "2022-3-7", "2022-02-30x", "2022-13-01", "today", "2022-03-07T07:00:00.000Z"])("are not %j", (text) => {
    expect(() => plusDays(text, 1)).toThrow(RangeError);
  });
});

describe("local time", () => {
  it("is what a wall clock in the zone shows", () => {
    fc.assert(
      fc.property(anyMoment, zone, (at, where) => {
        expect(`${dayOf(at, where)} ${timeOf(at, where)}`).toBe(wallClock(at, where));
      }),
    );
  });

  it("begins a day at its first moment, which need not be midnight", () => {
    fc.assert(
      fc.property(anyDay, fc.constantFrom(...ZONES), (day, where) => {
        expect(startOfDay(day, where)).toBe(firstMoment(day, where));
      }),
    );
    // São Paulo went from midnight to one o'clock.
    expect(startOfDay("2018-11-04", "America/Sao_Paulo")).toBe("2018-11-04T03:00:00.000Z");
  });

  it("comes back as the moment it names, but for the hour that clocks skip", () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 0, max: 1439 }), fc.constantFrom(...ZONES), (day, minute, where) => {
        const time = new Date(minute * 60_000).toISOString().slice(11, 16);
        const at = momentOf(day, time, where);
        expect(localDay(at, where)).toBe(day);
        if (wallClock(at, where) !== `${day} ${time}`) expect(wallClock(at, where) > `${day} ${time}`).toBe(true);
      }),
    );
    expect(momentOf("2022-03-27", "03:30", "Europe/Kyiv")).toBe("2022-03-27T01:30:00.000Z");
    expect(momentOf("2022-10-30", "03:30", "Europe/Kyiv")).toBe("2022-10-30T00:30:00.000Z");
    expect(momentOf("2022-10-02", "02:15", "Australia/Lord_Howe")).toBe("2022-10-01T15:45:00.000Z");
  });

  it("of a zone that does not exist is a fault each time", () => {
    for (let times = 0; times < 2; times += 1)
      expect(() => dayOf("2022-03-07T07:00:00.000Z", "Mars/Olympus")).toThrow(/mars\/olympus/i);
  });

  it("with an offset is read as it stands, or not at all", () => {
    expect(exactly("2022-03-07T09:00+02:00")).toBe("2022-03-07T07:00:00.000Z");
    for (const text of ["2022-03-07T09:00", "2022-02-30T09:00Z", "2022-03-07T25:00Z", "2022-03-07", "now"])
      expect(exactly(text)).toBeUndefined();
  });
});
