import { sql } from "drizzle-orm";
import type { Place } from "../src/domain/parties.ts";
import type { Id } from "../src/domain/request.ts";
import { type Instant, plusHours, plusMilliseconds } from "../src/domain/time.ts";
import { type Db, rows } from "./database.ts";
import { instantFrom, instantOrNone } from "./instant.ts";
import type { JobQueue } from "./queue.ts";

/** Questions about deliveries over all workspaces; the transaction is the worker's. */

interface PlaceRow {
  readonly workspace_id: Id;
  readonly platform: Place["platform"];
  readonly place_id: string;
  readonly place_name: string;
}

const placeFrom = ({ platform, place_id, place_name }: Omit<PlaceRow, "workspace_id">): Place => ({
  platform,
  id: place_id,
  name: place_name,
});

/** Places with anything due, the longest overdue first. */
export const duePlaces = async (
  tx: Db,
  at: Instant,
  limit: number,
): Promise<readonly { workspace: Id; place: Place }[]> => {
  const found = await rows<PlaceRow>(
    tx,
    sql`
      select d.workspace_id, d.platform, d.place_id, max(i.place_name) as place_name
      from delivery d join intent i on i.workspace_id = d.workspace_id and i.id = d.intent_id
      where d.state = 'PENDING' and d.due_at <= ${at}
      group by d.workspace_id, d.platform, d.place_id
      order by min(d.due_at), d.workspace_id, d.platform, d.place_id limit ${limit}`,
  );
  return found.map((row) => ({ workspace: row.workspace_id, place: placeFrom(row) }));
};

/** The next moment at which something falls due. */
export const nextDue = async (tx: Db, at: Instant): Promise<Instant | undefined> => {
  const [row] = await rows<{ next: string | null }>(
    tx,
    sql`select min(due_at) as next from delivery where state = 'PENDING' and due_at > ${at}`,
  );
  return instantOrNone(row?.next ?? null);
};

/** Where an unfinished delivery goes. Within one workspace, so in the role of its own. */
export const placeOf = async (tx: Db, ws: Id, delivery: Id): Promise<Place | undefined> => {
  const [row] = await rows<PlaceRow>(
    tx,
    sql`
      select d.workspace_id, d.platform, d.place_id, i.place_name
      from delivery d join intent i on i.workspace_id = d.workspace_id and i.id = d.intent_id
      where d.workspace_id = ${ws} and d.id = ${delivery} and d.state in ('PENDING', 'SENDING', 'UNKNOWN')`,
  );
  return row && placeFrom(row);
};

/**
 * S7 without a look into the platform's history: who has been SENDING for `seconds` is taken for dead,
 * and what may have arrived is sent again if it is a reminder. A digest waits for an operator.
 */
export const recover = async (tx: Db, at: Instant, seconds: number): Promise<number> => {
  const changed = await rows(
    tx,
    sql`
      update delivery d set
        state = case when i.kind = 'digest' then 'UNKNOWN' else 'PENDING' end,
        repeat = d.repeat or i.kind <> 'digest',
        reason = case when d.state = 'SENDING' then 'the sender stopped' else d.reason end
      from intent i
      where i.workspace_id = d.workspace_id and i.id = d.intent_id and d.last_attempt_at <= ${plusMilliseconds(at, -seconds * 1000)}
        and (d.state = 'SENDING' or (d.state = 'UNKNOWN' and i.kind <> 'digest'))
      returning d.id`,
  );
  return changed.length;
};

/** So many jobs are set in one statement. */
const PAGE = 500;

/** Sets the alarm of every delivery that falls due within `hours`; setting it again changes nothing. */
export const enqueueSoon = async (
  tx: Db,
  queue: Pick<JobQueue, "enqueue">,
  at: Instant,
  hours: number,
): Promise<number> => {
  const until = plusHours(at, hours);
  let last = { due_at: "-infinity", id: "00000000-0000-0000-0000-000000000000" };
  for (let count = 0; ; ) {
    const page: (PlaceRow & { id: Id; due_at: string })[] = await rows(
      tx,
      sql`
        select d.workspace_id, d.id, d.due_at, d.platform, d.place_id, i.place_name
        from delivery d join intent i on i.workspace_id = d.workspace_id and i.id = d.intent_id
        where d.state = 'PENDING' and d.due_at <= ${until} and (d.due_at, d.id) > (${last.due_at}::timestamptz, ${last.id}::uuid)
        order by d.due_at, d.id limit ${PAGE}`,
    );
    await queue.enqueue(
      tx,
      page.map((row) => ({
        workspace: row.workspace_id,
        delivery: row.id,
        dueAt: instantFrom(row.due_at),
        place: placeFrom(row),
      })),
    );
    count += page.length;
    const end = page.at(-1);
    if (!end || page.length < PAGE) return count;
    last = end;
  }
};

/** How many have been due for `minutes` and are neither sent nor given up. */
export const overdue = async (tx: Db, at: Instant, minutes: number): Promise<number> => {
  const before = plusMilliseconds(at, -minutes * 60_000);
  const [row] = await rows<{ count: number }>(
    tx,
    sql`
      select (
        (select count(*) from delivery where state = 'PENDING' and due_at <= ${before}) +
        (select count(*) from delivery where state in ('SENDING', 'UNKNOWN') and due_at <= ${before})
      )::int as count`,
  );
  return row?.count ?? 0;
};
