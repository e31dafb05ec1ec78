import { sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type Database, rows } from "../../db/database.ts";
import { createQueue, type JobQueue } from "../../db/queue.ts";
import { bossDatabase } from "../../db/queue-tables.ts";
import { createStillQueue } from "../../db/still-queue.ts";
import { queueContract } from "../contracts/queue.contract.ts";
import { courier, silent, wake } from "../support/courier.ts";
import { freshDatabase, hasPostgres, realPostgres } from "../support/database.ts";
import { SMALL, type World, worlds } from "../support/worlds.ts";

const PAST = "2022-03-07T07:00:00.000Z";
const FAR = "2122-03-07T07:00:00.000Z";

for (const { name, available, make } of worlds) {
  describe.skipIf(!available)(`the queue on ${name}`, () => {
    let world: World;
    let database: Database;
    const queues: JobQueue[] = [];
    const queue = async (): Promise<JobQueue> => {
      const made = await createQueue(database, { log: silent, pollSeconds: 0.5 });
      queues.push(made);
      return made;
    };
    const jobs = (): Promise<{ id: string; state: string; due: string }[]> =>
      database.rows(
        sql`SELECT id, state::text, start_after::text AS due FROM pgboss.job WHERE name = 'deliver' ORDER BY id`,
      );

    beforeAll(async () => {
      world = await make(SMALL);
      database = await world.open();
    });
    afterEach(async () => {
      await Promise.all(queues.splice(0).map((made) => made.stop()));
      await database.rows(sql`DELETE FROM pgboss.job`);
    });
    afterAll(() => world.remove());

    queueContract(async () => {
      const made = await queue();
      return {
        set: (due) => database.transaction((tx) => made.enqueue(tx, [due])),
        start: async (work, processes = 1) => {
          const others = await Promise.all(Array.from({ length: processes - 1 }, queue));
          for (const each of [made, ...others]) await each.start(work);
        },
        pass: (until) => until,
      };
    });

    it("hands on JSON that pg-boss has written as it stands", async () => {
      await queue();
      const query = "SELECT a FROM json_to_recordset($1::json) AS t(a int)";
      const { rows: found } = await bossDatabase(database).executeSql(query, [JSON.stringify([{ a: 1 }, { a: 2 }])]);
      expect(found).toEqual([{ a: 1 }, { a: 2 }]);
    });

    it("wakes the courier for what is due, and leaves what is not", async () => {
      const made = await queue();
      const [due, later] = [wake(PAST), wake(FAR)];
      await database.transaction((tx) => made.enqueue(tx, [due, later]));
      const { work, until } = courier();
      await made.start(work);
      expect(await until(1)).toEqual([due.delivery]);
      await made.stop();
      expect(await jobs()).toMatchObject(
        [
          { id: due.delivery, state: "completed" },
          { id: later.delivery, state: "created" },
        ].toSorted((a, b) => (a.id < b.id ? -1 : 1)),
      );
    });

    it("loses the alarm with the transaction that set it", async () => {
      const made = await queue();
      const attempt = database.transaction(async (tx) => {
        await made.enqueue(tx, [wake(PAST)]);
        throw new Error("changed my mind");
      });
      await expect(attempt).rejects.toThrow("changed my mind");
      expect(await jobs()).toEqual([]);
    });

    it("keeps one job for one delivery, at the time set last", async () => {
      const made = await queue();
      const first = wake(FAR);
      await database.transaction((tx) => made.enqueue(tx, [first, first]));
      await database.transaction((tx) => made.enqueue(tx, [{ ...first, dueAt: "2121-01-02T03:04:05.678Z" }]));
      expect(await jobs()).toEqual([{ id: first.delivery, state: "created", due: "2121-01-02 03:04:05.678+00" }]);
    });

    it("takes alarms back that have not rung, with the transaction that does", async () => {
      const made = await queue();
      const [one, other] = [wake(FAR), wake(FAR)];
      await database.transaction((tx) => made.enqueue(tx, [one, other]));
      const attempt = database.transaction(async (tx) => {
        await made.dismiss(tx, [one.delivery, other.delivery]);
        throw new Error("changed my mind");
      });
      await expect(attempt).rejects.toThrow("changed my mind");
      await database.transaction((tx) => made.dismiss(tx, [one.delivery]));
      expect(await jobs()).toMatchObject([{ id: other.delivery }]);
    });

    it("keeps an alarm that nobody has seen, however long ago it fell due", async () => {
      const made = await queue();
      await database.transaction((tx) => made.enqueue(tx, [wake(PAST)]));
      const [job] = await database.rows<{ until: string }>(sql`SELECT keep_until::text AS until FROM pgboss.job`);
      expect(job?.until.slice(0, 4)).toBe("2072");
    });

    it("rings again for a delivery that was put off after its job was done", async () => {
      const made = await queue();
      const due = wake(PAST);
      await database.transaction((tx) => made.enqueue(tx, [due]));
      const { work, until } = courier();
      await made.start(work);
      await until(1);
      // The first job completes a moment after its handler; until then setting it again changes nothing.
      await settled(jobs);
      await database.transaction((tx) => made.enqueue(tx, [due]));
      expect(await until(2)).toEqual([due.delivery, due.delivery]);
    });

    it("lets a command's role set an alarm in its own transaction", async () => {
      const made = await queue();
      const due = wake(FAR);
      await database.transaction(async (tx) => {
        await tx.execute(sql`SET LOCAL ROLE aidline_app`);
        const [who] = await rows<{ name: string }>(tx, sql`SELECT current_user AS name`);
        expect(who?.name).toBe("aidline_app");
        await made.enqueue(tx, [due]);
        await made.enqueue(tx, [{ ...due, dueAt: PAST }]);
      });
      expect(await jobs()).toMatchObject([{ id: due.delivery, due: "2022-03-07 07:00:00+00" }]);
    });

    it("tries again after a failure, and keeps no words of the error", async () => {
      const made = await queue();
      const due = wake(PAST);
      await database.transaction((tx) => made.enqueue(tx, [due]));
      let failures = 0;
      const { work, until } = courier(async () => {
        failures += 1;
        if (failures === 1) throw new Error("Amazon said no");
      });
      await made.start(work);
      await until(2);
      await made.stop();
      const kept = await database.rows<{ output: unknown }>(
        sql`SELECT output FROM pgboss.job WHERE id = ${due.delivery}`,
      );
      expect(failures).toBe(2);
      expect(JSON.stringify(kept)).not.toContain("Amazon");
    });

    it("stops only when what runs has ended", async () => {
      const made = await queue();
      await database.transaction((tx) => made.enqueue(tx, [wake(PAST)]));
      let finish: () => void = () => undefined;
      let ended = false;
      const { work, until } = courier(async () => {
        await new Promise<void>((resolve) => (finish = resolve));
        ended = true;
      });
      await made.start(work);
      await until(1);
      const stopping = made.stop();
      finish();
      await stopping;
      expect(ended).toBe(true);
    });
  });
}

