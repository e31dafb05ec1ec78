import { type Calendar, morningOf } from "../domain/calendar.ts";
import { type DigestAhead, type DigestQuestion, digestKey } from "../domain/digest.ts";
import type { Team } from "../domain/parties.ts";
import { dayOf, type Instant, plusDays, startOfDay, weekdayOf, type Zone } from "../domain/time.ts";

/** Lines per section of a digest that comes by itself. */
const LINES = 5;

/** A digest comes on its weekday even when that is a holiday; only the hour of the day is respected. */
export const everyDay = (zone: Zone): Calendar => ({ zone, workdays: [1, 2, 3, 4, 5, 6, 7], holiday: () => undefined });

/**
 * The digests of a team that are ahead at a moment, by its weekday and its morning: the next one and the one after it,
 * since the next may have come already, when its morning was another. None where the team has switched them off.
 */
export const digestsAhead = (team: Team, at: Instant): readonly DigestAhead[] => {
  if (team.digestDay === 0) return [];
  const today = dayOf(at, team.zone);
  const first = plusDays(today, (team.digestDay - weekdayOf(today) + 7) % 7);
  return [first, plusDays(first, 7)].map((day) => {
    const moment = morningOf(everyDay(team.zone), team, day);
    return moment > at ? { key: digestKey(day), at: moment } : { key: digestKey(day), at, waits: true };
  });
};

/** The one that comes after the digest of that key, which has its turn now. */
export const digestAfter = (team: Team, key: string, at: Instant): DigestAhead | undefined =>
  digestsAhead(team, at).find((one) => !one.waits && one.key !== key);

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
