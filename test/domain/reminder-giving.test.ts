import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Calendars } from "../../src/domain/calendar.ts";
import type { Outstanding } from "../../src/domain/outstanding.ts";
import type { PlannedReminder, ReminderSubject } from "../../src/domain/reminder.ts";
import { followUp, REMINDER_POLICY, remindersFor } from "../../src/domain/reminder.ts";
import {
  dayAt,
  firstMoment,
  localDay,
  nthWorkingDay,
  numberOf,
  type OracleCalendar,
  wallClock,
  worked,
} from "../support/calendar-oracle.ts";
import { anyDay, anyMoment, calendar, twinCalendar, WAKING, ZONES } from "../support/calendars.ts";

const kyiv: Calendars = [calendar("Europe/Kyiv", { "2022-03-08": "Women's Day" })];

/** Monday, 09:00 in Kyiv. */
const MONDAY = "2022-03-07T07:00:00.000Z";
const NOTHING: Outstanding = { instalments: [], unconfirmed: [], agreements: [] };

const planned = (outstanding: Partial<Outstanding>, after = MONDAY, more: Partial<ReminderSubject> = {}) =>
  remindersFor({ outstanding: { ...NOTHING, ...outstanding }, ...more }, REMINDER_POLICY, kyiv, WAKING, after);
/** As people would see them: `2022-03-07 09:00 instalment-7:1.1@2022-03-14`. */
const plan = (...given: Parameters<typeof planned>) =>
  planned(...given).map(({ at, key }) => `${wallClock(at, "Europe/Kyiv")} ${key}`);
/** A series as it goes out, one after another. */
const series = (first: readonly PlannedReminder[], count: number): readonly string[] => {
  const sent = [...first];
  for (let last = sent.at(-1); last && sent.length < count; last = sent.at(-1)) {
    const next = followUp(last, kyiv, WAKING);
    if (!next) break;
    sent.push(next);
  }
  return sent.map(({ at, key }) => `${wallClock(at, "Europe/Kyiv")} ${key}`);
};

describe("an instalment", () => {
  it("is spoken of a week and two days before, on the day, and on the next working day", () => {
    expect(plan({ instalments: [{ pledge: 1, no: 2, due: "2022-03-23" }] })).toEqual([
      "2022-03-16 09:00 instalment-7:1.2@2022-03-23",
      "2022-03-21 09:00 instalment-2:1.2@2022-03-23",
      "2022-03-23 09:00 instalment_today:1.2@2022-03-23",
      "2022-03-24 09:00 instalment_late:1.2@2022-03-23",
    ]);
  });

  it("is not announced any more when a day off has carried the day past it", () => {
    expect(plan({ instalments: [{ pledge: 1, no: 1, due: "2022-03-20" }] })).toEqual([
      "2022-03-14 09:00 instalment-7:1.1@2022-03-20",
      "2022-03-18 09:00 instalment-2:1.1@2022-03-20",
      "2022-03-21 09:00 instalment_late:1.1@2022-03-20",
    ]);
  });

  it("with another date is another occurrence", () => {
    const keys = (due: string) => planned({ instalments: [{ pledge: 1, no: 1, due }] }).map(({ key }) => key);
    expect(keys("2022-04-20").filter((key) => keys("2022-04-21").includes(key))).toEqual([]);
  });

  it("is not called late so soon after they were chased", () => {
    const chased = { lastChase: "2022-03-23T10:00:00.000Z" };
    expect(plan({ instalments: [{ pledge: 1, no: 1, due: "2022-03-23" }] }, chased.lastChase, chased)).toEqual([
      "2022-03-28 09:00 instalment_late:1.1@2022-03-23",
    ]);
  });
});

describe("a delivery that nobody confirmed", () => {
  it("is spoken of after three days, after seven, then weekly", () => {
    const unconfirmed = [{ delivery: 2, since: "2022-03-07T06:00:00.000Z" }];
    expect(series(planned({ unconfirmed }), 4)).toEqual([
      "2022-03-10 09:00 unconfirmed-3:2@2022-03-07T06:00:00.000Z",
      "2022-03-14 09:00 unconfirmed-7:2@2022-03-07T06:00:00.000Z",
      "2022-03-21 09:00 unconfirmed-14:2@2022-03-07T06:00:00.000Z",
      "2022-03-28 09:00 unconfirmed-21:2@2022-03-07T06:00:00.000Z",
    ]);
  });
});

