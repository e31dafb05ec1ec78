import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Calendars } from "../../src/domain/calendar.ts";
import type { Due, Term } from "../../src/domain/deadline.ts";
import { reckon, resumeFrom } from "../../src/domain/deadline.ts";
import type { PlannedReminder, ReminderSubject } from "../../src/domain/reminder.ts";
import { followUp, REMINDER_POLICY, remindersFor } from "../../src/domain/reminder.ts";
import { localDay, wallClock, worked } from "../support/calendar-oracle.ts";
import { anyDay, anyMoment, calendar, twinCalendar, WAKING, ZONES } from "../support/calendars.ts";

const kyiv: Calendars = [calendar("Europe/Kyiv", { "2022-03-08": "Women's Day" })];

/** Monday, 09:00 in Kyiv. */
const sent = "2022-03-07T07:00:00.000Z";
const clock = (term: Term, from = sent, calendars = kyiv): ReminderSubject["clock"] & object => ({
  id: "c1",
  resumed: 0,
  from,
  reckoned: reckon(term, from, calendars),
  ...(term.unit === "hours" && { hours: term.count }),
});
const dueOn = (day: string) => clock({ unit: "day", day });
/** As people would see them: `2022-03-07 09:00 late:c1`. */
const seen = (planned: readonly PlannedReminder[]) =>
  planned.map(({ at, key }) => `${wallClock(at, "Europe/Kyiv")} ${key}`);
const plan = (subject: ReminderSubject, after = sent) =>
  seen(remindersFor(subject, REMINDER_POLICY, kyiv, WAKING, after));

describe("a clock in days", () => {
  it("is spoken of a week and two days before, on the day, the next working day, after five, then weekly", () => {
    expect(plan({ clock: dueOn("2022-03-23") })).toEqual([
      "2022-03-16 09:00 before-7:c1",
      "2022-03-21 09:00 before-2:c1",
      "2022-03-23 09:00 today:c1",
      "2022-03-24 09:00 late:c1",
      "2022-03-31 09:00 very_late:c1",
      "2022-04-07 09:00 weekly-4:c1",
    ]);
  });

  it("is never spoken of as very late before it is", () => {
    const subject = { clock: dueOn("2022-03-25") };
    const [worst] = remindersFor(subject, REMINDER_POLICY, kyiv, WAKING, sent).filter(
      ({ kind }) => kind === "very_late",
    );
    expect(worst && worst.at >= subject.clock.reckoned.veryLateAt).toBe(true);
    expect(worst && wallClock(worst.at, "Europe/Kyiv")).toBe("2022-04-04 09:00");
  });

  it("says nothing at or before the moment of planning", () => {
    expect(plan({ clock: dueOn("2022-03-23") }, "2022-03-23T07:00:00.000Z")[0]).toBe("2022-03-24 09:00 late:c1");
    expect(plan({ clock: dueOn("2022-03-09") })).not.toContain("2022-03-07 09:00 before-2:c1");
  });

  it("gives way to the late reminder where a day off would carry it past the end", () => {
    const planned = plan({ clock: dueOn("2022-03-20") });
    expect(planned).toContain("2022-03-18 09:00 before-2:c1");
    expect(planned).toContain("2022-03-21 09:00 late:c1");
    expect(planned.join()).not.toContain("today");
  });

  it("is not called close when it has passed by the time that people wake", () => {
    const closed: Calendars = [calendar("Europe/Kyiv", { "2022-03-18": "Closed" })];
    const planned = seen(remindersFor({ clock: dueOn("2022-03-20") }, REMINDER_POLICY, closed, WAKING, sent));
    expect(planned.slice(0, 2)).toEqual(["2022-03-14 09:00 before-7:c1", "2022-03-21 09:00 late:c1"]);
  });

  it("is announced before a moment that comes earlier than the morning", () => {
    const early = clock({ unit: "instant", at: "2022-03-23T06:30:00.000Z" });
    expect(plan({ clock: early })).toContain("2022-03-23 08:30 today:c1");
  });

  it("keeps one key for a week however often it is planned", () => {
    const subject = { clock: dueOn("2022-03-23") };
    expect(plan(subject, "2022-04-08T07:00:00.000Z")).toEqual(["2022-04-14 09:00 weekly-5:c1"]);
    expect(plan(subject, "2023-04-01T07:00:00.000Z")).toEqual(["2023-04-06 09:00 weekly-56:c1"]);
  });
});

