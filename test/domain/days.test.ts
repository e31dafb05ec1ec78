import * as fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, it } from "vitest";
import { decide } from "../../src/domain/decide.ts";
import { gradeOf, restrictionsOf } from "../../src/domain/grade.ts";
import type { Intent } from "../../src/domain/intent.ts";
import { standingOf } from "../../src/domain/standing.ts";
import type { Dated } from "../../src/domain/time.ts";
import { calendar } from "../support/calendars.ts";
import { count, delivers, reads } from "../support/contributing.ts";
import { answers, givenRequest, LOG, type Tale } from "../support/given.ts";

/** Far to either side of UTC, with odd offsets, and where clocks change. */
const ZONES = [
  "Pacific/Auckland",
  "Pacific/Kiritimati",
  "Pacific/Chatham",
  "Asia/Kathmandu",
  "Europe/Kyiv",
  "UTC",
  "America/St_Johns",
  "America/Los_Angeles",
  "Pacific/Pago_Pago",
] as const;

const TODAY = Temporal.PlainDate.from("2022-03-10");

/** The same local time of the zone, as the register keeps it. */
const at = (zone: string, days: number, minutes: number): string =>
  TODAY.add({ days })
    .toZonedDateTime(zone)
    .startOfDay()
    .add({ minutes })
    .toInstant()
    .toString({ fractionalSecondDigits: 3 });

const dayOf = (moment: string, zone: string): string =>
  Temporal.Instant.from(moment).toZonedDateTimeISO(zone).toPlainDate().toString();

const day = (days: number): Dated => ({ on: TODAY.add({ days }).toString(), precision: "day" });

const zone = fc.constantFrom(...ZONES);
/** Minutes after midnight, in the order in which people do things on one day. */
const inOrder = (length: number): fc.Arbitrary<number[]> =>
  fc
    .uniqueArray(fc.integer({ min: 1, max: 24 * 60 - 1 }), { minLength: length, maxLength: length })
    .map((minutes) => minutes.toSorted((one, other) => one - other));

/** A letter of a week before, in a team of that zone. */
const asked = (where: string, log: Intent = LOG): Tale =>
  givenRequest({ ...LOG, ...log, approach: { ...LOG.approach, at: day(-7) } } as Intent, calendar(where));

const property = (is: (where: string, times: readonly number[]) => void, times = 2): void =>
  fc.assert(fc.property(zone, inOrder(times), is), { numRuns: 300 });

