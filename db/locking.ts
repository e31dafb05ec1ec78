import { sql } from "drizzle-orm";
import type { DueItem, Parcel, Verdict } from "../src/domain/delivery.ts";
import type { Place } from "../src/domain/parties.ts";
import type { Id } from "../src/domain/request.ts";
import type { Instant } from "../src/domain/time.ts";
import { type Db, rows } from "./database.ts";
import { itsIntent } from "./due.ts";

/** What a courier looks at in one go. More than a place can read; the rest is still due afterwards. */
export const MOST = 500;

/** A due delivery that this transaction has locked. */
export interface DueRow {
  /** Which of the places wanted it is due in. */
  readonly nth: number;
  readonly id: Id;
  readonly fence: number;
  readonly token: string;
  readonly repeat: boolean;
  readonly quarantined: boolean;
  readonly spent: boolean;
  readonly due_at: string;
  readonly about_id: Id;
  readonly team_id: Id;
  readonly kind: DueItem["kind"];
  readonly occurrence: string;
  readonly place_name: string;
}

/** A place of which somebody wants the next message, with what is due there at their moment. */
export interface Wanted {
  readonly place: Place;
  readonly at: Instant;
  readonly judge: (parcel: Parcel) => Verdict;
}

/** After a restore all is looked for under tokens of its own; what was found absent then, and never tried, was hardly lent. */
const isSpent = sql`(d.doubted is not null and (d.attempts > 0 or d.repeat))`;

/**
 * Rows that another courier holds are skipped, not waited for: they are that one's to send. A place that is wanted
 * twice in this transaction skips nothing of its own, so each row goes to the first who wants it. Throws where the
 * register stands elsewhere than its process knows.
 */
export const lockDue = async (
  tx: Db,
  ws: Id,
  wanted: readonly Wanted[],
  foundIn: string | undefined,
): Promise<readonly DueRow[]> => {
  const asked = JSON.stringify(wanted.map(({ place, at }, nth) => ({ nth, on: place.platform, place: place.id, at })));
  const locked = await rows<DueRow>(
    tx,
    sql`
      select w.nth, d.id, d.fence, d.token, d.repeat, d.quarantined, ${isSpent} as spent, d.due_at, i.about_id, i.team_id, i.kind, i.occurrence, i.place_name
      from jsonb_to_recordset(${asked}::jsonb) as w(nth int, "on" text, place text, at timestamptz)
      cross join lateral (
        select * from delivery
        where workspace_id = ${ws} and platform = w."on" and place_id = w.place and state = 'PENDING' and due_at <= w.at
        order by due_at, id limit ${MOST} for update skip locked
      ) d
      ${itsIntent}
      ${foundIn === undefined ? sql`` : sql`where still_in(${foundIn})`}
      order by w.nth, d.due_at, d.id`,
  );
  return [...Map.groupBy(locked, ({ id }) => id).values()].flatMap(([first]) => first ?? []);
};
