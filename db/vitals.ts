import { sql } from "drizzle-orm";
import { type Database, rows } from "./database.ts";
import { triedInVain } from "./due.ts";
import { enterAsWorker } from "./tenancy.ts";

/** How the work stands, over all workspaces. Nothing is counted beyond 10,000. */
export interface Vitals {
  /** Deliveries that are due and wait, that are being sent, and that may have arrived. */
  readonly due: number;
  readonly sending: number;
  readonly unknown: number;
  /** Seconds for which the oldest of those that are due, being sent or tried in vain has been due; 0 when nothing is. */
  readonly lag: number;
  /** Cards that may be painted now and do not show the last state. */
  readonly stale: number;
  /** What was acknowledged and is not answered yet, and seconds since the oldest of it came. */
  readonly unanswered: number;
  readonly waiting: number;
  /** Places or whole workspaces that take nothing, and those of them of which nobody could be told. */
  readonly refusing: number;
  readonly untold: number;
}

/** A crowd is counted so far: what is asked every few seconds may cost what is due, not what is there. */
const MOST_COUNTED = 10_000;

/** Since when those that are being sent have been due. */
const underWay = sql`
  select least(due_at, greatest(first_attempt_at, planned_at)) as since from delivery
  where state in ('SENDING', 'UNKNOWN') and state = 'SENDING' limit ${MOST_COUNTED}`;

/** Milliseconds after which a server gives the question up; the embedded database takes as long as it takes. */
const PATIENCE = "2000";

/** One question that only partial indexes are needed for: of what is settled, and of what is due later, it reads nothing. */
export const vitals = (database: Database): Promise<Vitals | undefined> =>
  database.transaction(async (tx) => {
    const at = await enterAsWorker(tx);
    await tx.execute(sql`select set_config('statement_timeout', ${PATIENCE}, true)`);
    const [found] = await rows<Vitals>(
      tx,
      sql`
        select
          (select count(*) from (select from delivery where state = 'PENDING' and due_at <= now() limit ${MOST_COUNTED}) d)::int as due,
          (select count(*) from (select from delivery where state in ('SENDING', 'UNKNOWN') and state = 'SENDING' limit ${MOST_COUNTED}) d)::int as sending,
          (select count(*) from (select from delivery where state in ('SENDING', 'UNKNOWN') and state = 'UNKNOWN' limit ${MOST_COUNTED}) d)::int as unknown,
          coalesce(extract(epoch from now() - least(
            (select min(due_at) from delivery where state = 'PENDING' and due_at <= now()),
            (select min(since) from (${triedInVain(at)}) t),
            (select min(since) from (${underWay}) u))), 0)::float8 as lag,
          (select count(*) from (select from delivery where stale > 0 and paint_at <= now() limit ${MOST_COUNTED}) d)::int as stale,
          (select count(*) from (select from inbox where open limit ${MOST_COUNTED}) i)::int as unanswered,
          coalesce((select extract(epoch from now() - min(at)) from (select at from inbox where open limit ${MOST_COUNTED}) i), 0)::float8 as waiting,
          (select count(*) from (select from refusal limit ${MOST_COUNTED}) r)::int as refusing,
          (select count(*) from (select from refusal where told_at is null limit ${MOST_COUNTED}) r)::int as untold`,
    );
    return found;
  });
