import { sql } from "drizzle-orm";
import type { Id } from "../src/domain/request.ts";
import type { Instant } from "../src/domain/time.ts";
import type { Db } from "./database.ts";

/** Writes down that a message of ours was seen: an id came back, or it was found. Once each. */
export const addReceipts = async (
  tx: Db,
  ws: Id,
  tokens: readonly string[],
  platformId: string,
  at: Instant,
): Promise<void> => {
  await tx.execute(sql`
    insert into receipt (workspace_id, token, platform_id, seen_at)
    select ${ws}::uuid, token, ${platformId}, ${at}::timestamptz from unnest(${sql.param(tokens)}::text[]) as t(token)
    on conflict do nothing`);
};
