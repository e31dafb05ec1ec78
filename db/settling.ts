import { and, eq, sql } from "drizzle-orm";
import type { PgUpdateSetSource } from "drizzle-orm/pg-core";
import type { FollowUp, Held, Outcome } from "../src/domain/delivery.ts";
import { LATE, SETTLED } from "../src/domain/doubt.ts";
import type { Place } from "../src/domain/parties.ts";
import type { Id } from "../src/domain/request.ts";
import { type Instant, plusMilliseconds } from "../src/domain/time.ts";
import { among } from "./among.ts";
import { type Db, rows } from "./database.ts";
import { follow } from "./following.ts";
import { type Planning, wake } from "./plan.ts";
import { addReceipts } from "./receipts.ts";
import { noteRefusal, noteTaken } from "./refusals.ts";
import { delivery } from "./schema-deliveries.ts";

type Change = Omit<PgUpdateSetSource<typeof delivery>, "workspaceId" | "id">;

const changeFor = (outcome: Unsent, at: Instant): Change => {
  switch (outcome.kind) {
    case "retry":
      return {
        state: "PENDING",
        dueAt: outcome.at,
        reason: outcome.why,
        ...(outcome.uncertain && { doubted: sql`case when sent_as = token then token else doubted end` }),
      };
    case "dead":
      return { state: "DEAD", reason: outcome.why };
    case "unknown":
      // A request under way has arrived by then, or never will.
      return { state: "UNKNOWN", reason: outcome.why, lookAt: plusMilliseconds(at, SETTLED) };
    default:
      return outcome satisfies never;
  }
};

/** What did not arrive, or may have, is only the sender's to say: the fence must be that of the attempt. Returns what was written. */
const settleAttempt = async (
  tx: Db,
  ws: Id,
  held: readonly Held[],
  outcome: Unsent,
  at: Instant,
): Promise<readonly Id[]> => {
  const settled: Id[] = [];
  for (const [fence, same] of Map.groupBy(held, (each) => each.fence)) {
    const ids = same.map(({ id }) => id);
    const written = await tx
      .update(delivery)
      .set(changeFor(outcome, at))
      .where(
        and(
          eq(delivery.workspaceId, ws),
          among(delivery.id, ids),
          eq(delivery.fence, fence),
          eq(delivery.state, "SENDING"),
        ),
      )
      .returning({ id: delivery.id });
    settled.push(...written.map(({ id }) => id));
  }
  return settled;
};

/**
 * What others have taken in hand since may stand there once more, by somebody who took too long: when it is settled it
 * is looked for under this token.
 */
const suspect = async (tx: Db, ws: Id, lender: Held, at: Instant, message?: string): Promise<void> => {
  await tx.execute(sql`
    update delivery set doubted = token,
      look_at = case
        when state in ('SENT', 'SKIPPED', 'DEAD') then ${at}::timestamptz
        when state = 'UNKNOWN' then greatest(look_at, ${at}::timestamptz)
        else look_at end
    where workspace_id = ${ws} and id = ${lender.id} ${message === undefined ? sql`` : sql`and platform_id is distinct from ${message}`}`);
};

/**
 * A message without which a part of it would not have been said says the rest once more: what had said nothing but that
 * is the double then, and is looked for under its own token.
 */
const outdo = async (tx: Db, ws: Id, held: readonly Held[], at: Instant, message: string): Promise<void> => {
  const ids = held.map(({ id }) => id);
  await tx.execute(sql`
    update delivery d set platform_id = ${message},
      doubted = case when d.sent_as = d.token then d.token else d.doubted end,
      look_at = case when d.sent_as = d.token then ${plusMilliseconds(at, LATE[0])}::timestamptz else d.look_at end
    where d.workspace_id = ${ws} and ${among(sql`d.id`, ids)} and d.state = 'SENT' and d.platform_id <> ${message}
      and not exists (
        select from delivery o
        where o.workspace_id = ${ws} and o.state = 'SENT' and o.platform_id = d.platform_id and not ${among(sql`o.id`, ids)})`);
};

