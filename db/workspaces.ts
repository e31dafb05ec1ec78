import { sql } from "drizzle-orm";
import type { Id } from "../src/domain/request.ts";
import { type Database, rows } from "./database.ts";
import { enterAsWorker } from "./tenancy.ts";

/** All workspaces of a register, oldest first: for operators' commands, which speak for nobody in them. */
export const workspacesIn = (database: Database): Promise<readonly Id[]> =>
  database.transaction(async (tx) => {
    await enterAsWorker(tx);
    const found = await rows<{ id: Id }>(tx, sql`select distinct workspace_id as id from installation order by 1`);
    return found.map(({ id }) => id);
  });
