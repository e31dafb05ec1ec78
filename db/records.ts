import { and, eq } from "drizzle-orm";
import type { Records, Subject } from "../src/domain/journal.ts";
import type { Id } from "../src/domain/request.ts";
import type { Db } from "./database.ts";
import { campaign, company, member, request, team, workspace } from "./schema.ts";

const BY_ID = { request, company, team, campaign, member } as const;

/** A record's present state by its id, or undefined. */
export const recordOf = async <S extends Subject>(tx: Db, ws: Id, subject: S, id: Id): Promise<Records[S]["state"] | undefined> => {
  if (subject === "workspace") {
    const [found] = await tx.select({ state: workspace.state }).from(workspace).where(eq(workspace.workspaceId, ws));
    return found?.state as Records[S]["state"] | undefined;
  }
  // The five tables share these columns; the state is of the subject that the table is chosen by.
  const table = BY_ID[subject as Exclude<Subject, "workspace">] as typeof company;
  const [found] = await tx
    .select({ state: table.state })
    .from(table)
    .where(and(eq(table.workspaceId, ws), eq(table.id, id)));
  return found?.state as Records[S]["state"] | undefined;
};
