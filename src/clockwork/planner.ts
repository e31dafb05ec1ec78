import { outstandingOf } from "../domain/outstanding.ts";
import type { Company, Member, Place, Team } from "../domain/parties.ts";
import { type PlannedReminder, REMINDER_POLICY, type ReminderSubject, remindersFor } from "../domain/reminder.ts";
import type { Request } from "../domain/request.ts";
import { standingOf } from "../domain/standing.ts";
import type { Instant } from "../domain/time.ts";
import { calendarsFor } from "../holidays.ts";
import type { Holidays } from "../ports.ts";

export { digestsAhead } from "./next-digest.ts";

/** What of a request calls for reminders, as it stands now. */
export const subjectOf = (request: Request): ReminderSubject => {
  const standing = standingOf(request);
  const { deadline, promise, snooze, owner, status } = request;
  const waiting = standing.move === "theirs";
  const ended = status === "closed" || status === "withdrawn";
  const lastChase = request.approaches
    .filter(({ chase }) => chase)
    .map(({ recorded }) => recorded)
    .toSorted()
    .at(-1);
  return {
    ...(standing.running &&
      deadline && {
        clock: {
          id: deadline.clock,
          resumed: deadline.pauses.length,
          from: deadline.from,
          reckoned: deadline,
          ...(deadline.term.unit === "hours" && { hours: deadline.term.count }),
        },
      }),
    ...(waiting && standing.promised && promise && { promise: { key: promise.recorded, due: standing.promised } }),
    ...(!ended && snooze && { snoozedUntil: { key: snooze.until, until: snooze.until } }),
    ...(standing.unread && { unread: standing.unread }),
    ...(!ended && owner === undefined && { unowned: { since: request.logged } }),
    outstanding: outstandingOf(request, standing),
    ...(lastChase !== undefined && { lastChase }),
  };
};

/** Where a request's reminders go: the team's channel, or a direct conversation where its owner chose that. */
const placeFor = (team: Team, owner: Member | undefined): Place => {
  const { platform } = team.place;
  const account = owner?.accounts.find((one) => one.platform === platform);
  return owner?.active && owner.direct && account
    ? { platform, id: `@${account.account}`, name: `@${owner.name}` }
    : team.place;
};

/** The reminders of a request as they are to be from `at` on, and where they go. Planned again after every change. */
export const planFor = (
  request: Request,
  team: Team,
  company: Company,
  holidays: Holidays,
  at: Instant,
  owner?: Member,
): { readonly place: Place; readonly planned: readonly PlannedReminder[] } => ({
  place: placeFor(team, owner),
  planned: remindersFor(subjectOf(request), REMINDER_POLICY, calendarsFor(team, company.country, holidays), team, at),
});
