import type { Fact } from "../domain/journal.ts";
import type { ListFilter } from "../domain/overview.ts";
import type { Place, Team } from "../domain/parties.ts";
import type { Id, Request } from "../domain/request.ts";
import { LIVE } from "../domain/vocabulary.ts";
import type { Desk } from "../ports.ts";
import { cardPlaces } from "./card-places.ts";
import { introductionPlace } from "./introductions.ts";
import { digestsAhead, planFor } from "./planner.ts";

/** Requests that one question to the register brings. */
const PAGE = 500;

/** The requests at work of a person or a team: what changes with their wishes. */
const atWork = async (desk: Desk, whose: Pick<ListFilter, "owner" | "team">): Promise<readonly Request[]> => {
  const found: Request[] = [];
  for (let offset = 0; ; offset += PAGE) {
    const filter = { ...whose, status: LIVE, sort: "ref", limit: PAGE } as const;
    const { rows } = await desk.list({ ...filter, offset });
    for (const { ref } of rows) {
      const request = await desk.request(ref);
      if (request) found.push(request);
    }
    if (rows.length < PAGE) return found;
  }
};

/** What of a team its requests' cards show: where they stand, and by whose days they count. */
const SHOWN = ["place", "also", "zone", "country", "daysOff", "workdays"] as const satisfies readonly (keyof Team)[];

/** What of a team decides where and when its reminders go out. */
const HOURS = [...SHOWN, "morning", "quietFrom", "quietTo"] as const;

/** Whether a fact moves the reminders of a team to another place or another hour. */
const movesReminders = (fact: Fact): boolean =>
  fact.type === "team.changed" && HOURS.some((field) => fact[field] !== undefined);

/** Whether a fact changes the cards of a team's requests, without a word on the requests themselves. */
const changesCards = (fact: Fact): boolean =>
  fact.type === "team.changed" && SHOWN.some((field) => fact[field] !== undefined);

const givesOwner = (fact: Fact): boolean =>
  (fact.type === "assigned" || fact.type === "request.logged") && typeof fact.owner === "string";

/** The places that a change makes a team's, with those that it leaves it beside them. */
const homesIn = (fact: Fact): readonly Place[] =>
  fact.type === "team.added" || fact.type === "team.changed"
    ? [fact.place, ...(fact.also ?? [])].filter((place) => place !== undefined)
    : [];

/** What came of carrying out. */
interface Planned {
  /** The requests with cards that are to be shown anew. */
  readonly carded: readonly Id[];
  /** The places that are a team's since. */
  readonly homes: readonly Place[];
}

/**
 * A desk that remembers what was recorded at it, so that the reminders of every request touched and
 * the digest of every team touched are planned anew once, in the same transaction.
 */
export const planned = (desk: Desk): { readonly desk: Desk; carryOut(): Promise<Planned> } => {
  const requests = new Map<Id, Request | undefined>();
  const recorded = new Set<Id>();
  /** Requests that were given to somebody. */
  const given = new Set<Id>();
  const teams = new Map<Id, Team>();
  /** People and teams whose reminders move. */
  const owners = new Set<Id>();
  const houses = new Set<Id>();
  /** Teams whose cards are not as they were. */
  const recarded = new Set<Id>();
  const homes: Place[] = [];
  return {
    desk: {
      ...desk,
      async record(subject, id, facts, by) {
        const state = await desk.record(subject, id, facts, by);
        // The subject says which member of Records the state is.
        if (subject === "request") {
          requests.set(id, state as Request | undefined);
          recorded.add(id);
          if (facts.some(givesOwner)) given.add(id);
        }
        if (subject === "team") teams.set(id, state as Team);
        if (subject === "member" && facts.some((fact) => fact.type === "member.changed" && fact.direct !== undefined))
          owners.add(id);
        if (facts.some(movesReminders)) houses.add(id);
        if (facts.some(changesCards)) recarded.add(id);
        homes.push(...facts.flatMap(homesIn));
        return state;
      },
    },
    async carryOut() {
      const carded: Id[] = [];
      for (const team of teams.values()) await desk.planDigest(team, digestsAhead(team, desk.at));
      const moved = [...[...owners].map((owner) => ({ owner })), ...[...houses].map((team) => ({ team }))];
      for (const whose of moved) for (const request of await atWork(desk, whose)) requests.set(request.id, request);
      for (const [id, request] of requests) {
        const team = request && (await desk.team(request.team));
        const company = request && (await desk.company(request.company));
        const places = team ? cardPlaces(team) : [];
        // Where nothing has cards there is nothing to look for; without the request its cards say that it is gone.
        const changed = recorded.has(id) || (request !== undefined && recarded.has(request.team));
        if (changed && (places.length > 0 || !request)) {
          await desk.planCards(id, places, recorded.has(id));
          carded.push(id);
        }
        if (!request || !team || !company) await desk.plan(id, desk.place, []);
        else {
          const owner = request.owner === undefined ? undefined : await desk.member(request.owner);
          const introduced = owner && given.has(id) ? introductionPlace(owner, team) : undefined;
          if (owner && introduced) await desk.planIntroduction(owner.id, team.id, introduced);
          const { place, planned: reminders } = planFor(request, team, company, desk.holidays, desk.at, owner);
          await desk.plan(id, place, reminders);
        }
      }
      return { carded, homes };
    },
  };
};
