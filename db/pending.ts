import { sql } from "drizzle-orm";
import { readMigrationFiles } from "drizzle-orm/migrator";
import type { Database } from "./database.ts";
import { errorCode } from "./fault.ts";
import { MIGRATIONS } from "./migrate.ts";

/** PostgreSQL's codes for a table and a schema that do not exist. */
const NOT_THERE = ["42P01", "3F000"];

/** How many migrations a database still lacks; all of them when it was never migrated. Changes nothing. */
export const pending = async (database: Database, folder: string = MIGRATIONS): Promise<number> => {
  const all = readMigrationFiles({ migrationsFolder: folder }).length;
  try {
    const [found] = await database.rows<{ count: number }>(
      sql`select count(*)::int as count from drizzle.__drizzle_migrations`,
    );
    return Math.max(0, all - (found?.count ?? 0));
  } catch (error) {
    if (NOT_THERE.includes(errorCode(error) ?? "")) return all;
    throw error;
  }
};
