import { sql } from "drizzle-orm";
import type { Database } from "./database.ts";
import { pending } from "./pending.ts";

/** Asks a database something that costs nothing; rejects when it does not answer. Returns how many migrations it lacks. */
export const answering = async (database: Database): Promise<number> => {
  await database.rows(sql`select 1`);
  return pending(database);
};
