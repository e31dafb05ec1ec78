import { sql } from "drizzle-orm";
import type { Id } from "../src/domain/request.ts";
import { type Instant, plusHours } from "../src/domain/time.ts";
import { among } from "./among.ts";
import { type Db, rows } from "./database.ts";

/**
 * Days after which a settled reminder, digest or record is forgotten. Planning may come back to an occurrence for as
 * long as its date can be moved, and a policy of the table keeps anybody from deleting what is younger than this.
 */
const SETTLED_DAYS = 401;

/** Days after which the answer to an event is forgotten: no platform repeats one for longer than some hours. */
const ANSWERED_DAYS = 60;

/** Rows forgotten in one transaction. */
const PAGE = 5_000;

/** A card stands there for as long as its request does, and a first request is explained once in a life. */
const LASTING = sql`i.kind not in ('card', 'introduction')`;

const old = (at: Instant) => sql`
  d.state in ('SENT', 'SKIPPED', 'DEAD') and d.due_at < ${plusHours(at, -24 * SETTLED_DAYS)} and d.doubted is null and d.stale = 0`;

/** Workspaces in which something was settled that long ago. Over all of them, so as the worker. */
export const forgettable = async (tx: Db, at: Instant): Promise<readonly Id[]> => {
  const found = await rows<{ id: Id }>(
    tx,
    sql`
      select distinct d.workspace_id as id from delivery d
      join intent i on i.workspace_id = d.workspace_id and i.id = d.intent_id where ${old(at)} and ${LASTING}`,
  );
  return found.map(({ id }) => id);
};

/**
 * Forgets a page of what was settled long ago; what is in doubt, cards and receipts stay. Returns how many, so that
 * whoever asks goes on until there are none. Within one workspace.
 */
export const forgetSettled = async (tx: Db, ws: Id, at: Instant): Promise<number> => {
  const gone = await rows<{ intent_id: Id }>(
    tx,
    sql`
      delete from delivery where workspace_id = ${ws} and id in (
        select d.id from delivery d join intent i on i.workspace_id = d.workspace_id and i.id = d.intent_id
        where d.workspace_id = ${ws} and ${old(at)} and ${LASTING} limit ${PAGE})
      returning intent_id`,
  );
  if (gone.length > 0)
    await tx.execute(sql`
      delete from intent
      where workspace_id = ${ws} and ${among(
        sql`id`,
        gone.map(({ intent_id }) => intent_id),
      )}`);
  return gone.length;
};

/** Forgets what events were answered long ago. Within one workspace. */
export const forgetAnswered = async (tx: Db, ws: Id, at: Instant): Promise<void> => {
  await tx.execute(sql`delete from ingress where workspace_id = ${ws} and at < ${plusHours(at, -24 * ANSWERED_DAYS)}`);
};
