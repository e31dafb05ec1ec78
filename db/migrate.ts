import { fileURLToPath } from "node:url";
import { drizzle as drizzlePglite } from "drizzle-orm/pglite";
import { migrate as migrateEmbedded } from "drizzle-orm/pglite/migrator";
import { drizzle } from "drizzle-orm/postgres-js";
import { migrate as migrateServer } from "drizzle-orm/postgres-js/migrator";
import { openClient } from "./connect.ts";
import type { Database } from "./database.ts";

/** The numbered SQL files and their journal, `meta/_journal.json`. */
export const MIGRATIONS = fileURLToPath(new URL("./migrations", import.meta.url));

/**
 * Brings the schema up to date: all pending files in one transaction, none of them on a failure.
 * Several processes may start at once; one migrates, the others wait for it and find nothing to do.
 */
export const migrate = async (database: Database, folder: string = MIGRATIONS): Promise<void> => {
  if (database.kind === "embedded") await migrateEmbedded(drizzlePglite(database.pglite), { migrationsFolder: folder });
  else await migrateAlone(database.url, folder);
};

/** Any number will do, as long as nothing else in this database locks by it: "aid" as ASCII. */
const LOCK = 0x616964;

/** Drizzle's migrator does not expect company: its first statements collide in PostgreSQL's catalogs. */
const migrateAlone = async (url: string, folder: string): Promise<void> => {
  // A lock of a session needs one session, and a migration may take as long as it takes.
  const client = openClient(url, 1, {});
  try {
    await client`SELECT pg_advisory_lock(${LOCK})`;
    await migrateServer(drizzle(client), { migrationsFolder: folder });
  } finally {
    await client.end();
  }
};