describe("a clock in hours", () => {
  it("is spoken of at half, at a quarter left, at the hour, and the next working day", () => {
    expect(plan({ clock: clock({ unit: "hours", count: 8 }) }).slice(0, 4)).toEqual([
      "2022-03-07 13:00 half:c1",
      "2022-03-07 15:00 quarter:c1",
      "2022-03-07 17:00 today:c1",
      "2022-03-09 09:00 late:c1",
    ]);
  });

  it("waits for the morning, and leaves out what the morning has made untrue", () => {
    // Sent Monday 18:00, due Tuesday 02:00, a holiday.
    expect(plan({ clock: clock({ unit: "hours", count: 8 }, "2022-03-07T16:00:00.000Z") }).slice(0, 2)).toEqual([
      "2022-03-09 09:00 late:c1",
      "2022-03-16 09:00 very_late:c1",
    ]);
  });

  it("is late as soon as they wake, when the hour passed in their sleep", () => {
    const early = clock({ unit: "instant", at: "2022-03-23T04:00:00.000Z" });
    expect(plan({ clock: early }).slice(-3)).toEqual([
      "2022-03-23 09:00 late:c1",
      "2022-03-31 09:00 very_late:c1",
      "2022-04-07 09:00 weekly-4:c1",
    ]);
  });

  it("has its shares of the hours that it ran, however long it stood still", () => {
    const stopped = clock({ unit: "hours", count: 8 });
    // It stood still for two hours after the first: what is left of it is seven hours from 12:00.
    const reckoned = resumeFrom({ milliseconds: 7 * 3_600_000 }, "2022-03-07T10:00:00.000Z", kyiv);
    expect(plan({ clock: { ...stopped, resumed: 1, reckoned } }, "2022-03-07T10:00:00.000Z").slice(0, 3)).toEqual([
      "2022-03-07 15:00 half:c1.1",
      "2022-03-07 17:00 quarter:c1.1",
      "2022-03-07 19:00 today:c1.1",
    ]);
  });
});

describe("a clock that stood still and goes on", () => {
  it("is spoken of anew by its new date, and once a week all the same", () => {
    const subject = { clock: { ...dueOn("2022-03-11"), resumed: 2, reckoned: dueOn("2022-03-23").reckoned } };
    expect(plan(subject)).toEqual([
      "2022-03-16 09:00 before-7:c1.2",
      "2022-03-21 09:00 before-2:c1.2",
      "2022-03-23 09:00 today:c1.2",
      "2022-03-24 09:00 late:c1.2",
      "2022-03-31 09:00 very_late:c1.2",
      "2022-04-07 09:00 weekly-4:c1",
    ]);
  });
});

describe("a promised date", () => {
  it("moves what is still to come, later", () => {
    expect(plan({ clock: dueOn("2022-03-11"), promise: { key: "p1", due: { day: "2022-03-30" } } })).toEqual([
      "2022-03-23 09:00 before-7:c1",
      "2022-03-28 09:00 before-2:c1",
      "2022-03-30 09:00 promised:p1",
      "2022-03-31 09:00 late:c1",
      "2022-04-07 09:00 very_late:c1",
      "2022-04-14 09:00 weekly-5:c1",
    ]);
  });

  it("and earlier", () => {
    expect(
      plan({ clock: dueOn("2022-03-30"), promise: { key: "p1", due: { day: "2022-03-11" } } }).slice(0, 3),
    ).toEqual(["2022-03-09 09:00 before-2:c1", "2022-03-11 09:00 promised:p1", "2022-03-14 09:00 late:c1"]);
  });

  it("is held to even without a deadline", () => {
    expect(plan({ promise: { key: "p1", due: { day: "2022-03-11" } } })).toEqual([
      "2022-03-09 09:00 before-2:p1",
      "2022-03-11 09:00 promised:p1",
      "2022-03-14 09:00 late:p1",
      "2022-03-21 09:00 very_late:p1",
      "2022-03-28 09:00 weekly-2:p1",
    ]);
  });

  it("never takes the key of a week that has been spoken of", () => {
    const subject = { clock: dueOn("2022-03-23") };
    const before = plan(subject, "2022-04-01T07:00:00.000Z");
    const promised = plan(
      { ...subject, promise: { key: "p1", due: { day: "2022-04-13" } } },
      "2022-04-08T07:00:00.000Z",
    );
    expect(before).toEqual(["2022-04-07 09:00 weekly-4:c1"]);
    expect(promised.at(-1)).toBe("2022-04-28 09:00 weekly-7:c1");
  });
});

