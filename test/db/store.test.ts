import { describe } from "vitest";
import { storeContract } from "../contracts/store.contract.ts";
import { freshDatabase, hasPostgres, realPostgres } from "../support/database.ts";

storeContract("the embedded database", async () => {
  const database = await freshDatabase();
  // One process, one connection: whoever opens it gets the same.
  return { open: async () => database, remove: () => database.close() };
});

describe.skipIf(!(await hasPostgres()))("with PostgreSQL", () => {
  storeContract("PostgreSQL", async () => {
    const { open, remove } = await realPostgres();
    return { open, remove };
  });
});
