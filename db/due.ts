import { sql } from "drizzle-orm";
import type { Place } from "../src/domain/parties.ts";
import { REMINDER_KINDS } from "../src/domain/reminder-kind.ts";
import type { Id } from "../src/domain/request.ts";
import { type Instant, plusHours, plusMilliseconds } from "../src/domain/time.ts";
import { type Db, rows } from "./database.ts";
import { instantFrom, instantOrNone } from "./instant.ts";
import { type Waking, wake } from "./plan.ts";
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

/**
 * Joins the intent of each delivery `d`, as `i`, one by one: what is due is little beside what is open, and a planner
 * that guesses otherwise reads every intent there is. `offset 0` keeps it from guessing.
 */
export const itsIntent = sql`
  cross join lateral (select * from intent where workspace_id = d.workspace_id and id = d.intent_id offset 0) i`;

/** Kinds of deliveries in rising urgency; what is not in it comes last. */
const URGENCY = ["card", ...REMINDER_KINDS];

/**
 * Places with anything due, in turns: first the most urgent place of each workspace, then the next of each. Among
 * those the most urgent comes first, then what has been due for longest.
 */
export const duePlaces = async (
  tx: Db,
  at: Instant,
  limit: number,
): Promise<readonly { workspace: Id; place: Place }[]> => {
  const found = await rows<PlaceRow>(
    tx,
    sql`
      with due as (
        select d.workspace_id, d.platform, d.place_id, max(i.place_name) as place_name, min(d.due_at) as since,
          max(coalesce(array_position(${sql.param(URGENCY)}::text[], i.kind), 0)) as urgency
        from delivery d ${itsIntent}
        where d.state = 'PENDING' and d.due_at <= ${at}
        group by d.workspace_id, d.platform, d.place_id
      )
      select workspace_id, platform, place_id, place_name from due
      order by row_number() over (partition by workspace_id order by urgency desc, since, platform, place_id),
        urgency desc, since, workspace_id limit ${limit}`,
  );
  return found.map((row) => ({ workspace: row.workspace_id, place: placeFrom(row) }));
};

/** The next moment at which something falls due, a card may be painted, or what is in doubt can be looked for. */
export const nextDue = async (tx: Db, at: Instant): Promise<Instant | undefined> => {
  const [row] = await rows<{ next: string | null }>(
    tx,
    sql`
      select least(
        (select min(due_at) from delivery where state = 'PENDING' and due_at > ${at}),
        (select min(paint_at) from delivery where stale > 0 and paint_at > ${at}),
        (select min(look_at) from delivery where state = 'UNKNOWN' and look_at > ${at}),
        (select min(look_at) from delivery where state = 'SENT' and doubted is not null and look_at > ${at})
      ) as next`,
  );
  return instantOrNone(row?.next ?? null);
};

/** A delivery, of whichever workspace. */
export interface Whose {
  readonly workspace: Id;
  readonly delivery: Id;
}

/** Where unfinished deliveries go, in their order. */
export const placesOf = async (tx: Db, deliveries: readonly Whose[]): Promise<readonly (Place | undefined)[]> => {
  const found = await rows<PlaceRow & { readonly nth: number }>(
    tx,
    sql`
      select a.nth, d.workspace_id, d.platform, d.place_id, i.place_name
      from jsonb_to_recordset(${JSON.stringify(deliveries.map((one, nth) => ({ nth, ...one })))}::jsonb) as a(nth int, workspace uuid, delivery uuid)
      cross join lateral (
        select * from delivery
        where workspace_id = a.workspace and id = a.delivery and state in ('PENDING', 'SENDING', 'UNKNOWN') offset 0
      ) d
      ${itsIntent}`,
  );
  const places = new Map(found.map((row) => [row.nth, placeFrom(row)]));
  return deliveries.map((_, nth) => places.get(nth));
};

/** Which of these deliveries are due, each by its own moment, in their order. A row that is locked is as it was before. */
export const areDue = async (
  tx: Db,
  asked: readonly (Whose & { readonly at: Instant })[],
): Promise<readonly boolean[]> => {
  const found = await rows<{ nth: number }>(
    tx,
    sql`
      select a.nth
      from jsonb_to_recordset(${JSON.stringify(asked.map((one, nth) => ({ nth, ...one })))}::jsonb) as a(nth int, workspace uuid, delivery uuid, at timestamptz)
      join delivery d on d.workspace_id = a.workspace and d.id = a.delivery
      where d.state = 'PENDING' and d.due_at <= a.at`,
  );
  const due = new Set(found.map(({ nth }) => nth));
  return asked.map((_, nth) => due.has(nth));
};

/** Puts one of what is due in a place off: it rings for all the others. Within one workspace. */
export const putOff = async (waking: Waking, place: Place, at: Instant, until: Instant): Promise<void> => {
  const { tx, workspace: ws } = waking;
  const moved = await rows<{ id: Id }>(
    tx,
    // Chosen once and for all: a choice within the update would be made again for each row, and put all of them off.
    sql`
      with chosen as materialized (
        select id from delivery
        where workspace_id = ${ws} and platform = ${place.platform} and place_id = ${place.id} and state = 'PENDING' and due_at <= ${at}
        order by due_at desc, id desc limit 1 for update skip locked)
      update delivery set due_at = ${until} where workspace_id = ${ws} and id in (select id from chosen)
      returning id`,
  );
  await wake(
    waking,
    place,
    moved.map(({ id }) => ({ id, dueAt: until })),
  );
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
        from delivery d ${itsIntent}
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

/** No back-off is longer (`src/clockwork/backoff.ts`), so what is tried again is due within so many hours. */
const TRIED_AGAIN_HOURS = 1;

/**
 * Deliveries that were tried in vain and wait for their next attempt, with the moment from which on they were due:
 * `due_at` moves with every attempt. What waits for longer than a back-off has a new date, or waits for a morning.
 */
export const triedInVain = (at: Instant) => sql`
  select greatest(first_attempt_at, planned_at) as since from delivery
  where state = 'PENDING' and due_at > ${at} and due_at <= ${plusHours(at, TRIED_AGAIN_HOURS)} and attempts > 0`;

/** How many have been due for `minutes` and are neither sent nor given up, whether they were tried or not. */
export const overdue = async (tx: Db, at: Instant, minutes: number): Promise<number> => {
  const before = plusMilliseconds(at, -minutes * 60_000);
  const [row] = await rows<{ count: number }>(
    tx,
    sql`
      select (
        (select count(*) from delivery where state = 'PENDING' and due_at <= ${at} and (due_at <= ${before} or (attempts > 0 and greatest(first_attempt_at, planned_at) <= ${before}))) +
        (select count(*) from (${triedInVain(at)}) t where since <= ${before}) +
        (select count(*) from delivery where state in ('SENDING', 'UNKNOWN') and least(due_at, greatest(first_attempt_at, planned_at)) <= ${before})
      )::int as count`,
  );
  return row?.count ?? 0;
};