describe("in every zone, at every hour,", () => {
  it("an answer without a date is of the day on which the team recorded it: a later one of that day is in force", () => {
    property((where, [first = 0, second = 0]) => {
      const undated = asked(where).when(at(where, 0, first), answers("declined"));
      expect(undated.when(at(where, 0, second), answers("accepted_full", { stated: day(0) })).standing.outcome).toBe(
        "accepted_full",
      );
      const dated = asked(where).when(at(where, 0, first), answers("accepted_full", { stated: day(0) }));
      expect(dated.when(at(where, 0, second), answers("declined")).standing.outcome).toBe("declined");
    });
  });

  it("an answer of the day before is no later than one without a date, whenever it is recorded", () => {
    property((where, [first = 0, second = 0]) => {
      const tale = asked(where)
        .when(at(where, 0, first), answers("declined"))
        .when(at(where, 0, second), answers("accepted_full", { stated: day(-1) }));
      expect(tale.standing.outcome).toBe("declined");
    });
  });

  it("whoever writes again on the day of an answer gives them the move", () => {
    property((where, [first = 0, second = 0]) => {
      const letter: Intent = { do: "approach", approach: { at: day(0), channel: "email", chase: false } };
      const tale = asked(where)
        .when(at(where, 0, first), answers("declined"))
        .when(at(where, 0, second), letter);
      expect(tale.standing.move).toBe("theirs");
      const before: Intent = { do: "approach", approach: { at: day(-1), channel: "email", chase: false } };
      expect(
        asked(where)
          .when(at(where, 0, first), answers("declined"))
          .when(at(where, 0, second), before).standing.move,
      ).toBe("ours");
    });
  });

  it("what was asked for on the day on which something came is asked for again", () => {
    property((where, [first = 0, second = 0]) => {
      const more: Intent = { do: "approach", approach: { at: day(0), channel: "email", chase: false } };
      const came = {
        ...delivers(),
        move: { state: "received", on: { on: at(where, 0, first), precision: "instant" } },
      };
      const tale = asked(where, { ...LOG, request: { ...LOG.request, kind: "equipment" } })
        .when(at(where, 0, first), came as Intent)
        .when(at(where, 0, second), more);
      expect(tale.standing.move).toBe("theirs");
    });
  });

  it("a letter and an answer are of the days that were said, and of no later moment than they were recorded", () => {
    property((where, [first = 0, second = 0]) => {
      const { standing, request } = asked(where).when(at(where, 0, second), answers("declined", { stated: day(0) }));
      expect(dayOf(standing.sent ?? "", where)).toBe(TODAY.add({ days: -7 }).toString());
      expect(dayOf(standing.answered ?? "", where)).toBe(TODAY.toString());
      expect((standing.answered ?? "") <= (request.responses[0]?.recorded ?? "")).toBe(true);
      const yesterday = asked(where).when(at(where, 0, first), answers("declined", { stated: day(-1) })).standing;
      expect(dayOf(yesterday.answered ?? "", where)).toBe(TODAY.add({ days: -1 }).toString());
    });
  });

  it("a restriction holds from its day on, and not before", () => {
    property((where, [first = 0, second = 0]) => {
      const step = answers("accepted_full", { extent: "exit", effective: day(1) });
      const { request } = asked(where).when(at(where, 0, first), step);
      const on = (days: number) => gradeOf(restrictionsOf([request], where), at(where, days, second), where).extent;
      expect([on(0), on(1)]).toEqual(["none", "exit"]);
    });
  });

  it("what was counted this morning is later than what was counted yesterday, whichever was recorded first", () => {
    property((where, [first = 0, second = 0]) => {
      const read = (value: string, on: Dated) => reads({ quantity: count(value), at: on, reason: "counted again" });
      const tale = asked(where, { ...LOG, request: { ...LOG.request, kind: "hosting_backup" } })
        .when(at(where, 0, first), read("7", { on: at(where, 0, first), precision: "instant" }))
        .when(at(where, 0, second), read("5", day(-1)));
      expect(tale.request.readings).toHaveLength(2);
      // A count of yesterday takes nothing from that of today.
      tale.refuses(at(where, 0, second), reads({ quantity: count("6"), at: day(0) }), "reading_lower");
    });
  });

  it("a leg that left this morning does not arrive the day before, and does on the same day", () => {
    property((where, [first = 0, second = 0]) => {
      const dispatched: Dated = { on: at(where, 0, first), precision: "instant" };
      const leg = (received: Dated): Intent => ({
        do: "leg",
        delivery: 1,
        leg: { direction: "out", units: [], dispatched, received },
      });
      const tale = asked(where).when(at(where, 0, first), delivers());
      tale.refuses(at(where, 0, second), leg(day(-1)), "arrived_before_sent");
      expect(tale.when(at(where, 0, second), leg(day(0))).request.deliveries[0]?.legs).toHaveLength(1);
    });
  });
});

describe("a team that moves to another zone", () => {
  const NO: Intent = { do: "snooze", until: "2022-04-01T00:00:00.000Z", reason: "holidays" };

  it("has its requests follow with the next change, once, and an undo has them go back", () => {
    const kyiv = asked("Europe/Kyiv");
    expect(kyiv.request.zone).toBe("Europe/Kyiv");
    const moved = kyiv.moves(calendar("Pacific/Auckland"));
    expect(moved.request.zone).toBe("Europe/Kyiv");
    const changed = moved.when(at("Pacific/Auckland", 0, 60), NO);
    expect(changed.request).toMatchObject({ zone: "Pacific/Auckland", version: 2 });
    expect(changed.entries.at(-2)?.fact).toEqual({ type: "zone.followed", zone: "Pacific/Auckland" });
    expect(changed.when(at("Pacific/Auckland", 0, 90), answers()).entries).toHaveLength(changed.entries.length + 1);
    expect(changed.undone(at("Pacific/Auckland", 0, 90)).request.zone).toBe("Europe/Kyiv");
  });

  it("adds nothing to what is refused", () => {
    const moved = asked("Europe/Kyiv").moves(calendar("Pacific/Auckland"));
    moved.refuses(at("UTC", 0, 60), { do: "edit", changes: {} }, "nothing_to_change");
    moved.refuses(at("UTC", 0, 60), { do: "assign", owner: null }, "nothing_to_change");
  });

  it("has what was recorded before zones were kept judged by its days, too, from the next change on", () => {
    property((where, [first = 0, second = 0]) => {
      const { zone: _, ...request } = asked(where)
        .when(at(where, 0, first), answers("declined"))
        .when(at(where, 0, second), answers("accepted_full", { stated: day(0) })).request;
      const facts = decide(request, NO, { at: at(where, 1, 0), calendars: [calendar(where)] });
      expect(facts.slice(0, -1)).toEqual([{ type: "zone.followed", zone: where }]);
      expect(standingOf({ ...request, zone: where }).outcome).toBe("accepted_full");
    });
  });
});
