import type { Team } from "../domain/parties.ts";
import type { Id, Request } from "../domain/request.ts";
import type { Desk } from "../ports.ts";
import { nextDigest, planFor } from "./planner.ts";

/** Open requests of one person whose reminders follow them to another place; nobody owns more. */
const MOST = 1_000;

/** Requests whose reminders change their place with their owner's wish to hear of them directly. */
const followers = async (desk: Desk, owner: Id): Promise<readonly Request[]> => {
  const { rows } = await desk.list({ owner, status: ["draft", "awaiting_approval", "open"], limit: MOST });
  const found: Request[] = [];
  for (const { ref } of rows) {
    const request = await desk.request(ref);
    if (request) found.push(request);
  }
  return found;
};

/**
 * A desk that remembers what was recorded at it, so that the reminders of every request touched and
 * the digest of every team touched are planned anew once, in the same transaction.
 */
export const planned = (desk: Desk): { readonly desk: Desk; carryOut(): Promise<void> } => {
  const requests = new Map<Id, Request | undefined>();
  const teams = new Map<Id, Team>();
  const moved = new Set<Id>();
  return {
    desk: {
      ...desk,
      async record(subject, id, facts, by) {
        const state = await desk.record(subject, id, facts, by);
        // The subject says which member of Records the state is.
        if (subject === "request") requests.set(id, state as Request | undefined);
        if (subject === "team") teams.set(id, state as Team);
        if (subject === "member" && facts.some((fact) => fact.type === "member.changed" && fact.direct !== undefined))
          moved.add(id);
        return state;
      },
    },
    async carryOut() {
      for (const team of teams.values()) await desk.planDigest(team, nextDigest(team, desk.at));
      for (const member of moved)
        for (const request of await followers(desk, member)) requests.set(request.id, request);
      for (const [id, request] of requests) {
        const team = request && (await desk.team(request.team));
        const company = request && (await desk.company(request.company));
        if (!request || !team || !company) await desk.plan(id, desk.place, []);
        else {
          const owner = request.owner === undefined ? undefined : await desk.member(request.owner);
          const { place, planned: reminders } = planFor(request, team, company, desk.holidays, desk.at, owner);
          await desk.plan(id, place, reminders);
        }
      }
    },
  };
};