describe("silence after a yes", () => {
  it("is broken after fourteen days, and again after as many", () => {
    expect(series(planned({ silence: { seen: MONDAY } }), 3)).toEqual([
      "2022-03-21 09:00 nothing_seen-14:2022-03-07T07:00:00.000Z",
      "2022-04-04 09:00 nothing_seen-28:2022-03-07T07:00:00.000Z",
      "2022-04-18 09:00 nothing_seen-42:2022-03-07T07:00:00.000Z",
    ]);
  });

  it("means nothing before the day that they named", () => {
    expect(plan({ silence: { seen: MONDAY, named: "2022-06-01" } })).toEqual([
      "2022-06-15 09:00 nothing_seen-14:2022-06-01",
    ]);
    expect(plan({ silence: { seen: MONDAY, named: "2022-03-01" } })).toEqual([
      "2022-03-21 09:00 nothing_seen-14:2022-03-07T07:00:00.000Z",
    ]);
  });
});

describe("a paper that ends", () => {
  it("is spoken of thirty days before and seven, and never after its last day", () => {
    expect(plan({ agreements: [{ no: 1, until: "2022-05-06" }] })).toEqual([
      "2022-04-06 09:00 ends-30:1@2022-05-06",
      "2022-04-29 09:00 ends-7:1@2022-05-06",
    ]);
    expect(plan({ agreements: [{ no: 1, until: "2022-05-06" }] }, "2022-05-01T07:00:00.000Z")).toEqual([]);
  });
});

describe("a lead's word", () => {
  it("asked for on Friday evening is spoken of on Monday, then each working morning", () => {
    const asked = "2022-03-11T17:30:00.000Z";
    expect(series(planned({ approval: { asked } }, asked), 3)).toEqual([
      `2022-03-14 09:00 approval-2022-03-14:${asked}`,
      `2022-03-15 09:00 approval-2022-03-15:${asked}`,
      `2022-03-16 09:00 approval-2022-03-16:${asked}`,
    ]);
  });
});

/** The first working day from that one on: where a morning lands. */
const landing = (oracle: OracleCalendar, day: string): string =>
  worked([oracle], day) ? day : nthWorkingDay([oracle], day, 1);
const plus = (day: string, days: number): string => dayAt(numberOf(day) + days);

/** The mornings on which each fact must be spoken of, found by counting days; `from` and `to` are days. */
const expected = (outstanding: Outstanding, oracle: OracleCalendar, zone: string, from: string, to: string) => {
  const mornings = new Set<string>();
  const at = (fact: string, day: string): void => {
    if (day > from && day <= to) mornings.add(`${day} ${fact}`);
  };
  for (const { pledge, no, due } of outstanding.instalments) {
    for (const days of [7, 2, 0]) {
      const day = landing(oracle, plus(due, -days));
      if (day <= due) at(`${days === 0 ? "instalment_today" : `instalment-${days}`} ${pledge}.${no}@${due}`, day);
    }
    at(`instalment_late ${pledge}.${no}@${due}`, nthWorkingDay([oracle], due, 1));
  }
  for (const { no, until } of outstanding.agreements)
    for (const days of [30, 7]) {
      const day = landing(oracle, plus(until, -days));
      if (day <= until) at(`ends-${days} ${no}@${until}`, day);
    }
  for (const { delivery, since } of outstanding.unconfirmed)
    for (const days of [3, ...Array.from({ length: 400 }, (_, nth) => 7 * (nth + 1))])
      at(`unconfirmed ${delivery}@${since}`, landing(oracle, plus(localDay(since, zone), days)));
  if (outstanding.silence) {
    const { seen, named = "" } = outstanding.silence;
    const day = localDay(seen, zone);
    const [start, fact] = named > day ? [named, named] : [day, seen];
    for (let nth = 1; nth < 200; nth += 1) at(`nothing_seen ${fact}`, landing(oracle, plus(start, 14 * nth)));
  }
  if (outstanding.approval) {
    const { asked } = outstanding.approval;
    for (let day = plus(from, 1); day <= to; day = plus(day, 1))
      if (day > localDay(asked, zone) && worked([oracle], day)) at(`approval ${asked}`, day);
  }
  return [...mornings].toSorted();
};

