import { once } from "node:events";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { CLUSTER, clusterIn } from "../../db/embedded/cluster.ts";
import { DURABLE_PARAMETERS, DurableFiles } from "../../db/embedded/durable-files.ts";
import { FolderInUse } from "../../db/embedded/lock.ts";
import { openEmbedded } from "../../db/embedded/open.ts";
import { kill, startChild, temporaryFolder } from "../support/child.ts";

describe("the folder of the embedded database", () => {
  it("is refused to a second process, with a sentence that helps, and free once the first is killed", async () => {
    const folder = temporaryFolder();
    const owner = startChild("writer.ts", folder);
    if (owner.stdout) await once(owner.stdout, "data");
    const second = openEmbedded({ folder });
    await expect(second).rejects.toThrow(FolderInUse);
    await expect(second).rejects.toThrow(
      `Another Aidline is running on this folder (${folder}), and the embedded database has room for one. ` +
        "Stop that one first, or use `npm run -s aid -- …`, which talks to it.",
    );
    await kill(owner);
    const database = await openEmbedded({ folder });
    expect(await database.rows(sql`SELECT count(*) > 0 AS kept FROM number`)).toEqual([{ kept: true }]);
    await database.close();
  });

  it("is refused to a second opening in the same process, and free again after closing", async () => {
    const folder = temporaryFolder();
    const first = await openEmbedded({ folder });
    await expect(openEmbedded({ folder })).rejects.toThrow(FolderInUse);
    await Promise.all([first.close(), first.close()]);
    await (await openEmbedded({ folder })).close();
  });

  it("throws away a first start that was not finished", async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, "cluster.new", "base"), { recursive: true });
    writeFileSync(join(folder, "cluster.new", "PG_VERSION"), "18\n");
    const database = await openEmbedded({ folder });
    expect(readdirSync(folder).filter((name) => name.startsWith("cluster"))).toEqual(["cluster"]);
    await database.close();
  });

  it("is let go when the database in it cannot be opened", async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, "cluster"));
    writeFileSync(join(folder, "cluster", "PG_VERSION"), "not a version");
    const broken = "PGlite failed to initialize";
    await expect(openEmbedded({ folder })).rejects.toThrow(broken);
    await expect(openEmbedded({ folder })).rejects.toThrow(broken);
  });
});

describe("the durability of the embedded database", () => {
  it("is checked at the start: true in a folder, false in memory", async () => {
    const [kept, gone] = [await openEmbedded({ folder: temporaryFolder() }), await openEmbedded()];
    expect([kept.durable, gone.durable]).toEqual([true, false]);
    await Promise.all([kept.close(), gone.close()]);
  });

  const syncsOf = async (startParams: readonly string[], commits: number): Promise<number> => {
    const files = new DurableFiles(await clusterIn(temporaryFolder()));
    const pglite = await PGlite.create({ fs: files, startParams: [...startParams] });
    await pglite.exec("CREATE TABLE number (n integer)");
    const before = files.syncs;
    for (let n = 0; n < commits; n += 1) await pglite.query("INSERT INTO number VALUES ($1)", [n]);
    await pglite.close();
    return files.syncs - before;
  };

  it("syncs each commit to the disk", async () => {
    expect(await syncsOf(DURABLE_PARAMETERS, 25)).toBeGreaterThanOrEqual(25);
  });

  it("would be noticed to be missing: PGlite as it comes syncs nothing", async () => {
    expect(await syncsOf(PGlite.defaultStartParams, 25)).toBe(0);
  });
});

describe("the embedded database", () => {
  it("ships a cluster that the installed and pinned version of PGlite made", () => {
    const installed: unknown = JSON.parse(readFileSync("node_modules/@electric-sql/pglite/package.json", "utf8"));
    const ours: unknown = JSON.parse(readFileSync("package.json", "utf8"));
    expect(installed).toMatchObject({ version: CLUSTER.pglite });
    expect(ours).toMatchObject({ dependencies: { "@electric-sql/pglite": CLUSTER.pglite } });
  });

  it("is small, in UTC, and knows likeness of Ukrainian words", async () => {
    const database = await openEmbedded();
    await database.rows(sql`CREATE EXTENSION pg_trgm`);
    const [settings] = await database.rows(
      sql`SELECT current_setting('shared_buffers') AS memory, current_setting('TimeZone') AS zone`,
    );
    const [words] = await database.rows(
      sql`SELECT lower('ЗЕЛЕНИЙ ЇЖАК') AS lower, similarity('Київстар', 'київстар') AS likeness`,
    );
    expect(settings).toEqual({ memory: "32MB", zone: "UTC" });
    expect(words).toEqual({ lower: "зелений їжак", likeness: 1 });
    await database.close();
  });

  it("lives through a first start and the migrations in less than 600 MB", async () => {
    const child = startChild("opener.ts", temporaryFolder());
    const [said] = child.stdout === null ? [] : await once(child.stdout, "data");
    expect(Number(said)).toBeGreaterThan(100);
    expect(Number(said)).toBeLessThan(600);
  });

  it("begins from a snapshot of another, in memory and in a folder", async () => {
    const original = await openEmbedded();
    await original.rows(sql`CREATE TABLE note AS SELECT 'kept' AS words`);
    const from = await original.snapshot();
    for (const where of [{ from }, { from, folder: temporaryFolder() }]) {
      const copy = await openEmbedded(where);
      expect(await copy.rows(sql`SELECT words FROM note`)).toEqual([{ words: "kept" }]);
      await copy.close();
    }
    await original.close();
  });

  it("gives back the room of deleted rows when vacuumed", async () => {
    const database = await openEmbedded();
    await database.rows(sql`CREATE TABLE note AS SELECT repeat('x', 1000) AS words FROM generate_series(1, 2000)`);
    await database.rows(sql`DELETE FROM note`);
    await database.vacuum();
    expect(await database.rows(sql`SELECT pg_relation_size('note')::int AS size`)).toEqual([{ size: 0 }]);
    await database.close();
  });
});
