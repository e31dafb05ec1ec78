import { fileURLToPath } from "node:url";
import type { Database } from "./database.ts";

/** The numbered SQL files and their journal, `meta/_journal.json`. */
export const MIGRATIONS = fileURLToPath(new URL("./migrations", import.meta.url));

/**
 * Brings the schema up to date: all pending files in one transaction, none of them on a failure.
 * Several processes may start at once; one migrates, the others wait for it and find nothing to do.
 */
export const migrate = (database: Database, folder: string = MIGRATIONS): Promise<void> => database.migrate(folder);
