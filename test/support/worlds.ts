import { fileURLToPath } from "node:url";
import type { Database } from "../../db/database.ts";
import { freshDatabase, hasPostgres, realPostgres } from "./database.ts";

/** A small migrations folder for tests of the ground itself, which need nothing of the register. */
export const SMALL = fileURLToPath(new URL("../fixtures/migrations", import.meta.url));

/** A database for a test file, of whichever kind. */
export interface World {
  open(): Promise<Database>;
  remove(): Promise<void>;
}

const embedded = async (migrations?: string): Promise<World> => {
  const database = await freshDatabase(migrations);
  return { open: async () => database, remove: database.close };
};

/**
 * Both kinds of database, for suites that hold on either: each with its name, whether this run has
 * it, and how to make one. `describe.skipIf(!available)(…)`.
 */
export const worlds: readonly {
  readonly name: string;
  readonly available: boolean;
  make(migrations?: string): Promise<World>;
}[] = [
  { name: "the embedded database", available: true, make: embedded },
  { name: "PostgreSQL", available: await hasPostgres(), make: realPostgres },
];
