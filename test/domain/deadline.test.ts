import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Calendars } from "../../src/domain/calendar.ts";
import type { Deadline, Pause, Term } from "../../src/domain/deadline.ts";
import { countedBy, isPaused, leftAt, reckon, recomputed, resumeFrom } from "../../src/domain/deadline.ts";
import {
  countWorkingDays,
  dayAt,
  firstMoment,
  localDay,
  monthsLater,
  nthWorkingDay,
  numberOf,
} from "../support/calendar-oracle.ts";
import { anyDay, anyMoment, calendar, twinCalendar, ZONES } from "../support/calendars.ts";

const kyiv: Calendars = [calendar("Europe/Kyiv", { "2022-03-08": "Women's Day" })];
const both: Calendars = [kyiv[0], calendar("Europe/Kyiv", { "2022-03-10": "Company outing" })];
const sent = "2022-03-07T07:00:00.000Z";

const workingDays = (count: number, ofBoth = false): Term => ({ unit: "working_days", count, both: ofBoth });
const deadline = (term: Term, from = sent, calendars = kyiv, pauses: readonly Pause[] = []): Deadline => ({
  clock: "clock-1",
  term,
  from,
  pauses,
  ...reckon(term, from, calendars),
});
const dueDay = (term: Term, from: string, calendars = kyiv) => reckon(term, from, calendars).due;

