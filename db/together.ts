import { type SQL, type SQLWrapper, sql } from "drizzle-orm";
import type { Db } from "./database.ts";

/** One insert, update or delete that is not sent yet. */
export type Step = SQLWrapper;

/**
 * Sends steps as one statement, so that a command pays one round trip for all it writes. All of them
 * see the tables as before the statement, so no two may touch the same row.
 */
export const together = async (tx: Db, steps: readonly Step[]): Promise<void> => {
  if (steps.length === 0) return;
  const named: SQL[] = steps.map((step, index) => sql`${sql.identifier(`step_${index}`)} as (${step.getSQL()})`);
  await tx.execute(sql`with ${sql.join(named, sql`, `)} select`);
};
