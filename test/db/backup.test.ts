import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { backUp } from "../../db/embedded/backup.ts";
import { FolderInUse, lockFolder } from "../../db/embedded/lock.ts";
import { openEmbedded } from "../../db/embedded/open.ts";
import { restore } from "../../db/embedded/restore.ts";
import { tarHead } from "../../db/embedded/tar.ts";
import { migrate } from "../../db/migrate.ts";
import { temporaryFolder } from "../support/child.ts";
import { lastingFolder } from "../support/lasting-folder.ts";
import { openOffice } from "../support/office.ts";

const numbersIn = async (folder: string): Promise<readonly number[]> => {
  const database = await openEmbedded({ folder });
  const found = await database.rows<{ n: number }>(sql`select n from number order by n`);
  await database.close();
  return found.map(({ n }) => n);
};

describe("a backup of the embedded database", () => {
  const folder = lastingFolder();
  const file = join(folder, "backup.tar.gz");
  /** Written before the backup began, and when it had ended. */
  let before = 0;
  let after = 0;
  let stopped: unknown;

  beforeAll(async () => {
    const { cluster, ...database } = await openEmbedded({ folder });
    await database.rows(sql`create table number (n integer)`);
    await database.rows(sql`create table filling as select repeat('x', 1000) from generate_series(1, 5000)`);
    let written = 0;
    const write = async (): Promise<void> => {
      await database.rows(sql`insert into number values (${(written += 1)})`);
    };
    await write();
    before = written;
    // One that was stopped is no hindrance to the next.
    const aborted = backUp({ ...database, cluster: cluster ?? "" }, file, AbortSignal.abort());
    stopped = await aborted.catch((error: unknown) => error);
    const over = new AbortController();
    const writing = (async () => {
      for (let nth = 0; nth < 200 && !over.signal.aborted; nth += 1) {
        await write();
        // The embedded database gives nobody else a turn; a look at the disk does.
        await stat(folder);
      }
    })();
    await backUp({ ...database, cluster: cluster ?? "" }, file);
    after = written;
    over.abort();
    await writing;
    await write();
    await database.close();
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it("is made while others write, also after one that was stopped: it has all that was there, and what came meanwhile up to one moment", async () => {
    expect(stopped).toMatchObject({ name: "AbortError" });
    const lost = temporaryFolder();
    expect(await restore(file, lost)).toBeUndefined();
    const numbers = await numbersIn(lost);
    expect(numbers).toEqual(Array.from({ length: numbers.length }, (_, k) => k + 1));
    expect(numbers.length).toBeGreaterThanOrEqual(before);
    expect(numbers.length).toBeLessThanOrEqual(after);
    expect(after).toBeGreaterThan(before + 5);
  });

  it("is its owner's alone, and an archive that any tar reads", () => {
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const listed = execFileSync("tar", ["-tzf", file], { encoding: "utf8" }).split("\n");
    expect(listed).toEqual(expect.arrayContaining(["PG_VERSION", "backup_label", "global/pg_control"]));
    expect(listed).not.toContain("postmaster.pid");
  });

  it("keeps what it replaces beside it", async () => {
    const used = temporaryFolder();
    mkdirSync(join(used, "cluster"));
    writeFileSync(join(used, "cluster", "PG_VERSION"), "older");
    const lock = lockFolder(used);
    await expect(restore(file, used)).rejects.toThrow(FolderInUse);
    lock.release();
    expect(await restore(file, used)).toBe(join(used, "cluster.replaced-1"));
    expect(readFileSync(join(used, "cluster.replaced-1", "PG_VERSION"), "utf8")).toBe("older");
    expect(readFileSync(join(used, "cluster", "PG_VERSION"), "utf8")).toBe("18\n");
  });

  it("is refused when it is not whole, and nothing is changed", async () => {
    const used = temporaryFolder();
    const broken = join(used, "broken.tar.gz");
    const whole = readFileSync(file);
    const start = gunzipSync(whole).subarray(0, 4_000);
    const damaged = Buffer.from(start).fill(1, 0, 4);
    const escaping = Buffer.concat([tarHead({ name: "../out", folder: false, size: 0 }), Buffer.alloc(1024)]);
    const cases: readonly [Buffer, RegExp][] = [
      [whole.subarray(0, whole.length / 2), /no gzip file, or cut off/u],
      [Buffer.from("not an archive"), /no gzip file/u],
      [gzipSync(start), /ends too early/u],
      [gzipSync(damaged), /a head is damaged/u],
      [gzipSync(escaping), /leads out of it/u],
      [gzipSync(Buffer.alloc(1024)), /no backup_label/u],
    ];
    for (const [bytes, why] of cases) {
      writeFileSync(broken, bytes);
      const refused = { name: "BrokenArchive", message: expect.stringMatching(why) };
      await expect(restore(broken, used)).rejects.toMatchObject(refused);
    }
    expect(readdirSync(used).filter((name) => name === "cluster")).toEqual([]);
    expect(existsSync(join(used, "..", "out"))).toBe(false);
  });
});

describe("A register that was put back from a dump of the embedded database", () => {
  it("says nothing again that it said since, says what was not said, and goes on", { timeout: 60_000 }, async () => {
    const folder = temporaryFolder();
    const file = join(folder, "dump.tar.gz");
    const database = await openEmbedded({ folder });
    await migrate(database);
    const one = await openOffice({ database, takings: ["ok", "refused"] });
    const asked = "kind:equipment channel:email owner:me";
    await one.says(`request Contoso "Host our archive" ${asked} reply-by:2022-03-09`);
    await one.says(`request Northwind "Send terminals" ${asked} reply-by:2022-03-09`);
    await one.says(`request Fabrikam "Train our people" ${asked} reply-by:2022-03-28`);
    one.clock.set("2022-03-08T09:00:00.000Z");
    await one.deliveries.beat();
    await backUp({ ...database, cluster: database.cluster ?? "" }, file);
    // Of the two that are due one is said, and the platform does not take the other.
    await one.passes("2022-03-09T09:00:00.000Z");
    expect(one.texts()).toEqual([expect.stringContaining("Contoso")]);
    await database.close();

    expect(await restore(file, folder)).toBe(join(folder, "cluster.replaced-1"));
    const restored = await openEmbedded({ folder });
    try {
      const same = await one.movesTo(restored);
      expect(same.ws).toBe(one.ws);
      one.clock.set("2022-03-09T09:10:00.000Z");
      expect(await same.deliveries.beat()).toMatchObject({ from: "2022-03-08T09:00:00.000Z", deliveries: 2 });
      for (const at of ["09:10:10", "09:11:10", "09:12:10"]) await same.passes(`2022-03-09T${at}.000Z`);
      expect(same.texts()).toEqual([expect.stringContaining("Contoso"), expect.stringContaining("Northwind")]);
      await same.passes("2022-03-21T09:00:00.000Z");
      expect(same.texts().filter((text) => text.includes("Fabrikam") && !text.includes("Digest"))).toHaveLength(1);
    } finally {
      await restored.close();
    }
  });
});