describe("whatever is outstanding, in whichever calendar", () => {
  const near = (day: string, spread: number) =>
    fc.integer({ min: -spread, max: spread }).map((days) => plus(day, days));
  const scenario = anyDay.chain((around) =>
    fc.record({
      from: fc.constant(around),
      instalments: fc.array(fc.record({ pledge: fc.nat(3), due: near(around, 40) }), { maxLength: 3 }),
      unconfirmed: fc.array(near(around, 30), { maxLength: 2 }),
      agreements: fc.array(near(around, 60), { maxLength: 2 }),
      silence: fc.option(fc.record({ seen: near(around, 30), named: fc.option(near(around, 40)) })),
      approval: fc.option(near(around, 5)),
      hour: fc.integer({ min: 0, max: 23 }),
      looks: fc.array(fc.integer({ min: 1, max: 70 }), { maxLength: 4 }),
    }),
  );

  it("every occurrence is planned for its morning once, however often it is planned anew", () => {
    fc.assert(
      fc.property(scenario, twinCalendar, fc.constantFrom(...ZONES), (given, twin, zone) => {
        const calendars: Calendars = [twin.ours(zone)];
        const moment = (day: string): string => `${day}T${String(given.hour).padStart(2, "0")}:30:00.000Z`;
        const outstanding: Outstanding = {
          instalments: given.instalments.map(({ pledge, due }, index) => ({ pledge, no: index + 1, due })),
          unconfirmed: given.unconfirmed.map((day, index) => ({ delivery: index + 1, since: moment(day) })),
          agreements: given.agreements.map((until, index) => ({ no: index + 1, until })),
          ...(given.silence && {
            silence: {
              seen: moment(given.silence.seen),
              ...(given.silence.named !== null && { named: given.silence.named }),
            },
          }),
          ...(given.approval !== null && { approval: { asked: moment(given.approval) } }),
        };
        const planAt = (after: string) => remindersFor({ outstanding }, REMINDER_POLICY, calendars, WAKING, after);

        // The last moment of the first day: oracle and domain then agree on what lies ahead.
        const start = new Date(Date.parse(firstMoment(plus(given.from, 1), zone)) - 1).toISOString();
        const end = plus(given.from, 70);
        const looks = given.looks.map((days) => plus(given.from, days));

        let waiting = [...planAt(start)];
        const sent: PlannedReminder[] = [];
        for (;;) {
          const [next] = waiting.toSorted((a, b) => (a.at < b.at ? -1 : 1));
          if (!next || localDay(next.at, zone) > end) break;
          const now = waiting.filter(({ at }) => at === next.at);
          sent.push(...now);
          const follow = now.flatMap((one) => followUp(one, calendars, WAKING) ?? []);
          const rest = waiting.filter(({ at }) => at !== next.at);
          // A command may come in between, and plans everything anew: what is known by its key stays one.
          const anew = looks.includes(localDay(next.at, zone)) ? planAt(next.at) : rest;
          waiting = [...new Map([...anew, ...follow].map((one) => [one.key, one])).values()];
        }

        const keys = sent.map(({ key }) => key);
        expect(new Set(keys).size).toBe(keys.length);
        const SERIES = ["unconfirmed", "nothing_seen", "approval"];
        const mornings = sent.map(({ kind, key, at }) => {
          const [what = "", ...fact] = key.split(":");
          return `${localDay(at, zone)} ${SERIES.includes(kind) ? kind : what} ${fact.join(":")}`;
        });
        expect(mornings.toSorted()).toEqual(expected(outstanding, twin.oracle, zone, given.from, end));
        for (const { at } of sent) {
          expect(worked([twin.oracle], localDay(at, zone))).toBe(true);
          expect(wallClock(at, zone).slice(11)).toBe("09:00");
        }
      }),
      { numRuns: 400 },
    );
  });

  it("a snooze silences all of it, and nothing that follows is lost", () => {
    fc.assert(
      fc.property(anyMoment, anyMoment, anyMoment, twinCalendar, (seen, until, after, twin) => {
        const calendars: Calendars = [twin.ours("Europe/Kyiv")];
        const outstanding: Outstanding = {
          ...NOTHING,
          unconfirmed: [{ delivery: 1, since: seen }],
          silence: { seen },
          approval: { asked: seen },
        };
        const kinds = remindersFor(
          { outstanding, snoozedUntil: { key: until, until } },
          REMINDER_POLICY,
          calendars,
          WAKING,
          after,
        );
        if (until > after) for (const { at } of kinds) expect(at >= until).toBe(true);
        expect(
          kinds
            .map(({ kind }) => kind)
            .filter((kind) => kind !== "snooze_over")
            .toSorted(),
        ).toEqual(["approval", "nothing_seen", "unconfirmed"]);
      }),
      { numRuns: 200 },
    );
  });
});
