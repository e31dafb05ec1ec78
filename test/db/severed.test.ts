import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { connect } from "../../db/connect.ts";
import { type Db, rows, type Server } from "../../db/database.ts";
import { faultWord } from "../../db/fault.ts";
import { bossDatabase } from "../../db/queue-tables.ts";
import type { Answer } from "../../src/ports.ts";
import { build } from "../../src/process/house.ts";
import { createVirtualClock } from "../../src/process/virtual-clock.ts";
import { hasPostgres, type RealPostgres, realPostgres } from "../support/database.ts";
import { type Line, openLine } from "../support/line.ts";
import { collectedLog } from "../support/log.ts";
import { seededRandom } from "../support/random.ts";
import { SMALL } from "../support/worlds.ts";

/** The ways in which a connection ends: in the network, or by the server's own hand. */
const ENDS = ["cut", "terminated"] as const;

describe.skipIf(!(await hasPostgres()))("a connection that ends", () => {
  let real: RealPostgres;
  let line: Line;
  let beside: Server;
  let ids = 0;

  const asServer = (opened: Awaited<ReturnType<typeof connect>>): Server => {
    if (opened.kind !== "server") throw new Error("PostgreSQL is a server");
    return opened;
  };

  beforeAll(async () => {
    real = await realPostgres(SMALL);
    beside = asServer(await real.open());
    line = await openLine(Number(new URL(real.url).port));
  });
  afterAll(async () => {
    await line.close();
    await real.remove();
  });

  /** A process whose line to the database can be cut, and how that is done. */
  const scene = async () => {
    const url = new URL(real.url);
    url.port = String(line.port);
    const database = asServer(await connect({ url: url.href }));
    onTestFinished(() => database.close());
    const id = (ids += 1);
    return {
      database,
      id,
      /** Ends the connection of a transaction; the driver hears of it meanwhile. */
      end: async (how: (typeof ENDS)[number], pid: number): Promise<void> => {
        if (how === "cut") {
          line.turn("cut");
          line.turn("clear");
        } else await beside.rows(sql`select pg_terminate_backend(${pid})`);
        // What is asleep in the server has not heard that its client is gone; whoever waits for its client has.
        const awake = sql`select 1 from pg_stat_activity where pid = ${pid} and wait_event is distinct from 'PgSleep'`;
        await expect.poll(() => beside.rows(awake)).toEqual([]);
        // Round the loop with the network, so that the end has been heard here, too.
        await beside.rows(sql`select 1`);
      },
      noted: () => beside.rows<{ words: string }>(sql`select words from note where id = ${id} or id = ${-id}`),
    };
  };

  const pidOf = async (tx: Db): Promise<number> => {
    const [row] = await rows<{ pid: number }>(tx, sql`select pg_backend_pid() as pid`);
    return row?.pid ?? 0;
  };

  const failureOf = (work: Promise<unknown>): Promise<string> => work.then(() => "none", faultWord);

  for (const how of ENDS) {
    it(`${how} between two statements fails its transaction, and nothing of it is there`, async () => {
      const { database, id, end, noted } = await scene();
      const failed = failureOf(
        database.transaction(async (tx) => {
          await tx.execute(sql`insert into note values (${id}, 'before')`);
          await end(how, await pidOf(tx));
          await tx.execute(sql`insert into note values (${-id}, 'after')`);
        }),
      );
      expect(await failed).toBe("CONNECTION_CLOSED");
      expect(await noted()).toEqual([]);
      expect(await database.rows(sql`select 1 as one`)).toEqual([{ one: 1 }]);
    });

    it(`${how} before the commit fails its transaction, though its work was done`, async () => {
      const { database, id, end, noted } = await scene();
      const failed = failureOf(
        database.transaction(async (tx) => {
          await tx.execute(sql`insert into note values (${id}, 'before')`);
          await end(how, await pidOf(tx));
          return "done";
        }),
      );
      expect(await failed).toBe("CONNECTION_CLOSED");
      expect(await noted()).toEqual([]);
    });

    it(`${how} under a statement fails its transaction, and the next one finds another connection`, async () => {
      const { database, id, end, noted } = await scene();
      const failed = failureOf(
        database.transaction(async (tx) => {
          await tx.execute(sql`insert into note values (${id}, 'before')`);
          const pid = await pidOf(tx);
          await Promise.all([tx.execute(sql`select pg_sleep(60)`), end(how, pid)]);
        }),
      );
      expect(["CONNECTION_CLOSED", "ECONNRESET", "57P01"]).toContain(await failed);
      expect(await noted()).toEqual([]);
      await database.transaction((tx) => tx.execute(sql`insert into note values (${id * 1_000}, 'again')`));
      expect(await database.rows(sql`select words from note where id = ${id * 1_000}`)).toEqual([{ words: "again" }]);
    });

    it(`${how} under a script of the job engine fails it, and the next one finds another connection`, async () => {
      const { database, id, end, noted } = await scene();
      const boss = bossDatabase(database);
      const script = `BEGIN; INSERT INTO note VALUES (${id}, 'before'); SELECT pg_sleep(60); COMMIT;`;
      const asleep = async (): Promise<number> => {
        const [row] = await beside.rows<{ pid: number }>(
          sql`select pid from pg_stat_activity where query = ${script} and wait_event = 'PgSleep'`,
        );
        return row?.pid ?? 0;
      };
      const failed = failureOf(boss.executeSql(script));
      await expect.poll(asleep).toBeGreaterThan(0);
      await end(how, await asleep());
      expect(await failed).toBe("CONNECTION_CLOSED");
      expect(await noted()).toEqual([]);
      for (const words of ["one", "two", "three"])
        await boss.executeSql(
          `BEGIN; INSERT INTO note VALUES (${id * 1_000}, '${words}') ON CONFLICT DO NOTHING; COMMIT;`,
        );
      expect(await database.rows(sql`select words from note where id = ${id * 1_000}`)).toEqual([{ words: "one" }]);
    });
  }

  it("and cannot be made again costs the job engine none of its others", async () => {
    const { database } = await scene();
    const boss = bossDatabase(database);
    line.turn("cut");
    onTestFinished(() => line.turn("clear"));
    for (let time = 0; time < 3; time += 1)
      expect(await failureOf(boss.executeSql("BEGIN; SELECT 1; COMMIT;"))).toBe("ECONNRESET");
    line.turn("clear");
    const asked = ["BEGIN; SELECT 1 AS one; COMMIT;", "SELECT 1 AS one", "SELECT 1 AS one", "SELECT 1 AS one"];
    for (const { rows: found } of await Promise.all(asked.map((text) => boss.executeSql(text))))
      expect(found).toEqual([{ one: 1 }]);
  });

  it("that does not end fails a transaction with what failed in it", async () => {
    const { database, id, noted } = await scene();
    const failed = failureOf(
      database.transaction(async (tx) => {
        await tx.execute(sql`insert into note values (${id}, 'before')`);
        await tx.execute(sql`insert into note values (${id}, 'twice')`);
      }),
    );
    expect(await failed).toBe("23505");
    expect(await noted()).toEqual([]);
  });
});

