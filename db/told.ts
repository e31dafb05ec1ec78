import { sql } from "drizzle-orm";
import { type DueItem, isReminder, type Posted } from "../src/domain/delivery.ts";
import type { Place } from "../src/domain/parties.ts";
import type { Id } from "../src/domain/request.ts";
import { changeIn } from "./cards-plan.ts";
import { type Db, rows } from "./database.ts";
import { entriesOf } from "./journal.ts";

/** A row about a request in a place, near whose card it may belong. */
interface Near {
  readonly id: Id;
  readonly about_id: Id;
  readonly place: Place;
}

/** A due row, as far as records are told from others. */
interface Due extends Near {
  readonly kind: DueItem["kind"];
  readonly occurrence: string;
}

/** What a record tells of, and the card under which it does. */
export type Told = Pick<DueItem, "entries" | "under">;

/** What is told near its request's card. */
const isNear = ({ kind }: Due): boolean => kind === "record" || isReminder(kind);

/** By each row's id the card of its request in its place, where it has one: what was done to the request is told below it. */
export const cardsNear = async (tx: Db, ws: Id, near: readonly Near[]): Promise<ReadonlyMap<Id, Posted>> => {
  const asked = near.map(({ id, about_id: about, place }) => ({ id, about, on: place.platform, place: place.id }));
  const found = await rows<{ id: Id; platform_id: string }>(
    tx,
    sql`
      select n.id, d.platform_id
      from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) as n(id uuid, about uuid, "on" text, place text)
      cross join lateral (
        select id from intent where workspace_id = ${ws} and about_id = n.about and kind = 'card' offset 0
      ) i
      cross join lateral (
        select id, platform_id from delivery
        where workspace_id = ${ws} and intent_id = i.id and state = 'SENT' and platform_id is not null
          and platform = n."on" and place_id = n.place offset 0
      ) d
      order by d.id`,
  );
  const places = new Map(near.map(({ id, place }) => [id, place]));
  return new Map(
    found.flatMap(({ id, platform_id }) => {
      const place = places.get(id);
      return place ? [[id, { place, id: platform_id }]] : [];
    }),
  );
};

/** What records among the due rows tell of, and the cards of the requests that records and reminders are about. */
export const toldBy = async (tx: Db, ws: Id, due: readonly Due[]): Promise<ReadonlyMap<Id, Told>> => {
  const near = due.filter(isNear);
  if (near.length === 0) return new Map();
  const [cards, ...done] = await Promise.all([
    cardsNear(tx, ws, near),
    ...near.map(({ kind, about_id }) => (kind === "record" ? entriesOf(tx, ws, "request", about_id) : undefined)),
  ]);
  return new Map(
    near.map(({ id, occurrence }, nth) => {
      const under = cards.get(id);
      const entries = done[nth]?.filter(({ change }) => change === changeIn(occurrence));
      return [id, { ...(entries && { entries }), ...(under && { under }) }];
    }),
  );
};
