import { createHmac } from "node:crypto";
import { sql } from "drizzle-orm";
import type { Place } from "../src/domain/parties.ts";
import type { PlannedReminder } from "../src/domain/reminder.ts";
import type { Id } from "../src/domain/request.ts";
import { type Instant, plusHours } from "../src/domain/time.ts";
import { type Db, rows } from "./database.ts";
import { instantFrom } from "./instant.ts";
import type { Bells } from "./queue.ts";
import { type Step, together } from "./together.ts";

/** What is needed of a transaction to set alarms in it. */
export interface Waking {
  readonly tx: Db;
  readonly workspace: Id;
  readonly at: Instant;
  readonly queue: Bells;
}

/** What is needed of it to plan occurrences. */
export interface Planning extends Waking {
  /** The workspace's secret, see `tokenOf`. */
  readonly secret: string;
  id(): Id;
}

/** An occurrence to plan: a reminder, a team's digest, a request's card, what was done to it, or a first one's meaning. */
export type Occurrence =
  | PlannedReminder
  | { readonly kind: "digest" | "card" | "record" | "introduction"; readonly key: string; readonly at: Instant };

/** What occurrences are about, and where they are to be said. */
export interface About {
  /** The request, or for digests the team. */
  readonly id: Id;
  readonly team: Id;
  readonly place: Place;
  /** Nothing was ever planned about it: there is nothing to look for. */
  readonly unplanned?: boolean;
}

/** Deliveries due within so many hours have a job; the hourly look-ahead gives the others theirs in time. */
const JOB_HOURS = 48;

/** Why a delivery was taken back by planning; planned again, it comes back. */
const SUPERSEDED = "superseded";

const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/**
 * How a platform recognises a delivery that was sent twice: 24 base-32 characters that only we can
 * make. It fits Discord's nonce, and says nothing about what it stands for.
 */
export const tokenOf = (secret: string, id: Id): string => {
  // 15 bytes are 24 digits of five bits each.
  const digits = BigInt(`0x${createHmac("sha256", secret).update(id).digest("hex").slice(0, 30)}`).toString(32);
  return [...digits.padStart(24, "0")].map((digit) => BASE32[Number.parseInt(digit, 32)]).join("");
};

/** Sets the alarm for deliveries that fall due soon. */
export const wake = async (
  { tx, workspace, at, queue }: Waking,
  place: Place,
  due: readonly { readonly id: Id; readonly dueAt: Instant; readonly isNew?: boolean }[],
): Promise<void> => {
  const soon = due.filter(({ dueAt }) => dueAt <= plusHours(at, JOB_HOURS));
  if (soon.length > 0)
    await queue.enqueue(
      tx,
      soon.map(({ id, dueAt, isNew = false }) => ({ workspace, delivery: id, dueAt, place, isNew })),
    );
};

/**
 * Adds occurrences, each with its delivery. One that exists already is left as it is, whoever planned
 * it and however far it got: the unique key of `intent` is what makes an occurrence happen once.
 */
export const addOccurrences = async (
  planning: Planning,
  about: About,
  occurrences: readonly Occurrence[],
): Promise<void> => {
  if (occurrences.length === 0) return;
  const { tx, workspace: ws, secret } = planning;
  const { platform, id: placeId, name } = about.place;
  const planned = occurrences.map(({ kind, key, at }) => {
    const id = planning.id();
    return { intent: planning.id(), delivery: id, token: tokenOf(secret, id), kind, occurrence: key, due_at: at };
  });
  const added = await rows<{ id: Id; due_at: string }>(
    tx,
    sql`
      with planned as (
        select * from jsonb_to_recordset(${JSON.stringify(planned)}::jsonb)
          as p(intent uuid, delivery uuid, token text, kind text, occurrence text, due_at timestamptz)
      ), fresh as (
        insert into intent (workspace_id, id, about_id, team_id, kind, occurrence, platform, place_id, place_name)
        select ${ws}::uuid, p.intent, ${about.id}::uuid, ${about.team}::uuid, p.kind, p.occurrence, ${platform}, ${placeId}, ${name} from planned p
        on conflict do nothing returning id
      )
      insert into delivery (workspace_id, id, intent_id, platform, place_id, due_at, token)
      select ${ws}::uuid, p.delivery, p.intent, ${platform}, ${placeId}, p.due_at, p.token from planned p join fresh on fresh.id = p.intent
      returning id, due_at`,
  );
  await wake(
    planning,
    about.place,
    added.map(({ id, due_at }) => ({ id, dueAt: instantFrom(due_at), isNew: true })),
  );
};

/** A delivery as planning looks at it. */
interface Existing {
  readonly id: Id;
  readonly occurrence: string;
  readonly here: boolean;
  readonly state: string;
  readonly reason: string | null;
  readonly attempts: number;
  readonly due_at: string;
}

const existing = ({ tx, workspace }: Planning, { id, place }: About): Promise<Existing[]> =>
  rows<Existing>(
    tx,
    sql`
      select d.id, i.occurrence, i.platform = ${place.platform} and i.place_id = ${place.id} as here, d.state, d.reason, d.attempts, d.due_at
      from intent i join delivery d on d.workspace_id = i.workspace_id and d.intent_id = i.id
      where i.workspace_id = ${workspace} and i.about_id = ${id} and d.state <> 'DEAD' and i.kind not in ('card', 'record')`,
  );

/**
 * Makes `occurrences` all that is planned about a record. What is sent stays sent, in whichever place;
 * what waits gets its new time (after a failed attempt: not an earlier one) or is taken back; what was
 * taken back and is planned again comes back.
 */
export const replan = async (planning: Planning, about: About, occurrences: readonly Occurrence[]): Promise<void> => {
  const { tx, workspace: ws } = planning;
  const found = about.unplanned ? [] : await existing(planning, about);
  const planned = new Map(occurrences.map((occurrence) => [occurrence.key, occurrence]));
  const moved: { id: Id; dueAt: Instant }[] = [];
  const known = new Set<string>();
  const gone: Id[] = [];
  for (const row of found) {
    const occurrence = row.here ? planned.get(row.occurrence) : undefined;
    const waits = row.state === "PENDING";
    if (row.here || ["SENT", "SENDING", "UNKNOWN"].includes(row.state)) known.add(row.occurrence);
    if (!occurrence) {
      if (waits) gone.push(row.id);
      continue;
    }
    const due = instantFrom(row.due_at);
    const back = row.state === "SKIPPED" && row.reason === SUPERSEDED;
    if (back || (waits && (row.attempts === 0 ? occurrence.at !== due : occurrence.at > due)))
      moved.push({ id: row.id, dueAt: occurrence.at });
  }
  // The courier may take a row in the meantime: what is no longer as it was read stays as it is.
  const untaken = sql`(state = 'PENDING' or reason = ${SUPERSEDED})`;
  const steps: Step[] = moved.map(
    ({ id, dueAt }) => sql`
      update delivery set state = 'PENDING', due_at = ${dueAt}, reason = null
      where workspace_id = ${ws} and id = ${id} and ${untaken}`,
  );
  if (gone.length > 0)
    steps.push(sql`
      update delivery set state = 'SKIPPED', reason = ${SUPERSEDED}
      where workspace_id = ${ws} and id = any(${sql.param(gone)}::uuid[]) and ${untaken}`);
  await together(tx, steps);
  await wake(planning, about.place, moved);
  await addOccurrences(
    planning,
    about,
    occurrences.filter(({ key }) => !known.has(key)),
  );
};
