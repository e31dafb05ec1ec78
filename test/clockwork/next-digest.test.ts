import * as fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, it } from "vitest";
import { digestAfter, digestQuestion, digestsAhead } from "../../src/clockwork/next-digest.ts";
import type { Team } from "../../src/domain/parties.ts";
import { anyMoment, ZONES } from "../support/calendars.ts";
import { MONDAY, TEAM } from "./scene.ts";

/** When the digest after this moment comes. */
const nextDigest = (team: Team, at: string): string | undefined => digestAfter(team, "none yet", at)?.at;

const localOf = (at: string, zone: string) => Temporal.Instant.from(at).toZonedDateTimeISO(zone);

describe("the next digest", () => {
  it("comes on the team's weekday in its morning", () => {
    expect(nextDigest(TEAM, "2022-03-05T12:00:00.000Z")).toBe(MONDAY);
  });

  it("is strictly later, so that a digest never plans itself", () => {
    expect(nextDigest(TEAM, MONDAY)).toBe("2022-03-14T07:00:00.000Z");
    expect(nextDigest(TEAM, "2022-03-07T06:59:59.999Z")).toBe(MONDAY);
  });

  it("keeps the local hour across a change of clocks", () => {
    expect(nextDigest(TEAM, "2022-03-21T07:00:00.000Z")).toBe("2022-03-28T06:00:00.000Z");
  });

  it("waits for the end of quiet hours that reach past the morning", () => {
    expect(nextDigest({ ...TEAM, quietTo: "10:00" }, "2022-03-05T12:00:00.000Z")).toBe("2022-03-07T08:00:00.000Z");
  });

  it("never comes where it is switched off", () => {
    expect(nextDigest({ ...TEAM, digestDay: 0 }, MONDAY)).toBeUndefined();
  });

  it("comes once a week, on the day and at the hour, in every zone and through every change of clocks", () => {
    fc.assert(
      fc.property(anyMoment, fc.constantFrom(...ZONES), fc.integer({ min: 1, max: 7 }), (at, zone, digestDay) => {
        const team = { ...TEAM, zone, digestDay };
        const next = nextDigest(team, at) ?? "";
        const local = localOf(next, zone);
        expect(next > at).toBe(true);
        expect([local.dayOfWeek, local.hour, local.minute]).toEqual([digestDay, 9, 0]);
        expect(Temporal.Instant.from(at).until(next, { largestUnit: "hours" }).hours).toBeLessThanOrEqual(7 * 24 + 1);
        const after = nextDigest(team, next) ?? "";
        expect(local.toPlainDate().until(localOf(after, zone).toPlainDate()).days).toBe(7);
      }),
    );
  });
});

describe("the digests that are planned", () => {
  it("are the next one and the one after it, each by its day in the team's zone", () => {
    expect(digestsAhead({ ...TEAM, zone: "Pacific/Auckland" }, "2022-03-05T12:00:00.000Z")).toEqual([
      { key: "digest:2022-03-07", at: "2022-03-06T20:00:00.000Z" },
      { key: "digest:2022-03-14", at: "2022-03-13T20:00:00.000Z" },
    ]);
  });

  it("are that of today only where it waits, once its morning is over", () => {
    expect(digestsAhead(TEAM, "2022-03-07T09:30:00.000Z")).toEqual([
      { key: "digest:2022-03-07", at: "2022-03-07T09:30:00.000Z", waits: true },
      { key: "digest:2022-03-14", at: "2022-03-14T07:00:00.000Z" },
    ]);
  });

  it("never have one day twice, also where a digest has its turn before its morning", () => {
    expect(digestAfter(TEAM, "digest:2022-03-07", "2022-03-07T05:00:00.000Z")).toEqual({
      key: "digest:2022-03-14",
      at: "2022-03-14T07:00:00.000Z",
    });
  });

  it("are none where they are switched off", () => {
    expect(digestsAhead({ ...TEAM, digestDay: 0 }, MONDAY)).toEqual([]);
  });
});

describe("what a digest asks", () => {
  it("is the seven whole days before its own, as known when it is sent", () => {
    expect(digestQuestion(TEAM, MONDAY, "2022-03-07T07:03:00.000Z")).toMatchObject({
      team: "t",
      from: "2022-02-27T22:00:00.000Z",
      to: "2022-03-06T22:00:00.000Z",
      asOf: "2022-03-07T07:03:00.000Z",
    });
  });

  it("is the week it was planned for, however late it is sent", () => {
    expect(digestQuestion(TEAM, MONDAY, "2022-03-10T07:00:00.000Z")).toMatchObject({
      from: "2022-02-27T22:00:00.000Z",
      to: "2022-03-06T22:00:00.000Z",
    });
  });
});