/** An attempt whose end is known, and what follows from it. */
export interface Ended<Kind extends Outcome = Outcome> {
  readonly place: Place;
  readonly held: readonly Held[];
  readonly outcome: Kind;
  readonly next: readonly FollowUp[];
}

type Sent = Extract<Outcome, { readonly kind: "sent" }>;
type Unsent = Exclude<Outcome, Sent>;

const isSent = (ended: Ended): ended is Ended<Sent> => ended.outcome.kind === "sent";

/** Another attempt went out under its token, and nobody knows whether that arrived, too. */
const isTriedBeside = sql`(
  d.state in ('SENDING', 'UNKNOWN') and d.sent_as = d.token and (d.fence <> a.fence or a.lent <> d.token))`;

/**
 * A message that arrived has arrived, even if its sender was given up meanwhile, so the fence is not asked.
 * Where others had said the same before, this one is a double: whoever looks for its token takes it away.
 */
const settleArrived = async (tx: Db, ws: Id, ended: readonly Ended<Sent>[], at: Instant): Promise<void> => {
  const arrived = ended.flatMap(({ held, outcome }) =>
    held.map(({ id, fence }) => ({ id, fence, lent: held[0]?.token, message: outcome.posted.id })),
  );
  if (arrived.length === 0) return;
  const lenders = ended.flatMap(({ held: [lender], outcome }) =>
    lender ? [{ token: lender.token, message: outcome.posted.id }] : [],
  );
  const places = ended.map(({ place }) => place);
  const [written] = await Promise.all([
    rows<{ id: Id }>(
      tx,
      sql`
        update delivery d set state = 'SENT', platform_id = a.message, reason = null,
          doubted = case when ${isTriedBeside} then token else doubted end,
          look_at = case when doubted is not null or ${isTriedBeside} then ${plusMilliseconds(at, LATE[0])}::timestamptz end
        from jsonb_to_recordset(${JSON.stringify(arrived)}::jsonb) as a(id uuid, fence int, lent text, message text)
        where d.workspace_id = ${ws} and d.id = a.id and d.state in ('SENDING', 'UNKNOWN', 'PENDING')
          and ${among(
            sql`d.id`,
            arrived.map(({ id }) => id),
          )}
        returning d.id`,
    ),
    addReceipts(tx, ws, lenders, at),
    noteTaken(tx, ws, places),
  ]);
  const settled = new Set(written.map(({ id }) => id));
  for (const { held, outcome } of ended) {
    const [lender] = held;
    const before = held.filter(({ id }) => !settled.has(id));
    if (lender && before.length === held.length) await suspect(tx, ws, lender, at, outcome.posted.id);
    else if (before.length > 0) await outdo(tx, ws, held, at, outcome.posted.id);
  }
};

const settleUnsent = async (
  planning: Omit<Planning, "secret">,
  { place, held, outcome }: Ended<Unsent>,
): Promise<void> => {
  const { tx, workspace: ws, at } = planning;
  const settled = await settleAttempt(tx, ws, held, outcome, at);
  const [lender] = held;
  if (outcome.kind === "unknown" && settled.length === 0 && lender)
    await suspect(tx, ws, lender, plusMilliseconds(at, SETTLED));
  if (outcome.kind === "retry")
    await wake(
      planning,
      place,
      settled.map((id) => ({ id, dueAt: outcome.at })),
    );
  await noteRefusal(tx, ws, outcome, at);
};

/** S6: writes how attempts ended, and plans what follows from them. */
export const settleHeld = async (planning: Omit<Planning, "secret">, ended: readonly Ended[]): Promise<void> => {
  const { tx, workspace: ws, at } = planning;
  await settleArrived(tx, ws, ended.filter(isSent), at);
  for (const one of ended)
    if (one.outcome.kind !== "sent") await settleUnsent(planning, { ...one, outcome: one.outcome });
  for (const { place, next } of ended) await follow(planning, place, next, "settled");
};