describe("a deadline", () => {
  it("in hours is a moment, late at once and very late after five working days", () => {
    expect(reckon({ unit: "hours", count: 48 }, sent, kyiv)).toEqual({
      due: { at: "2022-03-09T07:00:00.000Z" },
      lateAt: "2022-03-09T07:00:00.000Z",
      veryLateAt: "2022-03-16T22:00:00.000Z",
    });
  });

  it("in working days is a day, late when the next day begins in the team's zone", () => {
    expect(reckon(workingDays(5), sent, kyiv)).toEqual({
      due: { day: "2022-03-15" },
      lateAt: "2022-03-15T22:00:00.000Z",
      veryLateAt: "2022-03-22T22:00:00.000Z",
    });
  });

  it("counts the second calendar only where both were asked for", () => {
    expect(dueDay(workingDays(5, true), sent, both)).toEqual({ day: "2022-03-16" });
    expect(dueDay(workingDays(5), sent, both)).toEqual({ day: "2022-03-15" });
    expect(countedBy({ unit: "days", count: 3 }, both)).toHaveLength(1);
  });

  it("starts at the local day of sending, which is day 0", () => {
    // 23:30 in Kyiv is still Monday; half an hour later it is Tuesday.
    expect(dueDay({ unit: "days", count: 3 }, "2022-03-07T21:30:00.000Z", kyiv)).toEqual({ day: "2022-03-10" });
    expect(dueDay({ unit: "days", count: 3 }, "2022-03-07T22:00:00.000Z", kyiv)).toEqual({ day: "2022-03-11" });
  });

  it("survives leap days, short months and the turn of the year", () => {
    const from = (day: string) => `${day}T10:00:00.000Z`;
    const month: Term = { unit: "months", count: 1 };
    expect(dueDay(month, from("2023-01-30"))).toEqual({ day: "2023-02-28" });
    expect(dueDay(month, from("2024-01-30"))).toEqual({ day: "2024-02-29" });
    expect(dueDay(month, from("2022-12-31"))).toEqual({ day: "2023-01-31" });
    expect(dueDay({ unit: "months", count: 12 }, from("2024-02-29"))).toEqual({ day: "2025-02-28" });
    expect(dueDay({ unit: "days", count: 1 }, from("2024-02-28"))).toEqual({ day: "2024-02-29" });
    expect(dueDay(workingDays(2), from("2022-12-30"))).toEqual({ day: "2023-01-03" });
    expect(dueDay(workingDays(1), from("2020-12-31"))).toEqual({ day: "2021-01-01" });
  });

  it("takes another second threshold when the team has one", () => {
    expect(reckon({ unit: "day", day: "2022-03-11" }, sent, kyiv, 1).veryLateAt).toBe("2022-03-14T22:00:00.000Z");
  });

  it("agrees with an oracle, whatever the term, the calendars, the zone and the moment", () => {
    const term: fc.Arbitrary<Term> = fc.oneof(
      fc.record({
        unit: fc.constant("working_days" as const),
        count: fc.integer({ min: 0, max: 40 }),
        both: fc.boolean(),
      }),
      fc.record({ unit: fc.constant("days" as const), count: fc.integer({ min: 0, max: 400 }) }),
      fc.record({ unit: fc.constant("months" as const), count: fc.integer({ min: 0, max: 30 }) }),
      fc.record({ unit: fc.constant("hours" as const), count: fc.integer({ min: 0, max: 400 }) }),
      fc.record({ unit: fc.constant("day" as const), day: anyDay }),
    );
    fc.assert(
      fc.property(
        term,
        twinCalendar,
        twinCalendar,
        fc.constantFrom(...ZONES),
        anyMoment,
        (asked, team, company, zone, from) => {
          const reckoned = reckon(asked, from, [team.ours(zone), company.ours(zone)]);
          const oracle = asked.unit === "working_days" && asked.both ? [team.oracle, company.oracle] : [team.oracle];
          const day = {
            working_days: () => nthWorkingDay(oracle, localDay(from, zone), "count" in asked ? asked.count : 0),
            days: () => dayAt(numberOf(localDay(from, zone)) + ("count" in asked ? asked.count : 0)),
            months: () => monthsLater(localDay(from, zone), "count" in asked ? asked.count : 0),
            day: () => ("day" in asked ? asked.day : ""),
            hours: () => "",
            instant: () => "",
          }[asked.unit]();
          const at =
            asked.unit === "hours" ? new Date(Date.parse(from) + asked.count * 3_600_000).toISOString() : undefined;
          expect(reckoned.due).toEqual(at === undefined ? { day } : { at });
          expect(reckoned.lateAt).toBe(at ?? firstMoment(dayAt(numberOf(day) + 1), zone));
          const fifth = nthWorkingDay(oracle, at === undefined ? day : localDay(at, zone), 5);
          expect(reckoned.veryLateAt).toBe(firstMoment(dayAt(numberOf(fifth) + 1), zone));
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe("lateness", () => {
  const cases: readonly (readonly [string, string, string, string])[] = [
    ["Europe/Kyiv", "2022-03-15", "2022-03-15T21:59:00.000Z", "2022-03-15T22:01:00.000Z"],
    ["Australia/Sydney", "2022-03-15", "2022-03-15T12:59:00.000Z", "2022-03-15T13:01:00.000Z"],
    ["Europe/Kyiv, before the spring night", "2022-03-26", "2022-03-26T21:59:00.000Z", "2022-03-26T22:01:00.000Z"],
    ["Europe/Kyiv, the spring day of 23 hours", "2022-03-27", "2022-03-27T20:59:00.000Z", "2022-03-27T21:01:00.000Z"],
    ["Europe/Kyiv, the autumn day of 25 hours", "2022-10-30", "2022-10-30T21:59:00.000Z", "2022-10-30T22:01:00.000Z"],
    ["Australia/Sydney, the autumn day", "2022-04-03", "2022-04-03T13:59:00.000Z", "2022-04-03T14:01:00.000Z"],
    ["Australia/Lord_Howe, a day of 23.5 hours", "2022-10-02", "2022-10-02T12:59:00.000Z", "2022-10-02T13:01:00.000Z"],
  ];
  it.each(cases)("in %s: due %s, 23:59 is in time and 00:01 is late", (zone, day, inTime, late) => {
    const { lateAt } = reckon({ unit: "day", day }, sent, [calendar(zone.split(",")[0] ?? "")]);
    expect(inTime < lateAt).toBe(true);
    expect(late >= lateAt).toBe(true);
  });

  it("in hours does not mind that clocks change in between", () => {
    expect(reckon({ unit: "hours", count: 48 }, "2022-03-26T10:00:00.000Z", kyiv).lateAt).toBe(
      "2022-03-28T10:00:00.000Z",
    );
  });
});

describe("a pause", () => {
  it("keeps the working days that are left, and resuming after a holiday gives them back", () => {
    const left = leftAt(deadline(workingDays(5)), "2022-03-09T10:00:00.000Z", kyiv);
    expect(left).toEqual({ workingDays: 4 });
    const withEaster: Calendars = [calendar("Europe/Kyiv", { "2022-04-25": "Easter Monday" })];
    expect(resumeFrom(left, "2022-04-22T09:00:00.000Z", withEaster).due).toEqual({ day: "2022-04-29" });
  });

  it("keeps the milliseconds of a clock in hours, and nothing below zero", () => {
    const hours = deadline({ unit: "hours", count: 48 });
    expect(leftAt(hours, "2022-03-08T07:00:00.000Z", kyiv)).toEqual({ milliseconds: 86_400_000 });
    expect(leftAt(hours, "2022-03-20T07:00:00.000Z", kyiv)).toEqual({ milliseconds: 0 });
    expect(leftAt(deadline(workingDays(2)), "2022-04-20T07:00:00.000Z", kyiv)).toEqual({ workingDays: 0 });
    expect(resumeFrom({ milliseconds: 60_000 }, sent, kyiv).due).toEqual({ at: "2022-03-07T07:01:00.000Z" });
  });

  it("is open until it has an end", () => {
    const pause: Pause = { from: sent, reason: "they asked", left: { workingDays: 4 } };
    expect(isPaused(deadline(workingDays(5)))).toBe(false);
    expect(isPaused(deadline(workingDays(5), sent, kyiv, [pause]))).toBe(true);
    expect(isPaused(deadline(workingDays(5), sent, kyiv, [{ ...pause, to: "2022-03-09T07:00:00.000Z" }]))).toBe(false);
  });

  it("never loses nor gains a working day", () => {
    fc.assert(
      fc.property(
        twinCalendar,
        fc.constantFrom(...ZONES),
        anyMoment,
        fc.integer({ min: 1, max: 20 }),
        fc.nat(30),
        fc.nat(60),
        (twin, zone, from, count, stop, rest) => {
          const calendars: Calendars = [twin.ours(zone)];
          const running = deadline(workingDays(count), from, calendars);
          const paused = new Date(Date.parse(from) + stop * 86_400_000).toISOString();
          const resumed = new Date(Date.parse(paused) + rest * 86_400_000).toISOString();
          const left = leftAt(running, paused, calendars);
          const due = "day" in running.due ? running.due.day : "";
          expect(left).toEqual({ workingDays: countWorkingDays([twin.oracle], localDay(paused, zone), due) });
          const after = resumeFrom(left, resumed, calendars).due;
          expect({
            workingDays: countWorkingDays([twin.oracle], localDay(resumed, zone), "day" in after ? after.day : ""),
          }).toEqual(left);
        },
      ),
      { numRuns: 200 },
    );
  });

  it("leaves a Sunday a Sunday", () => {
    const left = leftAt(deadline({ unit: "days", count: 6 }), sent, kyiv);
    expect(left).toEqual({ workingDays: 3, notBefore: "2022-03-13" });
    expect(resumeFrom(left, sent, kyiv).due).toEqual({ day: "2022-03-13" });
    expect(resumeFrom(left, "2022-03-09T07:00:00.000Z", kyiv).due).toEqual({ day: "2022-03-14" });
  });

  it("never makes a date an earlier one, on whatever day it falls", () => {
    fc.assert(
      fc.property(
        twinCalendar,
        fc.constantFrom(...ZONES),
        anyMoment,
        fc.nat(30),
        fc.nat(30),
        fc.nat(60),
        (twin, zone, from, count, stop, rest) => {
          const calendars: Calendars = [twin.ours(zone)];
          const running = deadline({ unit: "days", count }, from, calendars);
          const paused = new Date(Date.parse(from) + stop * 86_400_000).toISOString();
          const resumed = new Date(Date.parse(paused) + rest * 86_400_000).toISOString();
          const after = resumeFrom(leftAt(running, paused, calendars), resumed, calendars).due;
          const [was, is] = [running.due, after].map((due) => ("day" in due ? due.day : ""));
          expect((is ?? "") >= (was ?? "")).toBe(true);
          if (rest === 0 && localDay(paused, zone) <= (was ?? "")) expect(is).toBe(was);
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe("recomputing", () => {
  const moved: Calendars = [calendar("Europe/Kyiv", { "2022-03-08": "Women's Day", "2022-03-11": "New holiday" })];

  it("moves a deadline past a holiday that was added", () => {
    expect(recomputed(deadline(workingDays(5)), moved).due).toEqual({ day: "2022-03-16" });
  });

  it("changes nothing while the calendars are the same", () => {
    fc.assert(
      fc.property(twinCalendar, anyMoment, fc.nat(20), (twin, from, count) => {
        const calendars: Calendars = [twin.ours("Europe/Kyiv")];
        const { due, lateAt, veryLateAt, ...rest } = deadline(workingDays(count), from, calendars);
        expect(recomputed({ ...rest, due, lateAt, veryLateAt }, calendars)).toEqual({ due, lateAt, veryLateAt });
      }),
      { numRuns: 100 },
    );
  });

  it("counts what the last finished pause left from its end", () => {
    const pauses: readonly Pause[] = [
      { from: "2022-03-07T08:00:00.000Z", to: "2022-03-07T09:00:00.000Z", reason: "asked", left: { workingDays: 5 } },
      { from: "2022-03-07T10:00:00.000Z", to: "2022-03-09T09:00:00.000Z", reason: "asked", left: { workingDays: 3 } },
    ];
    expect(recomputed(deadline(workingDays(5), sent, kyiv, pauses), moved).due).toEqual({ day: "2022-03-15" });
    const open: Pause = { from: "2022-03-10T09:00:00.000Z", reason: "asked again", left: { workingDays: 2 } };
    expect(recomputed(deadline(workingDays(5), sent, kyiv, [...pauses, open]), moved).due).toEqual({
      day: "2022-03-15",
    });
  });

  it("never moves a day or a moment that was named, nor hours", () => {
    expect(recomputed(deadline({ unit: "day", day: "2022-03-11" }), moved).due).toEqual({ day: "2022-03-11" });
    expect(recomputed(deadline({ unit: "instant", at: sent }), moved).due).toEqual({ at: sent });
    expect(recomputed(deadline({ unit: "hours", count: 96 }), moved).due).toEqual({ at: "2022-03-11T07:00:00.000Z" });
  });
});
