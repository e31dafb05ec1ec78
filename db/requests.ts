import { and, asc, desc, eq, sql } from "drizzle-orm";
import type { Id, Request } from "../src/domain/request.ts";
import type { Db } from "./database.ts";
import { request } from "./schema.ts";

const states = { state: request.state };

/** The request that people call `AID-<ref>`. */
export const requestByRef = async (tx: Db, ws: Id, ref: number): Promise<Request | undefined> => {
  // Numbers beyond the column's range are typed by people too; there is no such request.
  if (!Number.isInteger(ref) || ref < 1 || ref > 2_147_483_647) return undefined;
  const [found] = await tx
    .select(states)
    .from(request)
    .where(and(eq(request.workspaceId, ws), eq(request.ref, ref)));
  return found?.state;
};

/** Open requests to a company, newest first. */
export const requestsTo = async (tx: Db, ws: Id, company: Id, limit: number): Promise<readonly Request[]> => {
  const found = await tx
    .select(states)
    .from(request)
    .where(and(eq(request.workspaceId, ws), eq(request.companyId, company), eq(request.status, sql`'open'`)))
    .orderBy(desc(request.ref))
    .limit(limit);
  return found.map(({ state }) => state);
};

/** Open requests of a team that carry a deadline, running or paused. */
export const openWithDeadline = async (tx: Db, ws: Id, team: Id): Promise<readonly Request[]> => {
  const found = await tx
    .select(states)
    .from(request)
    .where(
      and(
        eq(request.workspaceId, ws),
        eq(request.teamId, team),
        eq(request.status, sql`'open'`),
        sql`${request.state} ? 'deadline'`,
      ),
    )
    .orderBy(asc(request.ref));
  return found.map(({ state }) => state);
};

/** The open request that somebody was given last; read once in a person's life, so without an index of its own. */
export const lastOwnedBy = async (tx: Db, ws: Id, owner: Id): Promise<Request | undefined> => {
  const [found] = await tx
    .select(states)
    .from(request)
    .where(
      and(eq(request.workspaceId, ws), eq(request.status, sql`'open'`), sql`${request.state} ->> 'owner' = ${owner}`),
    )
    .orderBy(desc(request.ref))
    .limit(1);
  return found?.state;
};

/** Every request to a company whatever its status, oldest first. */
export const allRequestsTo = async (tx: Db, ws: Id, company: Id): Promise<readonly Request[]> => {
  const found = await tx
    .select(states)
    .from(request)
    .where(and(eq(request.workspaceId, ws), eq(request.companyId, company)))
    .orderBy(asc(request.ref));
  return found.map(({ state }) => state);
};
