import { and, eq, inArray, sql } from "drizzle-orm";
import type { FollowUp, Held, Outcome } from "../src/domain/delivery.ts";
import { LATE, SETTLED } from "../src/domain/doubt.ts";
import type { Place } from "../src/domain/parties.ts";
import type { Id } from "../src/domain/request.ts";
import { type Instant, plusMilliseconds } from "../src/domain/time.ts";
import { type Db, rows } from "./database.ts";
import { follow } from "./following.ts";
import { type Planning, wake } from "./plan.ts";
import { addReceipts } from "./receipts.ts";
import { noteRefusal } from "./refusals.ts";
import { delivery } from "./schema-deliveries.ts";

type Change = Partial<Omit<typeof delivery.$inferInsert, "workspaceId" | "id">>;

const changeFor = (outcome: Exclude<Outcome, { kind: "sent" }>, at: Instant): Change => {
  switch (outcome.kind) {
    case "retry":
      return { state: "PENDING", dueAt: outcome.at, reason: outcome.why };
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
  outcome: Exclude<Outcome, { kind: "sent" }>,
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
          inArray(delivery.id, ids),
          eq(delivery.fence, fence),
          eq(delivery.state, "SENDING"),
        ),
      )
      .returning({ id: delivery.id });
    settled.push(...written.map(({ id }) => id));
  }
  return settled;
};

/** What was settled by others may stand there once more, by somebody who took too long: under this token it is looked for. */
const suspect = async (tx: Db, ws: Id, lender: Held, at: Instant, message?: string): Promise<void> => {
  await tx.execute(sql`
    update delivery set doubted = token, look_at = ${at}
    where workspace_id = ${ws} and id = ${lender.id} and state in ('SENT', 'SKIPPED', 'DEAD')
      and platform_id is distinct from ${message ?? null}`);
};

/**
 * A message that arrived has arrived, even if its sender was given up meanwhile, so the fence is not asked.
 * Where others had said the same before, this one is a double: whoever looks for its token takes it away.
 */
const settleArrived = async (tx: Db, ws: Id, held: readonly Held[], message: string, at: Instant): Promise<void> => {
  const [lender] = held;
  if (!lender) return;
  const ids = sql`${sql.param(held.map(({ id }) => id))}::uuid[]`;
  const written = await rows(
    tx,
    sql`
      update delivery set state = 'SENT', platform_id = ${message}, reason = null,
        look_at = case when doubted is null then null else ${plusMilliseconds(at, LATE[0])}::timestamptz end
      where workspace_id = ${ws} and id = any(${ids}) and state in ('SENDING', 'UNKNOWN', 'PENDING') returning id`,
  );
  await addReceipts(tx, ws, [lender.token], message, at);
  if (written.length === 0) await suspect(tx, ws, lender, at, message);
};

/** S6: writes how an attempt ended, and plans what follows from it. */
export const settleHeld = async (
  planning: Omit<Planning, "secret">,
  place: Place,
  held: readonly Held[],
  outcome: Outcome,
  next: readonly FollowUp[],
): Promise<void> => {
  const { tx, workspace: ws, at } = planning;
  if (outcome.kind === "sent") await settleArrived(tx, ws, held, outcome.posted.id, at);
  else {
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
  }
  await noteRefusal(tx, ws, place, outcome, at);
  await follow(planning, place, next);
};
