import { sql } from "drizzle-orm";
import type { Id } from "../src/domain/request.ts";
import type { Platform } from "../src/domain/vocabulary.ts";
import type { Inbox, Waiting } from "../src/ports.ts";
import { type Database, type Db, rows } from "./database.ts";
import { gathering } from "./gathering.ts";
import { noteSeen } from "./sightings.ts";
import { enterAsWorker, enterWorkspace } from "./tenancy.ts";

/** Workspaces looked after in one round; the others come with the next. */
const WORKSPACES = 200;

/** Arrivals of one workspace taken at once, so that they are done while they are held. */
const AT_ONCE = 20;

/** Where those who work hear that something was handed over to them: see the migration that speaks there. */
const HANDED = "aidline_inbox";

/** Milliseconds for which what is handed over waits for more: those who work hear of many as of one, in one commit. */
const HANDING = 20;

/** An arrival, by whose it is and what it is known by. */
interface Arrived {
  readonly ws: Id;
  readonly key: string;
}

/**
 * What came in from one platform, on either database. An arrival is put before it is acknowledged and held
 * for some seconds by whoever put it; unanswered after that, it is anybody's. Its time is the database's,
 * also in a story: it is about processes, not about requests.
 */
export const createInbox = (database: Database, platform: Platform): Inbox => {
  const inside = <T>(workspace: Id, work: (tx: Db) => Promise<T>): Promise<T> =>
    // Sent together: the server runs them in this order, and we wait once.
    database.transaction(async (tx) => (await Promise.all([enterWorkspace(tx, workspace), work(tx)]))[1]);

  const within = (condition: ReturnType<typeof sql>): Promise<readonly Id[]> =>
    database.transaction(async (tx) => {
      await enterAsWorker(tx);
      const found = await rows<{ id: Id }>(
        tx,
        // Who has waited for longest is first.
        sql`select workspace_id as id from inbox where platform = ${platform} and ${condition} group by 1 order by min(at) limit ${WORKSPACES}`,
      );
      return found.map(({ id }) => id);
    });

  /** Calls a function of the database for each of several arrivals, in one transaction. */
  const forEach = (called: "hand_over" | "leave", patience: number): ((arrived: Arrived) => Promise<void>) => {
    const ask = gathering<Arrived, void>(
      async (_, arrivals) => {
        await database.rows(sql`
          select ${sql.raw(called)}(a.ws, ${platform}, a.key)
          from jsonb_to_recordset(${JSON.stringify(arrivals)}::jsonb) as a(ws uuid, key text)`);
        return arrivals.map(() => undefined);
      },
      { patience },
    );
    return (arrived) => ask(called, arrived);
  };
  const handOver = forEach("hand_over", HANDING);
  const leave = forEach("leave", 0);

  return {
    /**
     * Writes an arrival down. False when its key was there before: then there is nothing to do. Without an
     * arrival only the key is kept, for what is answered at once and must not be answered twice.
     */
    put: async (workspace: Id, key: string, arrival: object | undefined, seconds: number): Promise<boolean> => {
      const words = arrival === undefined ? null : JSON.stringify(arrival);
      const [put] = await database.rows<{ fresh: boolean }>(
        sql`select arrive(${workspace}, ${platform}, ${key}, ${seconds}, ${words}::jsonb) as fresh`,
      );
      return put?.fresh ?? false;
    },

    /** It was answered: what it said is forgotten, and its key is kept for a while. */
    done: (ws: Id, key: string): Promise<void> => leave({ ws, key }),

    saw: (workspace: Id, message: string, bears: (token: string) => boolean): Promise<void> =>
      inside(workspace, (tx) => noteSeen(tx, workspace, { platform, bears, message })),

    hand: (ws: Id, key: string): Promise<void> => handOver({ ws, key }),

    /** Takes what nobody holds any more, for some seconds. With `all`, also what is still held: by ourselves, before a restart. */
    take: (seconds: number, all: boolean, most?: number): Promise<readonly Waiting[]> =>
      database.rows<Waiting>(sql`
        select workspace, called as key, said as arrival, tries as attempts
        from take_up(${platform}, ${seconds}, ${all}, ${most ?? null}, ${WORKSPACES}, ${AT_ONCE})`),

    listen: async (heard: () => void): Promise<() => Promise<void>> => {
      // The embedded database has one process, which hands nothing over.
      if (database.kind === "embedded") return () => Promise.resolve();
      const listening = await database.client.listen(
        HANDED,
        (of) => {
          if (of === platform) heard();
        },
        heard,
      );
      return () => listening.unlisten();
    },

    keep: (workspace: Id, key: string, kept: object): Promise<void> =>
      inside(workspace, async (tx) => {
        await tx.execute(sql`
          insert into inbox (workspace_id, platform, key, at, open, held_until, attempts, arrival)
          values (${workspace}, ${platform}, ${key}, now(), false, now(), 0, ${JSON.stringify(kept)}::jsonb)
          on conflict (workspace_id, platform, key) do update set arrival = excluded.arrival`);
      }),

    kept: (workspace: Id, key: string): Promise<unknown> =>
      inside(workspace, async (tx) => {
        const [row] = await rows<{ arrival: unknown }>(
          tx,
          sql`
            select arrival from inbox
            where workspace_id = ${workspace} and platform = ${platform} and key = ${key} and not open`,
        );
        return row?.arrival ?? undefined;
      }),

    /** Forgets the keys of what was answered more than so many hours ago. */
    prune: async (hours: number): Promise<void> => {
      const old = sql`not open and at < now() - make_interval(hours => ${hours})`;
      for (const workspace of await within(old))
        await inside(workspace, (tx) =>
          tx.execute(sql`delete from inbox where workspace_id = ${workspace} and platform = ${platform} and ${old}`),
        );
    },
  };
};
