import { sql } from "drizzle-orm";
import type { DueItem, Lost } from "../src/domain/delivery.ts";
import { SETTLED } from "../src/domain/doubt.ts";
import type { Id } from "../src/domain/request.ts";
import type { Instant } from "../src/domain/time.ts";
import { type Database, type Db, rows } from "./database.ts";
import { instantFrom, instantOrNone } from "./instant.ts";
import { enterAsWorker, enterWorkspace } from "./tenancy.ts";
import type { Step } from "./together.ts";

/** The register's own row is under an id that no workspace has. */
const NOBODY: Id = "00000000-0000-0000-0000-000000000000";

/** PostgreSQL's answer where the database is not the one of which we know; see migration 14. */
export const ELSEWHERE = "AID01";

/** How a register was seen to be alive. */
export interface Beat {
  /** Where it stands: what a hold compares with, so that nothing is sent before a restore was noticed. */
  readonly foundIn: string;
  readonly lost: Lost | undefined;
}

interface RegisterRow {
  readonly found_in: string;
  readonly files: string;
  readonly beat_at: string;
  readonly lost_from: string | null;
  readonly lost_until: string | null;
}

const rowOf = async (tx: Db, locking = sql``): Promise<RegisterRow | undefined> => {
  const [row] = await rows<RegisterRow>(
    tx,
    sql`
      select found_in, files, beat_at, lost_from, lost_until from register where workspace_id = ${NOBODY} ${locking}`,
  );
  return row;
};

/**
 * A message carries the tokens of all it says, but where they stand on its buttons, as in Discord, what has none carries
 * that of the first alone: so what was told below a card says that it may be a repeat.
 */
const UNMARKED: DueItem["kind"] = "record";

/**
 * All that was due by now may have been said since the backup, so it is looked for first (S7). So is what was in doubt
 * already, under its own token: what stands under that of the message it was in may say less, and be younger. Cards show
 * what is known; and what had come in when the backup was made was answered by those who are forgotten now.
 */
const quarantine = async (tx: Db, from: Instant, until: Instant): Promise<number> => {
  await enterAsWorker(tx);
  const found = await rows(
    tx,
    sql`
      update delivery d set quarantined = true, first_attempt_at = least(d.first_attempt_at, ${from}::timestamptz),
        last_attempt_at = ${until}, look_at = null, sent_as = null,
        repeat = d.repeat or coalesce(d.state <> 'PENDING' and d.sent_as <> d.token and i.kind = ${UNMARKED}, false)
      from intent i
      where i.workspace_id = d.workspace_id and i.id = d.intent_id
        and d.state in ('PENDING', 'SENDING', 'UNKNOWN') and d.due_at <= ${until} returning d.id`,
  );
  await tx.execute(sql`
    update delivery d set stale = d.stale + 1, paint_at = coalesce(d.paint_at, ${until})
    from intent i where i.workspace_id = d.workspace_id and i.id = d.intent_id and i.kind = 'card' and d.state = 'SENT'`);
  await tx.execute(sql`update inbox set open = false, arrival = null where open`);
  return found.length;
};

/**
 * Writes down that the register is alive, and notices that it was restored: it stands elsewhere than it did, or an
 * operator says so (`told`). Who finds nothing written down yet has nothing to compare with.
 */
export const beatOnce = async (tx: Db, files: string, at: Instant, told: boolean): Promise<Beat> => {
  await enterWorkspace(tx, NOBODY);
  const [here] = await rows<{ found_in: string }>(tx, sql`select this_database() as found_in`);
  const foundIn = here?.found_in ?? "";
  await tx.execute(sql`
    insert into register (workspace_id, found_in, files, beat_at) values (${NOBODY}, ${foundIn}, ${files}, ${at})
    on conflict do nothing`);
  const row = await rowOf(tx, sql`for update`);
  if (!row || (row.found_in === foundIn && row.files === files && !told)) {
    await tx.execute(sql`update register set beat_at = ${at} where workspace_id = ${NOBODY}`);
    return { foundIn, lost: undefined };
  }
  const seen = instantFrom(row.beat_at);
  const from = seen < at ? seen : at;
  await tx.execute(sql`
    update register set found_in = ${foundIn}, files = ${files}, beat_at = ${at}, lost_from = ${from}, lost_until = ${at}
    where workspace_id = ${NOBODY}`);
  return { foundIn, lost: { from, until: at, deliveries: await quarantine(tx, from, at) } };
};

/** What may have been said before a restore is looked for under its own token, as if its sender had been told nothing. */
export const inDoubt = (
  ws: Id,
  found: readonly { readonly id: Id; readonly fence: number; readonly kind: DueItem["kind"] }[],
  at: Instant,
): Step => {
  const rowsInDoubt = found.map(({ id, fence, kind }) => ({ id, fence, unmarked: kind === UNMARKED }));
  return sql`
    update delivery d set state = 'UNKNOWN', fence = q.fence + 1, sent_as = null, reason = 'restored',
      repeat = d.repeat or q.unmarked, look_at = greatest(d.last_attempt_at + make_interval(secs => ${SETTLED / 1_000}), ${at})
    from jsonb_to_recordset(${JSON.stringify(rowsInDoubt)}::jsonb) as q(id uuid, fence int, unmarked boolean)
    where d.workspace_id = ${ws} and d.id = q.id and d.fence = q.fence`;
};

/** An operator says that the register was restored: what it cannot see by itself. Returns what was lost. */
export const noteRestored = (database: Database): Promise<Lost> =>
  database.transaction(async (tx) => {
    const at = await enterAsWorker(tx);
    const { lost } = await beatOnce(tx, database.files, at, true);
    return lost ?? { from: at, until: at, deliveries: 0 };
  });

/** What the register lost when it was last restored, with what is still to be looked for; undefined when it never was. */
export const lostBy = async (tx: Db): Promise<Lost | undefined> => {
  await enterWorkspace(tx, NOBODY);
  const row = await rowOf(tx);
  const [from, until] = [instantOrNone(row?.lost_from ?? null), instantOrNone(row?.lost_until ?? null)];
  if (from === undefined || until === undefined) return undefined;
  await enterAsWorker(tx);
  const [waiting] = await rows<{ count: number }>(
    tx,
    sql`
      select count(*)::int as count from delivery where quarantined and state in ('PENDING', 'SENDING', 'UNKNOWN')`,
  );
  return { from, until, deliveries: waiting?.count ?? 0 };
};
