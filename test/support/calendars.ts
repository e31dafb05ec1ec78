import * as fc from "fast-check";
import type { Calendar, Waking } from "../../src/domain/calendar.ts";
import type { OracleCalendar } from "./calendar-oracle.ts";
import { dayAt, numberOf } from "./calendar-oracle.ts";

export const ZONES = ["Europe/Kyiv", "Australia/Sydney", "Australia/Lord_Howe", "America/New_York", "UTC"] as const;

/** A Monday-to-Friday calendar with named days off. */
export const calendar = (
  zone: string,
  daysOff: Readonly<Record<string, string>> = {},
  workdays = [1, 2, 3, 4, 5],
): Calendar => ({
  zone,
  workdays,
  holiday: (day) => daysOff[day],
});

export const WAKING: Waking = { morning: "09:00", quietFrom: "20:00", quietTo: "08:00" };

/** Days around leap days, month ends and year ends as well as any other, 2019 to 2031. */
export const anyDay: fc.Arbitrary<string> = fc.oneof(
  fc.integer({ min: numberOf("2019-12-01"), max: numberOf("2031-12-31") }).map(dayAt),
  fc.constantFrom(
    "2020-02-28",
    "2020-02-29",
    "2024-02-29",
    "2023-02-28",
    "2022-12-31",
    "2026-12-31",
    "2022-01-30",
    "2022-01-31",
    "2026-01-01",
  ),
);

/** Moments of all kinds, many of them in the nights when clocks change. */
export const anyMoment: fc.Arbitrary<string> = fc.oneof(
  fc.integer({ min: Date.UTC(2020, 0), max: Date.UTC(2031, 0) }).map((at) => new Date(at).toISOString()),
  fc
    .tuple(
      fc.constantFrom(
        "2022-03-26T22:00:00Z",
        "2022-10-29T22:00:00Z",
        "2022-04-02T13:00:00Z",
        "2022-10-01T13:00:00Z",
        "2026-03-28T22:00:00Z",
      ),
      fc.integer({ min: 0, max: 10 * 60 }),
    )
    .map(([night, minutes]) => new Date(Date.parse(night) + minutes * 60_000).toISOString()),
);

/** The same random calendar twice: for the domain, and for the oracle. */
export const twinCalendar: fc.Arbitrary<{
  readonly ours: (zone: string) => Calendar;
  readonly oracle: OracleCalendar;
}> = fc
  .tuple(
    fc.constantFrom([1, 2, 3, 4, 5], [7, 1, 2, 3, 4], [1, 2, 3, 4, 5, 6], [1, 3, 5]),
    fc.array(anyDay, { maxLength: 40 }),
  )
  .map(([workdays, days]) => {
    const off = new Set(days);
    return {
      ours: (zone) => ({ zone, workdays, holiday: (day) => (off.has(day) ? "day off" : undefined) }),
      oracle: { workdays, off },
    };
  });
