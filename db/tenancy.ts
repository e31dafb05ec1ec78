import { sql } from "drizzle-orm";
import type { Id } from "../src/domain/request.ts";
import type { Instant } from "../src/domain/time.ts";
import { type Db, rows } from "./database.ts";
import { instantFrom } from "./instant.ts";

/**
 * Gives up, until the end of the transaction, all rights but those in one workspace. Every transaction
 * begins with this or `enterAsWorker`: who connects may be a superuser, whom row-level security does
 * not bind. Returns the database's time.
 */
export const enterWorkspace = async (tx: Db, workspace: Id): Promise<Instant> => {
  const [row] = await rows<{ now: string }>(
    tx,
    sql`select set_config('role', 'aidline_app', true), set_config('aidline.workspace', ${workspace}, true), now() as now`,
  );
  return momentOf(row);
};

/** The same, and nothing may be written either. */
export const lookIntoWorkspace = async (tx: Db, workspace: Id): Promise<Instant> => {
  const [row] = await rows<{ now: string }>(
    tx,
    sql`
      select set_config('role', 'aidline_app', true), set_config('aidline.workspace', ${workspace}, true),
        set_config('transaction_read_only', 'on', true), now() as now`,
  );
  return momentOf(row);
};

/** For rounds over all workspaces: they see deliveries and where they belong, and nothing else. */
export const enterAsWorker = async (tx: Db): Promise<Instant> => {
  const [row] = await rows<{ now: string }>(tx, sql`select set_config('role', 'aidline_worker', true), now() as now`);
  return momentOf(row);
};

const momentOf = (row: { now: string } | undefined): Instant => {
  if (!row) throw new Error("The database did not say what time it is");
  return instantFrom(row.now);
};
