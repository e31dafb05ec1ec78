import { sql } from "drizzle-orm";
import { type DueItem, isReminder, type Posted } from "../src/domain/delivery.ts";
import type { Place } from "../src/domain/parties.ts";
import type { Id } from "../src/domain/request.ts";
import { changeIn } from "./cards-plan.ts";
import { type Db, rows } from "./database.ts";
import { entriesOf } from "./journal.ts";

/** A due row, as far as records are told from others. */
interface Due {
  readonly id: Id;
  readonly kind: DueItem["kind"];
  readonly about_id: Id;
  readonly occurrence: string;
}

/** What a record tells of, and the card under which it does. */
export type Told = Pick<DueItem, "entries" | "under">;

/** What is told near its request's card. */
const isNear = ({ kind }: Due): boolean => kind === "record" || isReminder(kind);

/** The card of each request in a place, where it has one: what was done to the request is told below it. */
export const cardsIn = async (
  tx: Db,
  ws: Id,
  place: Place,
  abouts: readonly Id[],
): Promise<ReadonlyMap<Id, Posted>> => {
  const found = await rows<{ about_id: Id; platform_id: string }>(
    tx,
    sql`
      select i.about_id, d.platform_id
      from intent i join delivery d on d.workspace_id = i.workspace_id and d.intent_id = i.id
      where i.workspace_id = ${ws} and i.about_id = any(${sql.param(abouts)}::uuid[]) and i.kind = 'card' and d.state = 'SENT'
        and d.platform = ${place.platform} and d.place_id = ${place.id} and d.platform_id is not null
      order by d.id`,
  );
  return new Map(found.map((row) => [row.about_id, { place, id: row.platform_id }]));
};

/** What records among the due rows tell of, and the cards in this place of the requests that records and reminders are about. */
export const toldBy = async (tx: Db, ws: Id, place: Place, due: readonly Due[]): Promise<ReadonlyMap<Id, Told>> => {
  const near = due.filter(isNear);
  if (near.length === 0) return new Map();
  const abouts = [...new Set(near.map(({ about_id }) => about_id))];
  const cards = await cardsIn(tx, ws, place, abouts);
  const told = new Map<Id, Told>();
  for (const { id, kind, about_id, occurrence } of near) {
    const under = cards.get(about_id);
    if (kind !== "record") {
      if (under) told.set(id, { under });
      continue;
    }
    const entries = await entriesOf(tx, ws, "request", about_id);
    const change = changeIn(occurrence);
    told.set(id, { entries: entries.filter((entry) => entry.change === change), ...(under && { under }) });
  }
  return told;
};
