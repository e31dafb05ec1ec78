import { describe, expect, it } from "vitest";
import { judge } from "../../src/clockwork/judge.ts";
import { planFor } from "../../src/clockwork/planner.ts";
import type { DueItem, Parcel } from "../../src/domain/delivery.ts";
import type { Request } from "../../src/domain/request.ts";
import type { Instant } from "../../src/domain/time.ts";
import { NO_HOLIDAYS } from "../sim/ground.ts";
import {
  AMAZON,
  answered,
  asked,
  type History,
  MONDAY,
  MOVED_TO_FRIDAY,
  OLENA,
  PLACE,
  requestOf,
  TEAM,
  WORKSPACE,
} from "./scene.ts";

/** Wednesday 09:00 in Kyiv, the morning of the deadline. */
const DUE_DAY: Instant = "2022-03-09T07:00:00.000Z";
const LATE: Instant = "2022-03-10T07:00:00.000Z";
const VERY_LATE: Instant = "2022-03-17T07:00:00.000Z";

/** The items planned for a request by Monday that have fallen due at `at`, judged on what it has become. */
const due = (planned: History, since: History, at: Instant): readonly DueItem[] => {
  const before = requestOf(planned);
  const now: Request = requestOf([...planned, ...since]);
  return planFor(before, TEAM, AMAZON, NO_HOLIDAYS, MONDAY)
    .planned.filter((one) => one.at <= at)
    .map(({ key, kind, at: dueAt }) => ({
      delivery: kind,
      key,
      kind,
      dueAt,
      repeat: false,
      request: now,
      company: AMAZON,
    }));
};
const parcel = (items: readonly DueItem[], at: Instant): Parcel => ({
  at,
  workspace: WORKSPACE,
  team: TEAM,
  place: PLACE,
  members: [OLENA],
  campaigns: [],
  items,
});
const verdict = (since: History, at: Instant, planned: History = asked()) => {
  const { send, skip, postpone } = judge(parcel(due(planned, since, at), at), NO_HOLIDAYS);
  return {
    send,
    skip: skip.map(({ delivery, why }) => `${delivery}: ${why}`),
    postpone: postpone.map(({ delivery, until }) => `${delivery}: ${until}`),
  };
};

describe("what becomes of a reminder that has fallen due", () => {
  it("goes out while everything is as it was planned", () => {
    expect(verdict([], DUE_DAY)).toEqual({ send: ["today"], skip: [], postpone: [] });
  });

  it.each<[string, History, string]>([
    ["they answered", [[MONDAY, answered("declined")]], "answered"],
    ["the request was closed", [[MONDAY, { type: "closed", reason: "done" }]], "closed"],
    ["the request was withdrawn", [[MONDAY, { type: "withdrawn", reason: "not needed" }]], "withdrawn"],
    [
      "it is snoozed",
      [[MONDAY, { type: "snoozed", until: "2022-03-11T07:00:00.000Z", reason: "answer promised" }]],
      "snoozed",
    ],
    [
      "the clock is paused",
      [[MONDAY, { type: "clock.paused", pause: { from: MONDAY, reason: "they asked", left: { workingDays: 2 } } }]],
      "paused",
    ],
    [
      "another clock runs",
      asked({ clock: "c2", due: { day: "2022-03-16" }, lateAt: "2022-03-16T22:00:00.000Z" }).slice(2),
      "superseded",
    ],
  ])("is dropped when %s", (_, since, why) => {
    expect(verdict(since, DUE_DAY)).toEqual({ send: [], skip: [`today: ${why}`], postpone: [] });
  });

  it("still goes out after an automatic acknowledgement", () => {
    expect(verdict([[MONDAY, answered("acknowledged", true)]], DUE_DAY).send).toEqual(["today"]);
  });

  it("waits when the same clock was moved to a later day", () => {
    const moved: History = [[MONDAY, MOVED_TO_FRIDAY]];
    expect(verdict(moved, DUE_DAY)).toEqual({ send: [], skip: [], postpone: ["today: 2022-03-11T07:00:00.000Z"] });
  });

  it("is dropped when its request or its company is gone", () => {
    const [item] = due(asked(), [], DUE_DAY);
    if (!item) throw new Error("Nothing was due");
    const { request: _, ...orphan } = item;
    expect(judge(parcel([orphan], DUE_DAY), NO_HOLIDAYS).skip).toEqual([{ delivery: "today", why: "request gone" }]);
  });

  it("gives way to the worst of its request, so that after an outage only that one is seen", () => {
    expect(verdict([], VERY_LATE)).toEqual({
      send: ["very_late"],
      skip: ["late: covered by very_late", "today: covered by very_late"],
      postpone: [],
    });
  });

  it("waits for the morning in quiet hours, and for the next working day on a day off", () => {
    expect(verdict([], "2022-03-10T20:30:00.000Z").postpone).toEqual([
      "today: 2022-03-11T07:00:00.000Z",
      "late: 2022-03-11T07:00:00.000Z",
    ]);
    expect(verdict([], "2022-03-12T10:00:00.000Z").postpone).toEqual([
      "today: 2022-03-14T07:00:00.000Z",
      "late: 2022-03-14T07:00:00.000Z",
    ]);
    expect(verdict([], LATE).postpone).toEqual([]);
  });
});

describe("what becomes of a digest", () => {
  const digest: DueItem = { delivery: "d", kind: "digest", key: "digest:x", dueAt: MONDAY, repeat: false };
  const judged = (at: Instant, team = TEAM) => judge({ ...parcel([digest], at), team }, NO_HOLIDAYS);

  it("goes out on a day off", () => {
    expect(judged(MONDAY, { ...TEAM, daysOff: { "2022-03-07": "own day" } }).send).toEqual(["d"]);
  });

  it("waits for the morning in quiet hours, of whatever day that is", () => {
    expect(judged("2022-03-11T21:00:00.000Z").postpone).toEqual([{ delivery: "d", until: "2022-03-12T07:00:00.000Z" }]);
  });

  it("brings the next week's", () => {
    expect(judged(MONDAY).next).toEqual([
      {
        team: "t",
        reminder: { kind: "digest", key: "digest:2022-03-14", at: "2022-03-14T07:00:00.000Z" },
      },
    ]);
  });

  it("is dropped where it was switched off", () => {
    expect(judged(MONDAY, { ...TEAM, digestDay: 0 })).toMatchObject({
      send: [],
      skip: [{ why: "digest switched off" }],
      next: [],
    });
  });
});

describe("a series", () => {
  it("goes on when its turn is covered by something worse", () => {
    const at = "2022-03-28T07:00:00.000Z";
    const { skip, next } = judge(parcel(due(asked(), [], at), at), NO_HOLIDAYS);
    expect(skip).toContainEqual({ delivery: "weekly", why: "covered by very_late" });
    expect(next).toMatchObject([{ request: "r1", reminder: { kind: "weekly" } }]);
    expect((next?.[0]?.reminder.at ?? "") > at).toBe(true);
  });
});
