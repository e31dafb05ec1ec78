import { afterAll, beforeAll, describe } from "vitest";
import type { Database } from "../../db/database.ts";
import { freshDatabase, hasPostgres, realPostgres } from "./database.ts";

/** A migrated database that the tests of one block share; registers and scenes on it see nothing of each other. */
export interface Ground {
  readonly database: Database;
  /** Another process, as far as a server can tell. The embedded database has one owner, and gives it again. */
  open(): Promise<Database>;
}

type Kept = Ground & { remove(): Promise<void> };

const embedded = async (): Promise<Kept> => {
  const database = await freshDatabase();
  return { database, open: async () => database, remove: () => database.close() };
};

const server = async (): Promise<Kept> => {
  const { open, remove } = await realPostgres();
  return { database: await open(), open, remove };
};

const postgres = await hasPostgres();

const on = (name: string, make: () => Promise<Kept>, tests: (ground: () => Ground) => void): void => {
  // oxlint-disable-next-line vitest/valid-title -- the title is a parameter here
  describe(name, () => {
    let kept: Kept | undefined;
    beforeAll(async () => {
      kept = await make();
    });
    afterAll(() => kept?.remove());
    tests(() => {
      if (!kept) throw new Error("the database is opened before the first test, not while tests are collected");
      return kept;
    });
  });
};

/** Runs the same tests on the embedded database, always, and on a real PostgreSQL where this run has one. */
export const onBothDatabases = (what: string, tests: (ground: () => Ground) => void): void => {
  on(`${what}, on the embedded database`, embedded, tests);
  describe.skipIf(!postgres)("where PostgreSQL is", () => {
    on(`${what}, on PostgreSQL`, server, tests);
  });
};

/** The same on the embedded database alone: for what does not depend on the database. */
export const onEmbedded = (what: string, tests: (ground: () => Ground) => void): void => on(what, embedded, tests);
