import { digestAfter } from "../../src/clockwork/next-digest.ts";
import { type Calendar, nextWorkingMorning, type Waking } from "../../src/domain/calendar.ts";
import { reckon } from "../../src/domain/deadline.ts";
import type { Team } from "../../src/domain/parties.ts";
import { REMINDER_POLICY, remindersFor } from "../../src/domain/reminder.ts";
import { epoch, fromEpoch, plusDays, startOfDay } from "../../src/domain/time.ts";

/** How moments follow from days: the product's way, or one with a mistake in it. Moments are milliseconds. */
export interface Ways {
  /** The next morning of a team that works every day, after a moment. */
  morningAfter(zone: string, time: string, at: number): number;
  /** The next Monday's digest after a moment. */
  digestAfter(zone: string, time: string, at: number): number;
  /** Of a deadline at the end of a day: by kind, when it is spoken of. */
  aroundDeadline(zone: string, time: string, day: string): Readonly<Record<string, number>>;
}

const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];

/** Nobody sleeps, so that nothing but the calendar moves a morning. */
const wakingAt = (morning: string): Waking => ({ morning, quietFrom: "00:00", quietTo: "00:00" });

const calendarIn = (zone: string): Calendar => ({ zone, workdays: EVERY_DAY, holiday: () => undefined });

const teamIn = (zone: string, time: string): Team => ({
  id: "team",
  version: 1,
  name: "Outreach",
  place: { platform: "slack", id: "C1", name: "#outreach" },
  zone,
  country: "none",
  daysOff: {},
  workdays: EVERY_DAY,
  ...wakingAt(time),
  language: "en",
  digestDay: 1,
});

/** Days before the deadline on which it is spoken of; a working day after it, it is late. */
const BEFORE = [3, 1, 0] as const;

/** How far ahead of its day a deadline is set. */
const AHEAD = 10;

/** As the product has it. */
export const ours: Ways = {
  morningAfter: (zone, time, at) => epoch(nextWorkingMorning(calendarIn(zone), wakingAt(time), fromEpoch(at + 1))),
  digestAfter: (zone, time, at) => {
    const next = digestAfter(teamIn(zone, time), "none yet", fromEpoch(at))?.at;
    if (next === undefined) throw new Error("a team with a day for its digest has a next one");
    return epoch(next);
  },
  aroundDeadline: (zone, time, day) => {
    const from = startOfDay(plusDays(day, -AHEAD), zone);
    const calendars = [calendarIn(zone)] as const;
    const reckoned = reckon({ unit: "day", day }, from, calendars);
    const clock = { id: "clock", resumed: 0, from, reckoned };
    const policy = { ...REMINDER_POLICY, before: BEFORE };
    const planned = remindersFor({ clock }, policy, calendars, wakingAt(time), from);
    return Object.fromEntries(planned.map(({ key, at }) => [key.slice(0, key.indexOf(":")), epoch(at)]));
  },
};

const A_DAY = 86_400_000;

/** So long after a firing; a series begins just before its first one. */
const later = (at: number, by: number): number => (at % 60_000 === 0 ? at + by : at + 1);

/** What is easily done instead: the next morning is a day of 24 hours later. */
export const daysOf24Hours: Ways = { ...ours, morningAfter: (_zone, _time, at) => later(at, A_DAY) };

/** The same for weeks, and for the days before a deadline. */
export const weeksOf168Hours: Ways = { ...ours, digestAfter: (_zone, _time, at) => later(at, 7 * A_DAY) };

/** The same for the days before a deadline: counted back from its own morning. */
export const daysCountedBack: Ways = {
  ...ours,
  aroundDeadline: (zone, time, day) => {
    const right = ours.aroundDeadline(zone, time, day);
    return {
      ...right,
      ...Object.fromEntries([3, 1].map((days) => [`before-${days}`, (right["today"] ?? 0) - days * A_DAY])),
    };
  },
};
