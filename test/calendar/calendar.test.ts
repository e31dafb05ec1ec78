import { describe, expect, it } from "vitest";
import { differences, firingsIn } from "./campaign.ts";
import { daysCountedBack, daysOf24Hours, ours, weeksOf168Hours } from "./ways.ts";
import { clocksOf, momentShowing } from "./zones.ts";

/** Zones whose clocks are hard to reckon with, and why; `npm run calendar` has all of them. */
const NASTY: Readonly<Record<string, string>> = {
  "Australia/Lord_Howe": "by half an hour",
  "Antarctica/Troll": "by two hours",
  "Africa/Casablanca": "by the moon",
  "Asia/Gaza": "four times a year, at midnight or two",
  "Asia/Beirut": "at midnight, so that a day begins at one o'clock",
  "America/Havana": "at midnight, back and forth",
  "America/Nuuk": "at the end of a day, so that an evening is left out",
  "Europe/Dublin": "back to standard time in summer's stead",
  "Europe/Kyiv": "as in Europe",
  "Pacific/Easter": "on a Saturday",
};

/** The last year of the short form. */
const LAST = 2026;

/** Differences of all that fires in some zones, worked out in some way. */
const differing = (zones: readonly string[], ways = ours) =>
  zones.flatMap((zone) => differences(firingsIn(zone, ways, LAST).firings));

describe("The calendar fires once on each day, when clocks show the hour", () => {
  it.each(Object.entries(NASTY))("in %s, where they change %s", (zone) => {
    const { changes, firings } = firingsIn(zone, ours, LAST);
    expect(changes).toBeGreaterThanOrEqual(4);
    expect(differences(firings)).toEqual([]);
  });

  it("in Apia, where a day was left out", () => {
    const clocks = clocksOf("Pacific/Apia");
    let at = momentShowing(clocks, "2011-12-28", "09:00");
    const days = Array.from({ length: 4 }, () => {
      at = ours.morningAfter("Pacific/Apia", "09:00", at);
      return clocks.show(at);
    });
    expect(days).toEqual(["2011-12-29 09:00:00", "2011-12-31 09:00:00", "2012-01-01 09:00:00", "2012-01-02 09:00:00"]);
  });
});

describe("The oracle notices whoever", () => {
  it.each([
    ["adds 24 hours to a morning", daysOf24Hours],
    ["adds 168 hours to a digest", weeksOf168Hours],
    ["counts days before a deadline in hours", daysCountedBack],
  ])("%s", (_, ways) => {
    expect(differing(["Europe/Kyiv"], ways).length).toBeGreaterThan(0);
    expect(differing(["Asia/Kathmandu"], ways)).toEqual([]);
  });
});
