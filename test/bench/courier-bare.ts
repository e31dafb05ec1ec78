import { setTimeout as pause } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { PgBoss } from "pg-boss";
import type { Database } from "../../db/database.ts";
import { bossDatabase } from "../../db/queue-tables.ts";
import type { Instant } from "../../src/domain/time.ts";

/** Something that brings what is due, however it does. */
export interface Carrier {
  readonly name: string;
  /** Adds so many that fall due at one moment. */
  add(count: number, at: Instant): Promise<void>;
  /** What it costs when nothing is due any more. */
  stop(): Promise<void>;
}

/** Jobs that are set, claimed and completed together, as the product has it. */
export const BATCH = 50;

/** Jobs of pg-boss with the product's own options, each in a group of its own, and nothing behind them. */
export const bareBoss = async (database: Database, post: () => void): Promise<Carrier> => {
  const boss = new PgBoss({ db: bossDatabase(database), backend: "postgres" });
  boss.on("error", console.error);
  await boss.start();
  await boss.createQueue("bare", { retryLimit: 8, retryDelay: 2, retryBackoff: true, heartbeatSeconds: 10 });
  const options = {
    batchSize: BATCH,
    burstWhenBatchFull: true,
    perJobResults: true,
    groupConcurrency: 1,
    localConcurrency: 3,
  } as const;
  await boss.work("bare", { ...options, pollingIntervalSeconds: 1 }, async (jobs) =>
    jobs.map(({ id }) => {
      post();
      return { id, status: "completed" as const };
    }),
  );
  let number = 0;
  return {
    name: "bare pg-boss",
    add: async (count, startAfter) => {
      for (let left = count; left > 0; left -= 500) {
        const jobs = Array.from({ length: Math.min(500, left) }, () => ({
          data: { workspace: "bare" },
          startAfter,
          group: { id: `place-${(number += 1)}` },
        }));
        await boss.insert("bare", jobs);
      }
    },
    stop: () => boss.stop({ graceful: true, timeout: 10_000, close: false }),
  };
};

/** One table, claimed and completed a batch at a time by the bare driver: what no courier can be faster than. */
export const bareClaims = async (database: Database, post: () => void): Promise<Carrier> => {
  await database.rows(
    sql`create table bare (id bigserial primary key, due_at timestamptz not null, state text not null default 'PENDING')`,
  );
  await database.rows(sql`create index bare_due on bare (due_at) where state = 'PENDING'`);
  if (database.kind !== "server") throw new Error("the bare driver is that of a server");
  const { client } = database;
  const working = { stopped: false, done: Promise.resolve() };
  const work = async (): Promise<void> => {
    while (!working.stopped) {
      const claimed = await client<{ id: number }[]>`
        update bare set state = 'SENDING' where id in (
          select id from bare where state = 'PENDING' and due_at <= now() order by due_at limit ${BATCH} for update skip locked)
        returning id`;
      for (const _ of claimed) post();
      if (claimed.length > 0)
        await client`update bare set state = 'SENT' where id = any(${claimed.map(({ id }) => id)})`;
      else await pause(20);
    }
  };
  working.done = work();
  return {
    name: "bare claim and complete",
    add: async (count, at) => {
      await database.rows(
        sql`insert into bare (due_at) select ${at}::timestamptz from generate_series(1, ${count}::int)`,
      );
    },
    stop: async () => {
      working.stopped = true;
      await working.done;
    },
  };
};
