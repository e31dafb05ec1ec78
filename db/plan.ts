import { createHmac } from "node:crypto";
import { sql } from "drizzle-orm";
import type { Place } from "../src/domain/parties.ts";
import type { PlannedReminder } from "../src/domain/reminder.ts";
import type { Id } from "../src/domain/request.ts";
import { type Instant, plusHours } from "../src/domain/time.ts";
import { among } from "./among.ts";
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
export type Occurrence = (
  | PlannedReminder
  | { readonly kind: "digest" | "card" | "record" | "introduction"; readonly key: string; readonly at: Instant }
) & {
  /** What it was planned for, where that is past and it still waits. */
  readonly planned?: Instant;
  /** Only hurries what waits for a later moment, here or elsewhere: nothing is begun by it, and nothing comes back. */
  readonly waits?: true;
};

/** What occurrences are about, and where they are to be said. */
export interface About {
  /** The request, or for digests the team. */
  readonly id: Id;
  readonly team: Id;
  readonly place: Place;
  /** Nothing was ever planned about it: there is nothing to look for. */
  readonly unplanned?: boolean;
  /** It is there no more, so that nothing can be said about it, not even what is due. */
  readonly gone?: boolean;
}

/** Deliveries due within so many hours have a job; the hourly look-ahead gives the others theirs in time. */
const JOB_HOURS = 48;

/** Why a delivery was taken back by planning; planned again, it comes back. */
const SUPERSEDED = "superseded";

const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/**
 * How a platform recognises a message that was sent twice: 24 base-32 characters that only we can make of what it
 * says. It fits Discord's nonce, and tells nothing about what it stands for.
 */
export const tokenOf = (secret: string, what: string): string => {
  // 15 bytes are 24 digits of five bits each.
  const digits = BigInt(`0x${createHmac("sha256", secret).update(what).digest("hex").slice(0, 30)}`).toString(32);
  return [...digits.padStart(24, "0")].map((digit) => BASE32[Number.parseInt(digit, 32)]).join("");
};

/**
 * An occurrence has one token in its place, whenever it is planned: planned again after the register was restored from a
 * backup, it is found under the token by which it was sent before.
 */
const occurrenceToken = (secret: string, { id, place }: About, { kind, key }: Occurrence): string =>
  tokenOf(secret, JSON.stringify([id, kind, key, place.platform, place.id]));

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
  const planned = occurrences.map((each) => ({
    delivery: planning.id(),
    intent: planning.id(),
    token: occurrenceToken(secret, about, each),
    kind: each.kind,
    occurrence: each.key,
    due_at: each.at,
    planned_at: each.planned ?? each.at,
  }));
  const added = await rows<{ id: Id; due_at: string }>(
    tx,
    sql`
      with planned as (
        select * from jsonb_to_recordset(${JSON.stringify(planned)}::jsonb)
          as p(intent uuid, delivery uuid, token text, kind text, occurrence text, due_at timestamptz, planned_at timestamptz)
      ), fresh as (
        insert into intent (workspace_id, id, about_id, team_id, kind, occurrence, platform, place_id, place_name)
        select ${ws}::uuid, p.intent, ${about.id}::uuid, ${about.team}::uuid, p.kind, p.occurrence, ${platform}, ${placeId}, ${name} from planned p
        on conflict do nothing returning id
      )
      insert into delivery (workspace_id, id, intent_id, platform, place_id, due_at, planned_at, token)
      select ${ws}::uuid, p.delivery, p.intent, ${platform}, ${placeId}, p.due_at, p.planned_at, p.token from planned p join fresh on fresh.id = p.intent
      returning id, due_at`,
  );
  await wake(
    planning,
    about.place,
    added.map(({ id, due_at }) => ({ id, dueAt: instantFrom(due_at), isNew: true })),
  );
};

/**
 * Brings an occurrence back that planning took back and that is to come after all, in its new time. Only for whoever has
 * just judged the record as it is: what somebody knew earlier may have been taken back since for a reason.
 */
export const bringBack = async (planning: Waking, { id, place }: About, { key, at }: Occurrence): Promise<void> => {
  const { tx, workspace: ws } = planning;
  const back = await rows<{ id: Id }>(
    tx,
    sql`
      update delivery d set state = 'PENDING', due_at = ${at}, planned_at = ${at}, reason = null
      from intent i
      where i.workspace_id = ${ws} and i.about_id = ${id} and i.occurrence = ${key}
        and i.platform = ${place.platform} and i.place_id = ${place.id}
        and d.workspace_id = i.workspace_id and d.intent_id = i.id and d.state = 'SKIPPED' and d.reason = ${SUPERSEDED}
      returning d.id`,
  );
  await wake(
    planning,
    place,
    back.map((row) => ({ id: row.id, dueAt: at })),
  );
};

