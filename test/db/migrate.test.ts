import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import { afterEach, describe, expect, it } from "vitest";
import type { Database } from "../../db/database.ts";
import { openEmbedded } from "../../db/embedded/open.ts";
import { MIGRATIONS, migrate } from "../../db/migrate.ts";
import { emptyPostgres, freshDatabase, hasPostgres, type RealPostgres } from "../support/database.ts";
import { SMALL } from "../support/worlds.ts";

const applied = async (database: Database): Promise<number> => {
  const [row] = await database.rows<{ count: number }>(sql`SELECT count(*) FROM drizzle.__drizzle_migrations`);
  return row?.count ?? 0;
};

describe("migrating the embedded database", () => {
  it("applies every file once, however often it is asked", async () => {
    const database = await openEmbedded();
    await migrate(database, SMALL);
    await migrate(database, SMALL);
    expect(await applied(database)).toBe(2);
    await database.close();
  });

  it("gives every test a migrated database of its own", async () => {
    const [one, other] = [await freshDatabase(SMALL), await freshDatabase(SMALL)];
    await one.rows(sql`INSERT INTO note VALUES (1, 'only here')`);
    expect(await other.rows(sql`SELECT * FROM note`)).toEqual([]);
    await Promise.all([one.close(), other.close()]);
  });
});

describe.skipIf(!(await hasPostgres()))("migrating PostgreSQL", () => {
  let postgres: RealPostgres | undefined;
  afterEach(() => postgres?.remove());

  it("lets four processes start at once, with the register's own files", async () => {
    postgres = await emptyPostgres();
    const processes = await Promise.all(Array.from({ length: 4 }, postgres.open));
    await Promise.all(processes.map((database) => migrate(database)));
    const journal = JSON.parse(await readFile(join(MIGRATIONS, "meta", "_journal.json"), "utf8"));
    const [first] = processes;
    expect(first && (await applied(first))).toBe(journal.entries.length);
  });
});
