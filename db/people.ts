import { and, asc, eq, sql } from "drizzle-orm";
import type { Campaign, Member, Team } from "../src/domain/parties.ts";
import type { Id } from "../src/domain/request.ts";
import type { Db } from "./database.ts";
import { campaign, member, team } from "./schema.ts";

/** All teams of a workspace in the order in which they were added: ids grow with time. */
export const teamsOf = async (tx: Db, ws: Id): Promise<readonly Team[]> => {
  const found = await tx.select({ state: team.state }).from(team).where(eq(team.workspaceId, ws)).orderBy(asc(team.id));
  return found.map(({ state }) => state);
};

/** All campaigns, by code. */
export const campaignsOf = async (tx: Db, ws: Id): Promise<readonly Campaign[]> => {
  const found = await tx
    .select({ state: campaign.state })
    .from(campaign)
    .where(eq(campaign.workspaceId, ws))
    .orderBy(sql`${campaign.state} ->> 'code'`, asc(campaign.id));
  return found.map(({ state }) => state);
};

/** All members, by name; those who left too, but nobody twice. */
export const membersOf = async (tx: Db, ws: Id): Promise<readonly Member[]> => {
  const found = await tx
    .select({ state: member.state })
    .from(member)
    .where(and(eq(member.workspaceId, ws), sql`not ${member.state} ? 'sameAs'`))
    .orderBy(sql`${member.state} ->> 'name'`, asc(member.id));
  return found.map(({ state }) => state);
};