/** A delivery as planning looks at it. */
interface Existing {
  readonly id: Id;
  readonly kind: Occurrence["kind"];
  readonly occurrence: string;
  readonly planned_at: string;
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
      select d.id, i.kind, i.occurrence, coalesce(d.planned_at, d.due_at) as planned_at, i.platform = ${place.platform} and i.place_id = ${place.id} as here, d.state, d.reason, d.attempts, d.due_at
      from intent i join delivery d on d.workspace_id = i.workspace_id and d.intent_id = i.id
      where i.workspace_id = ${workspace} and i.about_id = ${id} and d.state <> 'DEAD' and i.kind not in ('card', 'record')`,
  );

/**
 * What fell due and waits for its courier, in the queue or after a failed attempt. It had its turn before the change,
 * so planning, which looks ahead, says nothing of it: whether it still holds is judged when it is held. What is due in
 * another place than this goes to this one.
 */
const waiting = (found: readonly Existing[], { gone }: About, at: Instant): readonly Existing[] =>
  gone ? [] : found.filter(({ state, planned_at }) => state === "PENDING" && instantFrom(planned_at) <= at);

/** Whether a row that is here is to have another time, or is to come back. */
const isMoved = ({ state, reason, attempts, due_at }: Existing, { at, waits }: Occurrence): boolean => {
  const dueAt = instantFrom(due_at);
  if (state === "SKIPPED") return !waits && reason === SUPERSEDED;
  if (state !== "PENDING") return false;
  if (attempts > 0) return !waits && at > dueAt;
  return waits ? at < dueAt : at !== dueAt;
};

/**
 * Makes `coming` all that is planned about a record beside what is due already. What is sent stays sent, in whichever
 * place; what waits gets its new time (after a failed attempt: not an earlier one) or is taken back; what was taken back
 * and is planned again comes back.
 */
export const replan = async (planning: Planning, about: About, coming: readonly Occurrence[]): Promise<void> => {
  const { tx, workspace: ws } = planning;
  const found = about.unplanned ? [] : await existing(planning, about);
  const ahead = new Set(coming.filter(({ waits }) => !waits).map(({ key }) => key));
  const due = waiting(found, about, planning.at).filter(({ occurrence }) => !ahead.has(occurrence));
  const carried = due
    .filter(({ here }) => !here)
    .map((row): Occurrence => {
      const [at, planned] = [instantFrom(row.due_at), instantFrom(row.planned_at)];
      return { kind: row.kind, key: row.occurrence, at, planned };
    });
  const planned = new Map([...coming, ...carried].map((occurrence) => [occurrence.key, occurrence]));
  const moved: { id: Id; dueAt: Instant; plannedAt: Instant }[] = [];
  const known = new Set<string>();
  const awaited = new Set(found.filter(({ state }) => state === "PENDING").map(({ occurrence }) => occurrence));
  const gone: Id[] = [];
  for (const row of found) {
    const occurrence = row.here ? planned.get(row.occurrence) : undefined;
    const waits = row.state === "PENDING";
    if (row.here || ["SENT", "SENDING", "UNKNOWN"].includes(row.state)) known.add(row.occurrence);
    if (!occurrence) {
      if (waits && !(row.here && due.includes(row))) gone.push(row.id);
      continue;
    }
    if (isMoved(row, occurrence))
      moved.push({ id: row.id, dueAt: occurrence.at, plannedAt: occurrence.planned ?? occurrence.at });
  }
  // The courier may take a row in the meantime: what is no longer as it was read stays as it is.
  const untaken = sql`(state = 'PENDING' or reason = ${SUPERSEDED})`;
  const steps: Step[] = moved.map(
    ({ id, dueAt, plannedAt }) => sql`
      update delivery set state = 'PENDING', due_at = ${dueAt}, planned_at = ${plannedAt}, reason = null
      where workspace_id = ${ws} and id = ${id} and ${untaken}`,
  );
  if (gone.length > 0)
    steps.push(sql`
      update delivery set state = 'SKIPPED', reason = ${SUPERSEDED}
      where workspace_id = ${ws} and ${among(sql`id`, gone)} and ${untaken}`);
  await together(tx, steps);
  await wake(planning, about.place, moved);
  await addOccurrences(
    planning,
    about,
    [...planned.values()].filter(({ key, waits }) => !known.has(key) && (!waits || awaited.has(key))),
  );
};
