import { sql } from "drizzle-orm";
import { type Bucket, type Budget, blocked, freeAt, givenBack, taken } from "../src/domain/budget.ts";
import type { Id } from "../src/domain/request.ts";
import { type Instant, plusHours } from "../src/domain/time.ts";
import type { Clock, Limiter } from "../src/ports.ts";
import { type Database, type Db, rows } from "./database.ts";
import { gathering } from "./gathering.ts";
import { instantFrom, instantOrNone } from "./instant.ts";
import { workingOn } from "./working.ts";

/** Limits are the app's own, so they are kept under an id that no workspace has. */
const NOBODY: Id = "00000000-0000-0000-0000-000000000000";

/** A bucket that has been full for so many hours is as good as none. */
const IDLE_HOURS = 1;

interface Row {
  readonly key: string;
  readonly full_at: string;
  readonly blocked_until: string | null;
}

/** Locks the buckets, new ones full, always in the order of their keys, so that no two of us wait for each other. */
const locked = async (tx: Db, budgets: readonly Budget[], at: Instant): Promise<ReadonlyMap<string, Bucket>> => {
  const keys = [...new Set(budgets.map(({ key }) => key))].toSorted();
  const found = await rows<Row>(
    tx,
    sql`
      insert into bucket (workspace_id, key, full_at)
      select ${NOBODY}::uuid, key, ${at}::timestamptz from unnest(${sql.param(keys)}::text[]) with ordinality as k(key, nth) order by nth
      on conflict (workspace_id, key) do update set key = excluded.key
      returning key, full_at, blocked_until`,
  );
  return new Map(
    found.map((row) => {
      const blockedUntil = instantOrNone(row.blocked_until);
      return [row.key, { fullAt: instantFrom(row.full_at), ...(blockedUntil !== undefined && { blockedUntil }) }];
    }),
  );
};

/** They are there, since they were locked; written by their key, where a planner that guesses would read all there are. */
const write = async (tx: Db, buckets: ReadonlyMap<string, Bucket>): Promise<void> => {
  const changed = [...buckets].map(([key, { fullAt, blockedUntil }]) => ({ key, fullAt, blockedUntil }));
  await tx.execute(sql`
    insert into bucket (workspace_id, key, full_at, blocked_until)
    select ${NOBODY}::uuid, key, "fullAt", "blockedUntil"
    from jsonb_to_recordset(${JSON.stringify(changed)}::jsonb) as c(key text, "fullAt" timestamptz, "blockedUntil" timestamptz)
    on conflict (workspace_id, key) do update set full_at = excluded.full_at, blocked_until = excluded.blocked_until`);
};

/**
 * The Limiter port on either database. The rule is in the domain, the clock is the database's (or a
 * story's); the rows are locked between reading and writing, so that two processes never take the same.
 */
export const createLimiter = (database: Database, clock?: Clock): Limiter => {
  const { inWorkspace } = workingOn(database, clock);

  /** Changes the buckets of these budgets, all of them or none. */
  const change = (
    budgets: readonly Budget[],
    to: (bucket: Bucket, budget: Budget, at: Instant) => Bucket,
  ): Promise<void> =>
    budgets.length === 0
      ? Promise.resolve()
      : inWorkspace(NOBODY, async (tx, at) => {
          const buckets = new Map(await locked(tx, budgets, at));
          for (const budget of budgets) {
            const bucket = buckets.get(budget.key);
            if (bucket) buckets.set(budget.key, to(bucket, budget, at));
          }
          await write(tx, buckets);
        });

  const take = gathering<readonly Budget[], Awaited<ReturnType<Limiter["take"]>>>((_, calls) =>
    inWorkspace(NOBODY, async (tx, at) => {
      const found = await locked(tx, calls.flat(), at);
      const changed = new Map<string, Bucket>();
      const turns = calls.map((budgets) => {
        const waits: Instant[] = [];
        const after = new Map<string, Bucket>();
        for (const budget of budgets) {
          const { key } = budget;
          const bucket = after.get(key) ?? changed.get(key) ?? found.get(key);
          if (!bucket) continue;
          const free = freeAt(bucket, budget);
          if (free > at) waits.push(free);
          after.set(key, taken(bucket, budget, at));
        }
        const last = waits.toSorted().at(-1);
        if (last !== undefined) return { free: false, at: last } as const;
        for (const [key, bucket] of after) changed.set(key, bucket);
        return { free: true } as const;
      });
      if (changed.size > 0) await write(tx, changed);
      return turns;
    }),
  );

  return {
    take: async (budgets) => (budgets.length === 0 ? { free: true } : take("", budgets)),
    giveBack: (budgets) => change(budgets, givenBack),
    block: (budgets, seconds) => change(budgets, (bucket, _, at) => blocked(bucket, at, seconds)),
    open: (budgets) => change(budgets, ({ fullAt }) => ({ fullAt })),
    prune: () =>
      inWorkspace(NOBODY, async (tx, at) => {
        const idle = plusHours(at, -IDLE_HOURS);
        await tx.execute(sql`
          delete from bucket where workspace_id = ${NOBODY} and key in (
            select key from bucket
            where workspace_id = ${NOBODY} and full_at < ${idle} and coalesce(blocked_until < ${idle}, true)
            for update skip locked)`);
      }),
  };
};
