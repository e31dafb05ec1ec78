import { PgBoss } from "pg-boss";
import type { Database } from "../../db/database.ts";
import { idAt } from "../../db/ids.ts";
import { addOccurrences } from "../../db/plan.ts";
import type { Bells } from "../../db/queue.ts";
import { bossDatabase, bossTransaction } from "../../db/queue-tables.ts";
import { workspaceSecret } from "../../db/secret.ts";
import { workingOn } from "../../db/working.ts";
import type { Place } from "../../src/domain/parties.ts";
import type { Id } from "../../src/domain/request.ts";
import { fromEpoch, type Instant, plusDays } from "../../src/domain/time.ts";
import { createChance } from "../../src/process/chance.ts";
import type { Chance } from "../sim/chance.ts";

/** An open request that nobody owns, of which its team can be reminded again and again. */
export interface Unowned {
  readonly ws: Id;
  readonly id: Id;
  readonly team: Id;
  readonly place: Place;
}

/** A reminder that was planned, and when it falls due. */
export interface Due {
  readonly ws: Id;
  readonly request: Id;
  readonly key: string;
  readonly at: Instant;
}

/** Mondays so long ago that no series goes on from them. */
const FIRST_MONDAY = "1990-01-01";

/** The queue with nobody at work in it: jobs are set, and rung by the processes under test alone. */
const settingOnly = async (database: Database): Promise<Bells & { readonly stop: () => Promise<void> }> => {
  const boss = new PgBoss({ db: bossDatabase(database), supervise: false, schedule: false, migrate: false });
  boss.on("error", () => undefined);
  await boss.start();
  return {
    enqueue: async (tx, wakes) => {
      await boss.insert(
        "deliver",
        wakes.map(({ workspace, delivery, dueAt, place }) => ({
          id: delivery,
          data: { workspace },
          startAfter: dueAt,
          group: { id: `${workspace}/${place.platform}/${place.id}` },
        })),
        { db: bossTransaction(tx) },
      );
    },
    dismiss: async () => undefined,
    stop: () => boss.stop({ graceful: false, close: false }),
  };
};

/**
 * Plans a reminder of each request, as the product's own planning writes it: an occurrence with its delivery and its
 * job, in one transaction. They fall due from now on, over so many milliseconds. `nth` makes them occurrences of their own.
 */
export const planReminders = async (
  database: Database,
  pool: readonly Unowned[],
  nth: number,
  over: number,
  chance: Chance,
): Promise<readonly Due[]> => {
  const queue = await settingOnly(database);
  const random = createChance();
  const key = `unowned:${plusDays(FIRST_MONDAY, 7 * nth)}`;
  const now = Date.now();
  const planned = pool.map((one) => ({ one, at: fromEpoch(now + chance.between(0, over)) }));
  try {
    for (const [ws, its] of Map.groupBy(planned, ({ one }) => one.ws))
      await workingOn(database, undefined).inWorkspace(ws, async (tx, at) => {
        const secret = await workspaceSecret(tx, ws);
        if (secret === undefined) throw new Error(`There is no workspace ${ws}`);
        const planning = { tx, workspace: ws, at, queue, secret, id: () => idAt(at, random) };
        for (const { one, at: due } of its) await addOccurrences(planning, one, [{ kind: "unowned", key, at: due }]);
      });
  } finally {
    await queue.stop();
  }
  return planned.map(({ one, at }) => ({ ws: one.ws, request: one.id, key, at }));
};
