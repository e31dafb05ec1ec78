import { type Calendars, workingDaysBetween } from "../domain/calendar.ts";
import { claimsIn } from "../domain/claims.ts";
import { countedBy } from "../domain/deadline.ts";
import { decide } from "../domain/decide.ts";
import type { Intent } from "../domain/intent.ts";
import type { Entry } from "../domain/journal.ts";
import type { Company, Member, Team } from "../domain/parties.ts";
import type { Id, Request } from "../domain/request.ts";
import { standingOf } from "../domain/standing.ts";
import { dayOf } from "../domain/time.ts";
import { calendarsFor } from "../holidays.ts";
import type { Desk } from "../ports.ts";
import type { Card } from "../view/card.ts";
import { worded } from "./linking.ts";

/** A record that the register refers to and therefore has. */
const existing = <T>(found: T | undefined, what: string): T => {
  if (found === undefined) throw new Error(`The register refers to a ${what} that it does not have`);
  return found;
};

/** The team whose request it is. */
export const teamOf = async (desk: Desk, request: Pick<Request, "team">): Promise<Team> =>
  existing(await desk.team(request.team), "team");
/** The company that is asked. */
export const companyOf = async (desk: Desk, request: Pick<Request, "company">): Promise<Company> =>
  existing(await desk.company(request.company), "company");

/** Whose working days count for a request: its team's, and its company's country's where both are asked for. */
export const calendarsOf = (desk: Desk, team: Team, company: Pick<Company, "country">): Calendars =>
  calendarsFor(team, company.country, desk.holidays);

/** Decides on an intent and records what comes of it; the request as it stands afterwards. */
export const changeRequest = async (
  desk: Desk,
  request: Request,
  intent: Exclude<Intent, { do: "log" }>,
): Promise<Request> => {
  const team = await teamOf(desk, request);
  const company = await companyOf(desk, request);
  const facts = decide(request, intent, { at: desk.at, calendars: calendarsOf(desk, team, company) });
  if (facts.length === 0) return request;
  return existing(await desk.record("request", request.id, facts), "request");
};

/** The people a card names, by id. */
export const peopleOf = async (desk: Desk, ids: readonly (Id | undefined)[]): Promise<Readonly<Record<Id, Member>>> => {
  const people: Record<Id, Member> = {};
  for (const id of new Set(ids)) {
    const member =
      id === undefined || id === "system" ? undefined : id === desk.me.id ? desk.me : await desk.member(id);
    if (member) people[member.id] = member;
  }
  return people;
};

/** The people whom entries name, by id: who recorded them, and whom they gave a request to. */
export const peopleIn = (desk: Desk, entries: readonly Entry[]): Promise<Readonly<Record<Id, Member>>> =>
  peopleOf(
    desk,
    entries.flatMap(({ by, fact }) =>
      fact.type === "assigned" ? [by, fact.owner ?? undefined, fact.standIn ?? undefined] : [by],
    ),
  );

/** Whose names a card needs: who owns it, who changed it, who spoke on it, and who settled what. */
const namedIn = ({ owner, standIn, loggedBy, changed, approval, ...parts }: Request): readonly (Id | undefined)[] => [
  owner,
  standIn,
  loggedBy,
  changed.by,
  approval?.by,
  approval?.given?.by,
  approval?.returned?.by,
  ...claimsIn(parts).map(({ by }) => by),
];

/** Everything a view may say about a request, gathered at this desk. */
export const cardOf = async (desk: Desk, request: Request): Promise<Card> => {
  const team = await teamOf(desk, request);
  const company = await companyOf(desk, request);
  const campaign =
    request.campaign === undefined ? undefined : (await desk.campaigns()).find(({ id }) => id === request.campaign);
  const standing = standingOf(request);
  const { deadline } = request;
  const due =
    standing.running && deadline && "day" in deadline.due ? { term: deadline.term, day: deadline.due.day } : undefined;
  return {
    request: { ...request, notes: await worded(desk, request.notes) },
    standing,
    company,
    ...(campaign && { campaign }),
    team,
    people: await peopleOf(desk, namedIn(request)),
    at: desk.at,
    ...(due && {
      workingDaysLeft: workingDaysBetween(
        countedBy(due.term, calendarsOf(desk, team, company)),
        dayOf(desk.at, team.zone),
        due.day,
      ),
    }),
  };
};