describe.skipIf(!(await hasPostgres()))("a command that finds no database", () => {
  it("is done once when there is one again, also where only the answer to its commit was lost", async () => {
    const real = await realPostgres();
    const line = await openLine(Number(new URL(real.url).port));
    try {
      const url = new URL(real.url);
      url.port = String(line.port);
      const database = await connect({ url: url.href });
      onTestFinished(() => database.close());
      const { log, entries } = collectedLog();
      const clock = createVirtualClock("2022-03-07T10:00:00.000Z");
      const random = seededRandom("away");
      const common = { log, clock, random, zone: "UTC", language: "en", time: "virtual", stay: "running" } as const;
      const { bot } = await build(database, common);
      const place = { platform: "slack", id: "C1", name: "#desk" } as const;
      const does = (input: string, key: string): Promise<Answer> =>
        bot.handle({ platform: "slack", space: "T1", place, speaker: { account: "U1", name: "olena" }, input, key });
      await does("help", "first");
      const away = () => entries.filter(({ event }) => event === "store.away").length;

      line.turn("cut");
      const asking = does('request Contoso "End it" kind:equipment channel:email', "second");
      await expect.poll(away).toBeGreaterThan(0);
      line.turn("clear");
      expect(await asking).toMatchObject({ audience: "channel" });

      // What it wrote is there; nobody was told.
      const before = away();
      const again = does('request Fabrikam "Another" kind:equipment channel:email', "third");
      const beside = await real.open();
      const count = async () =>
        (await beside.rows<{ count: number }>(sql`select count(*)::int as count from request`))[0];
      await expect.poll(count).toEqual({ count: 2 });
      line.turn("cut");
      line.turn("clear");
      expect(await again).toMatchObject({ audience: "channel" });
      expect(await count()).toEqual({ count: 2 });
      expect(away()).toBeGreaterThanOrEqual(before);
    } finally {
      await line.close();
      await real.remove();
    }
  });
});
