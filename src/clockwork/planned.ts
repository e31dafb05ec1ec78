import type { Id, Request } from "../domain/request.ts";
import type { Team } from "../domain/parties.ts";
import type { Desk } from "../ports.ts";
import { nextDigest, planFor } from "./planner.ts";

/**
 * A desk that remembers what was recorded at it, so that the reminders of every request touched and
 * the digest of every team touched are planned anew once, in the same transaction.
 */
export const planned = (desk: Desk): { readonly desk: Desk; carryOut(): Promise<void> } => {
  const requests = new Map<Id, Request | undefined>();
  const teams = new Map<Id, Team>();
  return {
    desk: {
      ...desk,
      async record(subject, id, facts, by) {
        const state = await desk.record(subject, id, facts, by);
        // The subject says which member of Records the state is.
        if (subject === "request") requests.set(id, state as Request | undefined);
        if (subject === "team") teams.set(id, state as Team);
        return state;
      },
    },
    async carryOut() {
      for (const team of teams.values()) await desk.planDigest(team, nextDigest(team, desk.at));
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