describe("a snooze", () => {
  const snoozed = (until: string): ReminderSubject => ({
    clock: dueOn("2022-03-23"),
    snoozedUntil: { key: "s1", until },
  });

  it("silences everything until it ends, and its end speaks for what fell into it", () => {
    expect(plan(snoozed("2022-03-24T10:00:00.000Z"))).toEqual([
      "2022-03-24 12:00 snooze_over:s1",
      "2022-03-31 09:00 very_late:c1",
      "2022-04-07 09:00 weekly-4:c1",
    ]);
  });

  it("that ends at night ends in the morning", () => {
    expect(plan(snoozed("2022-03-25T22:00:00.000Z"))[0]).toBe("2022-03-28 09:00 snooze_over:s1");
  });

  it("that is over changes nothing", () => {
    expect(plan(snoozed("2022-03-07T06:00:00.000Z"))).toEqual(plan({ clock: dueOn("2022-03-23") }));
  });

  it("does not break a weekly series", () => {
    expect(plan(snoozed("2022-04-20T10:00:00.000Z"))).toEqual([
      "2022-04-20 13:00 snooze_over:s1",
      "2022-04-21 09:00 weekly-6:c1",
    ]);
  });

  it("holds without a clock too", () => {
    expect(plan({ snoozedUntil: { key: "s1", until: "2022-03-10T10:00:00.000Z" } })).toEqual([
      "2022-03-10 12:00 snooze_over:s1",
    ]);
  });
});

describe("a chase", () => {
  it("gives them three working days before anybody is told again", () => {
    expect(
      plan({ clock: dueOn("2022-03-15"), lastChase: "2022-03-15T10:00:00.000Z" }, "2022-03-15T10:00:00.000Z"),
    ).toEqual(["2022-03-18 09:00 late:c1", "2022-03-23 09:00 very_late:c1", "2022-03-30 09:00 weekly-3:c1"]);
  });

  it("is not forgotten when the request is planned again meanwhile", () => {
    expect(
      plan({ clock: dueOn("2022-03-15"), lastChase: "2022-03-15T10:00:00.000Z" }, "2022-03-17T10:00:00.000Z")[0],
    ).toBe("2022-03-18 09:00 late:c1");
  });

  it("does not repeat what was said before it", () => {
    expect(
      plan({ clock: dueOn("2022-03-15"), lastChase: "2022-03-16T10:00:00.000Z" }, "2022-03-16T10:00:00.000Z")[0],
    ).toBe("2022-03-23 09:00 very_late:c1");
  });

  it("pushes a week's reminder and does not lose it", () => {
    const subject = { clock: dueOn("2022-03-15"), lastChase: "2022-03-29T10:00:00.000Z" };
    for (const after of ["2022-03-29T10:00:00.000Z", "2022-03-31T10:00:00.000Z"])
      expect(plan(subject, after)).toEqual(["2022-04-01 09:00 weekly-3:c1"]);
  });

  it("leaves what is not about being late where it was", () => {
    expect(
      plan({ clock: dueOn("2022-03-23"), lastChase: "2022-03-21T05:00:00.000Z" }, "2022-03-21T05:00:00.000Z").slice(
        0,
        2,
      ),
    ).toEqual(["2022-03-21 09:00 before-2:c1", "2022-03-23 09:00 today:c1"]);
  });
});

describe("an answer that nobody has read, a request that nobody owns", () => {
  it("is spoken of after one, three and ten days", () => {
    expect(plan({ unread: { version: 2, since: "2022-03-09T13:00:00.000Z" } }, "2022-03-09T13:00:00.000Z")).toEqual([
      "2022-03-10 09:00 unread-1:v2",
      "2022-03-14 09:00 unread-3:v2",
      "2022-03-21 09:00 unread-10:v2",
    ]);
  });

  it("is spoken of beside the clock: an automatic answer hides no lateness", () => {
    const keys = remindersFor(
      { clock: dueOn("2022-03-09"), unread: { version: 1, since: "2022-03-08T10:00:00.000Z" } },
      REMINDER_POLICY,
      kyiv,
      WAKING,
      sent,
    ).map(({ key }) => key);
    expect(keys).toEqual(expect.arrayContaining(["late:c1", "unread-1:v1", "unread-3:v1"]));
  });

  it("is spoken of every Monday, or the next working day", () => {
    expect(plan({ unowned: { since: "2022-03-09T10:00:00.000Z" } }, "2022-03-09T10:00:00.000Z")).toEqual([
      "2022-03-14 09:00 unowned:2022-03-14",
    ]);
    const closed: Calendars = [calendar("Europe/Kyiv", { "2022-03-14": "Closed" })];
    expect(
      seen(remindersFor({ unowned: { since: sent } }, REMINDER_POLICY, closed, WAKING, "2022-03-14T10:00:00.000Z")),
    ).toEqual(["2022-03-15 09:00 unowned:2022-03-14"]);
  });
});

