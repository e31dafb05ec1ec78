import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Calendars } from "../../src/domain/calendar.ts";
import type { Deadline, Pause, Term } from "../../src/domain/deadline.ts";
import { reckon } from "../../src/domain/deadline.ts";
import { explain } from "../../src/domain/explanation.ts";
import { anyMoment, calendar, twinCalendar, ZONES } from "../support/calendars.ts";

const sent = "2022-03-07T07:00:00.000Z";
const both: Calendars = [
  calendar("Europe/Kyiv", { "2022-03-08": "Women's Day" }),
  calendar("Europe/Kyiv", { "2022-03-08": "Company day", "2022-03-10": "Company outing" }, [1, 2, 3, 4, 5]),
];
const deadline = (term: Term, calendars: Calendars, pauses: readonly Pause[] = []): Deadline => ({
  clock: "clock-1",
  term,
  from: sent,
  stated: "in 3 working days",
  pauses,
  ...reckon(term, sent, calendars),
});

describe("explaining a deadline", () => {
  it("names every day counted and every day skipped, with reason and whose calendar", () => {
    const told = explain(deadline({ unit: "working_days", count: 3, both: true }, both), both, 1);
    expect(told).toMatchObject({
      stated: "in 3 working days",
      zone: "Europe/Kyiv",
      due: { day: "2022-03-14" },
      outdated: false,
    });
    expect(told.counts).toHaveLength(1);
    expect(told.counts[0]).toMatchObject({ dayZero: "2022-03-07", from: sent, due: { day: "2022-03-14" } });
    expect(told.counts[0]?.days).toEqual([
      {
        day: "2022-03-08",
        skipped: [
          { why: "holiday", calendar: "team", name: "Women's Day" },
          { why: "holiday", calendar: "company", name: "Company day" },
        ],
      },
      { day: "2022-03-09", counted: 1 },
      { day: "2022-03-10", skipped: [{ why: "holiday", calendar: "company", name: "Company outing" }] },
      { day: "2022-03-11", counted: 2 },
      {
        day: "2022-03-12",
        skipped: [
          { why: "weekend", calendar: "team" },
          { why: "weekend", calendar: "company" },
        ],
      },
      {
        day: "2022-03-13",
        skipped: [
          { why: "weekend", calendar: "team" },
          { why: "weekend", calendar: "company" },
        ],
      },
      { day: "2022-03-14", counted: 3 },
    ]);
    expect(told.grace).toEqual([{ day: "2022-03-15", counted: 1 }]);
  });

  it("leaves out the company's calendar where it does not count", () => {
    const told = explain(deadline({ unit: "working_days", count: 2, both: false }, both), both);
    expect(told.counts[0]?.days.map(({ day }) => day)).toEqual(["2022-03-08", "2022-03-09", "2022-03-10"]);
  });

  it("shows each pause with what was left, and counts on from its end", () => {
    const pauses: readonly Pause[] = [
      {
        from: "2022-03-09T08:00:00.000Z",
        to: "2022-03-14T08:00:00.000Z",
        reason: "they asked",
        left: { workingDays: 2 },
      },
      { from: "2022-03-15T08:00:00.000Z", reason: "asked again", left: { workingDays: 1 } },
    ];
    const asked = deadline({ unit: "working_days", count: 3, both: false }, both, pauses);
    const told = explain({ ...asked, due: { day: "2022-03-16" } }, both);
    expect(
      told.counts.map(({ dayZero, amount, due, stopped }) => ({ dayZero, amount, due, left: stopped?.left })),
    ).toEqual([
      { dayZero: "2022-03-07", amount: asked.term, due: { day: "2022-03-11" }, left: { workingDays: 2 } },
      { dayZero: "2022-03-14", amount: { workingDays: 2 }, due: { day: "2022-03-16" }, left: { workingDays: 1 } },
    ]);
    expect(told.outdated).toBe(false);
  });

  it("says when today's calendars would give another day than the one on record", () => {
    const asked = deadline({ unit: "working_days", count: 3, both: false }, [calendar("Europe/Kyiv")]);
    expect(explain(asked, both)).toMatchObject({ outdated: true, due: { day: "2022-03-10" }, lateAt: asked.lateAt });
  });

  it("lists no days for what is not counted in working days", () => {
    for (const term of [
      { unit: "hours", count: 48 },
      { unit: "months", count: 1 },
      { unit: "day", day: "2022-04-01" },
    ] as const)
      expect(explain(deadline(term, both), both).counts[0]?.days).toEqual([]);
  });

  it("always ends on the day that is due, having counted as many days as asked", () => {
    fc.assert(
      fc.property(
        twinCalendar,
        twinCalendar,
        fc.constantFrom(...ZONES),
        anyMoment,
        fc.integer({ min: 1, max: 30 }),
        fc.boolean(),
        (team, company, zone, from, count, ofBoth) => {
          const calendars: Calendars = [team.ours(zone), company.ours(zone)];
          const term: Term = { unit: "working_days", count, both: ofBoth };
          const told = explain({ clock: "c", term, from, pauses: [], ...reckon(term, from, calendars) }, calendars);
          const days = told.counts[0]?.days ?? [];
          expect(days.at(-1)).toEqual({ day: "day" in told.due ? told.due.day : "", counted: count });
          expect(days.filter((day) => "counted" in day)).toHaveLength(count);
          for (const day of days) if ("skipped" in day) expect(day.skipped.length).toBeGreaterThan(0);
          expect(told.outdated).toBe(false);
        },
      ),
      { numRuns: 100 },
    );
  });
});
