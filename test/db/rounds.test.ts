import { sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { createQueue } from "../../db/queue.ts";
import type { QueueWork } from "../../src/ports.ts";
import { silent } from "../support/courier.ts";
import { SMALL, worlds } from "../support/worlds.ts";

for (const { name, available, make } of worlds) {
  describe.skipIf(!available)(`rounds on ${name}`, () => {
    it("are made up for once when they were missed while nothing ran, by one process of two", async () => {
      const world = await make(SMALL);
      const database = await world.open();
      const ran: string[] = [];
      let first: () => void = () => undefined;
      const once = new Promise<void>((resolve) => {
        first = resolve;
      });
      const work = (process: string): QueueWork => ({
        deliver: async () => undefined,
        rounds: [
          {
            name: "nightly",
            cron: "0 3 * * *",
            run: async () => {
              ran.push(process);
              first();
            },
          },
        ],
      });

      const before = await createQueue(database, { log: silent, pollSeconds: 0.5 });
      await before.start(work("before"));
      await before.stop();
      await database.rows(sql`
        UPDATE pgboss.schedule
        SET created_on = created_on - interval '3 days', updated_on = updated_on - interval '3 days'`);
      await database.rows(sql`UPDATE pgboss.version SET cron_on = (SELECT min(created_on) FROM pgboss.schedule)`);

      const queues = [
        await createQueue(database, { log: silent, pollSeconds: 0.5 }),
        await createQueue(await world.open(), { log: silent, pollSeconds: 0.5 }),
      ];
      await Promise.all(queues.map((queue, index) => queue.start(work(`process ${index}`))));
      await once;
      await Promise.all(queues.map((queue) => queue.stop()));
      expect(ran).toHaveLength(1);
      expect(ran).not.toContain("before");
      await world.remove();
    });
  });
}