describe("what follows a reminder that was sent", () => {
  const weekly = (at: string): PlannedReminder => ({ kind: "weekly", key: "weekly-4:c1", at });

  it("is the next week's, of the kinds that return", () => {
    expect(followUp(weekly("2022-04-07T06:00:00.000Z"), kyiv, WAKING)).toEqual({
      kind: "weekly",
      key: "weekly-5:c1",
      at: "2022-04-14T06:00:00.000Z",
    });
    expect(
      followUp({ kind: "unowned", key: "unowned:2022-03-14", at: "2022-03-15T07:00:00.000Z" }, kyiv, WAKING),
    ).toEqual({
      kind: "unowned",
      key: "unowned:2022-03-21",
      at: "2022-03-21T07:00:00.000Z",
    });
    for (const kind of ["late", "very_late", "today", "unread", "snooze_over"] as const)
      expect(followUp({ kind, key: `${kind}:c1`, at: sent }, kyiv, WAKING)).toBeUndefined();
  });

  it("leaves out the weeks of an outage", () => {
    expect(followUp(weekly("2022-04-07T06:00:00.000Z"), kyiv, WAKING, "2022-04-28T08:00:00.000Z")).toEqual({
      kind: "weekly",
      key: "weekly-8:c1",
      at: "2022-05-05T06:00:00.000Z",
    });
  });

  it("is what planning anew would give", () => {
    const subject = { clock: dueOn("2022-03-23") };
    const [first] = remindersFor(subject, REMINDER_POLICY, kyiv, WAKING, "2022-04-01T00:00:00.000Z");
    expect(first && followUp(first, kyiv, WAKING)).toEqual(
      remindersFor(subject, REMINDER_POLICY, kyiv, WAKING, first?.at ?? "")[0],
    );
  });
});

describe("whatever the request, the team and the moment", () => {
  const term: fc.Arbitrary<Term> = fc.oneof(
    fc.record({
      unit: fc.constant("working_days" as const),
      count: fc.integer({ min: 1, max: 20 }),
      both: fc.boolean(),
    }),
    fc.record({ unit: fc.constant("hours" as const), count: fc.integer({ min: 1, max: 300 }) }),
    fc.record({ unit: fc.constant("day" as const), day: anyDay }),
    fc.record({ unit: fc.constant("instant" as const), at: anyMoment }),
  );
  const due: fc.Arbitrary<Due> = fc.oneof(fc.record({ day: anyDay }), fc.record({ at: anyMoment }));
  const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });

  it("reminders have keys of their own, lie ahead, wake nobody, and respect a snooze", () => {
    fc.assert(
      fc.property(
        fc.record({
          term: maybe(term),
          due: maybe(due),
          until: maybe(anyMoment),
          chase: maybe(anyMoment),
          since: maybe(anyMoment),
        }),
        twinCalendar,
        fc.constantFrom(...ZONES),
        anyMoment,
        anyMoment,
        (facts, twin, zone, from, after) => {
          const calendars: Calendars = [twin.ours(zone)];
          const subject: ReminderSubject = {
            ...(facts.term && { clock: clock(facts.term, from, calendars) }),
            ...(facts.due && { promise: { key: "p1", due: facts.due } }),
            ...(facts.until && { snoozedUntil: { key: "s1", until: facts.until } }),
            ...(facts.chase && { lastChase: facts.chase }),
            ...(facts.since && { unread: { version: 1, since: facts.since }, unowned: { since: facts.since } }),
          };
          const planned = remindersFor(subject, REMINDER_POLICY, calendars, WAKING, after);
          expect(new Set(planned.map(({ key }) => key)).size).toBe(planned.length);
          expect(planned.map(({ at }) => at)).toEqual(planned.map(({ at }) => at).toSorted());
          for (const { at, kind } of planned) {
            expect(at > after).toBe(true);
            expect(worked([twin.oracle], localDay(at, zone))).toBe(true);
            const time = wallClock(at, zone).slice(11);
            expect(time >= "08:00" && time < "20:00").toBe(true);
            if (facts.until && facts.until > after) expect(at >= facts.until).toBe(true);
            if (kind === "weekly")
              expect(
                followUp(planned.find((one) => one.kind === "weekly") ?? { kind, at, key: "" }, calendars, WAKING),
              ).toBeDefined();
          }
          if (facts.until && facts.until > after)
            expect(planned.filter(({ kind }) => kind === "snooze_over")).toHaveLength(1);
          if (facts.term || facts.due) expect(planned.filter(({ kind }) => kind === "weekly")).toHaveLength(1);
        },
      ),
      { numRuns: 300 },
    );
  });
});
