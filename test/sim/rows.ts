import type { DeliveryKind, Posted } from "../../src/domain/delivery.ts";
import type { Entry, RequestFact } from "../../src/domain/journal.ts";
import type { Company, Member, Place, Team, Workspace } from "../../src/domain/parties.ts";
import { samePlace } from "../../src/domain/places.ts";
import type { Id, Request } from "../../src/domain/request.ts";
import type { Instant } from "../../src/domain/time.ts";

/** An intent with its delivery: `db/schema-deliveries.ts` as one record. */
export interface Row {
  readonly ws: Id;
  readonly id: Id;
  readonly about: Id;
  readonly team: Id;
  readonly kind: DeliveryKind;
  readonly key: string;
  readonly place: Place;
  readonly token: string;
  state: "PENDING" | "SENDING" | "SENT" | "UNKNOWN" | "SKIPPED" | "DEAD";
  dueAt: Instant;
  plannedAt: Instant;
  fence: number;
  attempts: number;
  firstAttempt: Instant | undefined;
  lastAttempt: Instant | undefined;
  platformId: string | undefined;
  reason: string | undefined;
  repeat: boolean;
  quarantined: boolean;
  sentAs: string | undefined;
  lookAt: Instant | undefined;
  doubted: string | undefined;
  stale: number;
  paints: number;
  paintAt: Instant | undefined;
}

/** A place that refuses. */
interface Refusal {
  readonly ws: Id;
  readonly place: Place;
  readonly why: string;
  readonly since: Instant;
  heldUntil: Instant | undefined;
  told: boolean;
}

/** A request with what was recorded about it. */
export interface Kept {
  readonly entries: readonly Entry<RequestFact>[];
  readonly request: Request;
}

/** One workspace's register. */
export interface House {
  readonly workspace: Workspace;
  readonly teams: readonly Team[];
  readonly members: readonly Member[];
  readonly companies: readonly Company[];
  requests: ReadonlyMap<Id, Kept>;
}

/** All that the database keeps. */
export interface Tables {
  rows: Row[];
  refusals: Refusal[];
  /** Messages seen, by token. */
  receipts: Map<string, readonly string[]>;
  /** Events that were answered. */
  ingress: Set<string>;
  houses: ReadonlyMap<Id, House>;
}

/** A copy that a restore can go back to. What is read-only is shared. */
export const copied = (tables: Tables): Tables => ({
  rows: tables.rows.map((row) => ({ ...row })),
  refusals: tables.refusals.map((refusal) => ({ ...refusal })),
  receipts: new Map(tables.receipts),
  ingress: new Set(tables.ingress),
  houses: new Map([...tables.houses].map(([id, house]) => [id, { ...house }])),
});

/** What carries no mark of its own in a message of several, as `db/restoring.ts` says. */
export const UNMARKED = "record";

/** The settled states; `db/due.ts` counts everything else as overdue. */
export const isSettled = ({ state }: Row): boolean => state === "SENT" || state === "SKIPPED" || state === "DEAD";

/** The house of a workspace. */
export const houseOf = ({ houses }: Tables, ws: Id): House => {
  const house = houses.get(ws);
  if (!house) throw new Error(`There is no workspace ${ws}`);
  return house;
};

/** The order of texts by their characters' codes. */
export const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

/** The card below which a record is told. */
export const cardAbove = (row: Row, { rows }: Tables): Posted | undefined => {
  const card = rows.findLast(
    (one) =>
      one.kind === "card" &&
      one.ws === row.ws &&
      one.about === row.about &&
      one.state === "SENT" &&
      one.platformId !== undefined &&
      samePlace(one.place, row.place),
  );
  return card?.platformId === undefined ? undefined : { place: row.place, id: card.platformId };
};
