import { sql } from "drizzle-orm";
import { readMigrationFiles } from "drizzle-orm/migrator";
import type { Database } from "./database.ts";
import { errorCode } from "./fault.ts";
import { MIGRATIONS } from "./migrate.ts";

/** PostgreSQL's codes for a table and a schema that do not exist. */
const NOT_THERE = ["42P01", "3F000"];

const made = async (database: Database): Promise<number> => {
  try {
    const [found] = await database.rows<{ count: number }>(
      sql`select count(*)::int as count from drizzle.__drizzle_migrations`,
    );
    return found?.count ?? 0;
  } catch (error) {
    if (NOT_THERE.includes(errorCode(error) ?? "")) return 0;
    throw error;
  }
};

/** How many migrations a database still lacks; all of them when it was never migrated. Changes nothing. */
export const pending = async (database: Database, folder: string = MIGRATIONS): Promise<number> =>
  Math.max(0, readMigrationFiles({ migrationsFolder: folder }).length - (await made(database)));

/** Whether a database was never migrated, so that it holds no register, and not even the roles that would read one. */
export const isUntouched = async (database: Database): Promise<boolean> => (await made(database)) === 0;
