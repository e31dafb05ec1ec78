import { and, eq, inArray, type SQL, sql } from "drizzle-orm";
import type { FollowUp, Held, Outcome } from "../src/domain/delivery.ts";
import type { Place } from "../src/domain/parties.ts";
import type { Id } from "../src/domain/request.ts";
import { follow } from "./following.ts";
import { type Planning, wake } from "./plan.ts";
import { delivery } from "./schema-deliveries.ts";

type Change = Partial<Omit<typeof delivery.$inferInsert, "workspaceId" | "id">>;

const changeFor = (outcome: Outcome): Change => {
  switch (outcome.kind) {
    case "sent":
      return { state: "SENT", platformId: outcome.posted.id, reason: null };
    case "retry":
      return { state: "PENDING", dueAt: outcome.at, reason: outcome.why };
    case "dead":
      return { state: "DEAD", reason: outcome.why };
    case "unknown":
      return { state: "UNKNOWN", reason: outcome.why };
    default:
      return outcome satisfies never;
  }
};

/** A message that arrived has arrived, even if its sender was given up meanwhile; all else is only the sender's to say. */
const settleable = (outcome: Outcome): SQL =>
  outcome.kind === "sent"
    ? sql`${delivery.state} in ('SENDING', 'UNKNOWN', 'PENDING')`
    : sql`${delivery.state} = 'SENDING'`;

/** S6: writes how an attempt ended, where the fence is still that of the attempt, and plans what follows from it. */
export const settleHeld = async (
  planning: Omit<Planning, "secret">,
  place: Place,
  held: readonly Held[],
  outcome: Outcome,
  next: readonly FollowUp[],
): Promise<void> => {
  const { tx, workspace: ws } = planning;
  const settled: Id[] = [];
  for (const [fence, same] of Map.groupBy(held, (each) => each.fence)) {
    const ids = same.map(({ id }) => id);
    const written = await tx
      .update(delivery)
      .set(changeFor(outcome))
      .where(
        and(eq(delivery.workspaceId, ws), inArray(delivery.id, ids), eq(delivery.fence, fence), settleable(outcome)),
      )
      .returning({ id: delivery.id });
    settled.push(...written.map(({ id }) => id));
  }
  if (outcome.kind === "retry")
    await wake(
      planning,
      place,
      settled.map((id) => ({ id, dueAt: outcome.at })),
    );
  await follow(planning, place, next);
};
