import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { watch } from "node:fs";
import { createInterface } from "node:readline";
import { sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { openEmbedded } from "../../db/embedded/open.ts";
import { createQueue } from "../../db/queue.ts";
import { kill, startChild, temporaryFolder } from "../support/child.ts";
import { courier, silent, wake } from "../support/courier.ts";
import { hasPostgres, realPostgres } from "../support/database.ts";
import { SMALL } from "../support/worlds.ts";

/** AIDLINE_ROUNDS=20 for the long form. */
const ROUNDS = Number(process.env.AIDLINE_ROUNDS ?? 3);
const TIMEOUT = 30_000 + ROUNDS * 20_000;

/** Reads what the writer acknowledges until it has said `count` numbers; then kills it. */
const killAfter = async (writer: ChildProcess, count: number): Promise<number> => {
  let last = 0;
  let heard = 0;
  if (writer.stdout === null) throw new Error("the writer has no voice");
  for await (const line of createInterface({ input: writer.stdout })) {
    last = Number(line);
    heard += 1;
    if (heard === count) writer.kill("SIGKILL");
  }
  return last;
};

/** Settles when a name appears in the folder. */
const appears = (folder: string, name: string): Promise<void> =>
  new Promise((resolve) => {
    const watcher = watch(folder, (_event, file) => {
      if (file !== name) return;
      watcher.close();
      resolve();
    });
  });

describe("kill -9 of a process with the embedded database", () => {
  it(`keeps every acknowledged row, ${ROUNDS} times over`, { timeout: TIMEOUT }, async () => {
    const folder = temporaryFolder();
    for (let round = 0; round < ROUNDS; round += 1) {
      const acknowledged = await killAfter(startChild("writer.ts", folder), 20 + round * 37);
      const database = await openEmbedded({ folder });
      const [found] = await database.rows(sql`SELECT count(*), max(n) FROM number WHERE n <= ${acknowledged}`);
      await database.close();
      expect(found).toEqual({ count: acknowledged, max: acknowledged });
    }
  });

  it(`starts again after being killed in its first start, ${ROUNDS} times over`, { timeout: TIMEOUT }, async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const folder = temporaryFolder();
      // While it is unpacked under another name, or while it is opened under its own.
      const seen = appears(folder, round % 2 === 0 ? "cluster.new" : "cluster");
      const child = startChild("writer.ts", folder);
      await seen;
      await kill(child);
      const database = await openEmbedded({ folder });
      expect(await database.rows(sql`SELECT 1 AS alive`)).toEqual([{ alive: 1 }]);
      await database.close();
    }
  });
});

describe.skipIf(ROUNDS < 20 || !(await hasPostgres()))("kill -9 of a process with a job (long form)", () => {
  it("gives the job to another process within 25 seconds", { timeout: 60_000 }, async () => {
    const postgres = await realPostgres(SMALL);
    const database = await postgres.open();
    const queue = await createQueue(database, { log: silent });
    await database.transaction((tx) => queue.enqueue(tx, [wake("2022-03-07T07:00:00.000Z")]));
    const sleeper = startChild("sleeper.ts", postgres.url);
    if (sleeper.stdout) await once(sleeper.stdout, "data");
    await kill(sleeper);
    const killed = performance.now();
    const { work, until } = courier();
    await queue.start(work);
    await until(1);
    expect(performance.now() - killed).toBeLessThan(25_000);
    await queue.stop();
    await postgres.remove();
  });
});