/** Waits until no job is being worked on. */
const settled = async (jobs: () => Promise<{ state: string }[]>): Promise<void> => {
  while ((await jobs()).some(({ state }) => state === "active")) await Promise.resolve();
};

describe.skipIf(!(await hasPostgres()))("the queue of several processes", () => {
  it("installs itself once when four start together, and shares the work", async () => {
    const postgres = await realPostgres(SMALL);
    const databases = await Promise.all(Array.from({ length: 4 }, postgres.open));
    const queues = await Promise.all(databases.map((each) => createQueue(each, { log: silent, pollSeconds: 0.5 })));
    const { work, until, woken } = courier();
    await Promise.all(queues.map((each) => each.start(work)));
    const due = Array.from({ length: 40 }, (_, place) => wake(PAST, `#${place}`));
    await databases[0]?.transaction(async (tx) => queues[0]?.enqueue(tx, due));
    await until(40);
    await Promise.all(queues.map((each) => each.stop()));
    expect(new Set(woken)).toEqual(new Set(due.map((each) => each.delivery)));
    expect(woken).toHaveLength(40);
    await postgres.remove();
  });
});

describe("the still queue", () => {
  it("stores nothing and wakes nobody", async () => {
    const still = createStillQueue();
    const database = await freshDatabase(SMALL);
    const { work, woken } = courier();
    await still.start(work);
    await database.transaction((tx) => still.enqueue(tx, [wake(PAST)]));
    await still.stop();
    expect(woken).toEqual([]);
    await database.close();
  });
});
