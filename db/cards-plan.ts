import { sql } from "drizzle-orm";
import type { Place } from "../src/domain/parties.ts";
import type { Id } from "../src/domain/request.ts";
import { rows } from "./database.ts";
import { addOccurrences, type Planning } from "./plan.ts";

/** What a card follows, when it is not the first in its place: the token of the one that is there no more. */
export const cardKey = (after?: string): string => (after === undefined ? "card" : `card after ${after}`);

/** The occurrence under which it is told below a card what one command did. */
const recordKey = (change: Id): string => `record ${change}`;

/** The command that a record tells of. */
export const changeIn = (key: string): Id => key.slice("record ".length);

/** Whose cards are planned: of a request that was just logged there are none to look for. */
export interface CardsAbout {
  readonly id: Id;
  readonly team: Id;
  readonly isNew: boolean;
  /** The command, where what it did is to be told below the cards that there are. */
  readonly change?: Id;
}

interface Existing {
  readonly token: string;
  readonly state: string;
  readonly platform: Place["platform"];
  readonly place_id: string;
}

/** Ends a row that has no message any more, so that the place may have another card. */
const ENDED = ["DEAD", "SKIPPED"];

/**
 * Sees to it that a request has a card in each of the places, and that every card there is will show the
 * change, wherever it stands: one that has moved or was taken back says so. What is being posted may show less, so it
 * is painted after that. What is still to be posted is counted, too, though whoever takes it in hand writes it as it
 * is then: that may be happening now, and unseen, and is waited for by writing in the same row.
 */
export const planCards = async (planning: Planning, about: CardsAbout, places: readonly Place[]): Promise<void> => {
  const { tx, workspace: ws, at } = planning;
  const found = about.isNew
    ? []
    : await rows<Existing>(
        tx,
        sql`
          select d.token, d.state, d.platform, d.place_id
          from intent i join delivery d on d.workspace_id = i.workspace_id and d.intent_id = i.id
          where i.workspace_id = ${ws} and i.about_id = ${about.id} and i.kind = 'card' order by d.id`,
      );
  if (found.some(({ state }) => !ENDED.includes(state)))
    await tx.execute(sql`
      update delivery d set stale = d.stale + 1, paint_at = coalesce(d.paint_at, ${at})
      from intent i
      where i.workspace_id = ${ws} and i.about_id = ${about.id} and i.kind = 'card'
        and d.workspace_id = i.workspace_id and d.intent_id = i.id and d.state in ('PENDING', 'SENDING', 'UNKNOWN', 'SENT')`);
  for (const place of places) {
    const here = found.filter((row) => row.platform === place.platform && row.place_id === place.id);
    const whole = { id: about.id, team: about.team, place };
    if (here.every(({ state }) => ENDED.includes(state)))
      await addOccurrences(planning, whole, [{ kind: "card", key: cardKey(here.at(-1)?.token), at }]);
    else if (about.change !== undefined)
      await addOccurrences(planning, whole, [{ kind: "record", key: recordKey(about.change), at }]);
  }
};
