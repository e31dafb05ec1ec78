import { type Calendar, morningOf } from "../domain/calendar.ts";
import type { DigestQuestion } from "../domain/digest.ts";
import type { Team } from "../domain/parties.ts";
import { dayOf, type Instant, plusDays, startOfDay, weekdayOf, type Zone } from "../domain/time.ts";

/** Lines per section of a digest that comes by itself. */
const LINES = 5;

/** A digest comes on its weekday even when that is a holiday; only the hour of the day is respected. */
export const everyDay = (zone: Zone): Calendar => ({ zone, workdays: [1, 2, 3, 4, 5, 6, 7], holiday: () => undefined });

/**
 * When a team's next digest goes out: its weekday, in the team's morning, strictly after `at`.
 * Undefined when the team has switched it off.
 */
export const nextDigest = (team: Team, at: Instant): Instant | undefined => {
  if (team.digestDay === 0) return undefined;
  const today = dayOf(at, team.zone);
  const day = plusDays(today, (team.digestDay - weekdayOf(today) + 7) % 7);
  const moment = morningOf(everyDay(team.zone), team, day);
  return moment > at ? moment : morningOf(everyDay(team.zone), team, plusDays(day, 7));
};

/** What the digest that fell due at `dueAt` and goes out at `at` asks: the seven whole days before its own, as known now. */
export const digestQuestion = (team: Team, dueAt: Instant, at: Instant): DigestQuestion => {
  const day = dayOf(dueAt, team.zone);
  return {
    team: team.id,
    from: startOfDay(plusDays(day, -7), team.zone),
    to: startOfDay(day, team.zone),
    asOf: at,
    zone: team.zone,
    lines: LINES,
  };
};
