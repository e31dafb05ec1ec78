import { and, eq } from "drizzle-orm";
import type { Records, Subject } from "../src/domain/journal.ts";
import type { Id } from "../src/domain/request.ts";
import type { Db } from "./database.ts";
import { campaign, company, member, request, team, workspace } from "./schema.ts";

/** `workspace` is read above, by its own key; the others share these columns, each with its subject's state. */
// The columns that are read below are the same in all of them; only the type of `state` differs.
const BY_ID = { request, company, team, campaign, member } as unknown as Readonly<Record<Subject, typeof company>>;

/** A record's present state by its id, or undefined. */
export const recordOf = async <S extends Subject>(
  tx: Db,
  ws: Id,
  subject: S,
  id: Id,
): Promise<Records[S]["state"] | undefined> => {
  if (subject === "workspace") {
    const [found] = await tx.select({ state: workspace.state }).from(workspace).where(eq(workspace.workspaceId, ws));
    return found?.state;
  }
  const table: typeof company = BY_ID[subject];
  const [found] = await tx
    .select({ state: table.state })
    .from(table)
    .where(and(eq(table.workspaceId, ws), eq(table.id, id)));
  return found?.state;
};
