import { sql } from "drizzle-orm";
import type { Id } from "../src/domain/request.ts";
import { type Database, type Db, rows } from "./database.ts";
import { enterAsWorker } from "./tenancy.ts";

/**
 * All workspaces of a register, oldest first: also those that joined another, of which a journal is left and what was
 * answered there. The transaction is the worker's, and the schema the newest.
 */
export const workspacesOf = async (tx: Db): Promise<readonly Id[]> => {
  const found = await rows<{ id: Id }>(tx, sql`select workspace_id as id from workspace order by 1`);
  return found.map(({ id }) => id);
};

/** Those that somebody uses, whatever the schema, for operators' commands, which speak for nobody in them. */
export const workspacesIn = (database: Database): Promise<readonly Id[]> =>
  database.transaction(async (tx) => {
    await enterAsWorker(tx);
    const found = await rows<{ id: Id }>(tx, sql`select distinct workspace_id as id from installation order by 1`);
    return found.map(({ id }) => id);
  });
