import type { Given } from "../domain/link.ts";
import { mergedMembers } from "../domain/link.ts";
import { type Member, SAMPLE, type Workspace } from "../domain/parties.ts";
import { Refusal } from "../domain/refusal.ts";
import { LIVE, may } from "../domain/vocabulary.ts";
import type { Desk } from "../ports.ts";
import { mustReach } from "./finding.ts";

/** Requests of one person that are handed over at a time; and the most that a sample may have grown to. */
const PAGE = 500;

/** Requests at work become the other member's, so that reminders and lists follow the person. */
const handOver = async (desk: Desk, from: Member, to: Member): Promise<void> => {
  for (;;) {
    const { rows } = await desk.list({ involves: from.id, status: LIVE, sort: "ref", limit: PAGE });
    for (const { ref } of rows) {
      const request = await desk.request(ref);
      if (!request) continue;
      await desk.record("request", request.id, [
        {
          type: "assigned",
          ...(request.owner === from.id && { owner: to.id }),
          ...(request.standIn === from.id && { standIn: to.id }),
        },
      ]);
    }
    if (rows.length < PAGE) return;
  }
};

/**
 * Makes whoever is at the desk and whoever gave the code one member. The giver knows that the other account
 * becomes theirs, with their role; so a role only ever goes from the giver to whoever types.
 */
export const joinAccounts = async (desk: Desk, { by }: Given, typed: string): Promise<Member> => {
  const [me, giver] = [await desk.member(desk.me.id), await desk.member(by)];
  if (!me || !giver || me.id === giver.id) throw new Refusal("code_own", {}, "code");
  if (giver.sameAs !== undefined || !giver.active) throw new Refusal("code_withdrawn", {}, "code");
  if (!may(giver.role, me.role)) throw new Refusal("code_of_lower_role", { name: giver.name, need: me.role }, "code");
  const { stays, goes, gains, loses } = mergedMembers(giver, me);
  await desk.codes.use("person", typed);
  await desk.record("member", goes.id, [{ type: "member.changed", ...loses }]);
  const one = await desk.record("member", stays.id, [{ type: "member.changed", ...gains }]);
  await handOver(desk, goes, stays);
  return one ?? stays;
};

/** Whether nothing was recorded here but the sample: only then may what is recorded here end. */
const isUnused = async (desk: Desk): Promise<boolean> => {
  const sample = (await desk.campaigns()).find(({ code }) => code === SAMPLE);
  const { total } = await desk.list({ limit: 1 });
  const { rows } = sample ? await desk.list({ campaign: sample.id, limit: PAGE }) : { rows: [] };
  const sampled = new Set(rows.map(({ company }) => company.id));
  const companies = await desk.everyCompany();
  return total === rows.length && companies.every(({ id }) => sampled.has(id));
};

/** Lets this workspace's servers join the workspace in which the code was given. */
export const joinServers = async (desk: Desk, given: Given, typed: string): Promise<Workspace> => {
  if (given.workspace === desk.workspace.id) throw new Refusal("same_register", {}, "code");
  mustReach(desk, "admin", "link");
  if (!(await isUnused(desk))) throw new Refusal("register_in_use", { name: desk.workspace.name }, "code");
  const joined = await desk.join(given, typed);
  if (!joined) throw new Refusal("code_withdrawn", {}, "code");
  return joined;
};
