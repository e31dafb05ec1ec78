import { workingDaysBetween } from "../domain/calendar.ts";
import { countedBy } from "../domain/deadline.ts";
import type { DueItem, Parcel } from "../domain/delivery.ts";
import { standingOf } from "../domain/standing.ts";
import { dayOf } from "../domain/time.ts";
import { calendarsFor } from "../holidays.ts";
import type { Holidays } from "../ports.ts";
import type { Card } from "../view/card.ts";

/** What a view may say about the request of a due item; undefined when it is there no more. */
export const cardOf = (
  { request, company }: Pick<DueItem, "request" | "company">,
  { team, members, campaigns, at }: Pick<Parcel, "team" | "members" | "campaigns" | "at">,
  holidays: Holidays,
): Card | undefined => {
  if (!request || !company) return undefined;
  const { deadline } = request;
  const days =
    deadline && "day" in deadline.due
      ? workingDaysBetween(
          countedBy(deadline.term, calendarsFor(team, company.country, holidays)),
          dayOf(at, team.zone),
          deadline.due.day,
        )
      : undefined;
  const campaign = campaigns.find(({ id }) => id === request.campaign);
  return {
    request,
    company,
    ...(campaign && { campaign }),
    team,
    at,
    standing: standingOf(request),
    people: Object.fromEntries(members.map((member) => [member.id, member])),
    ...(days !== undefined && { workingDaysLeft: days }),
  };
};
