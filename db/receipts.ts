import { sql } from "drizzle-orm";
import type { Id } from "../src/domain/request.ts";
import type { Instant } from "../src/domain/time.ts";
import type { Db } from "./database.ts";

/** Writes down that messages of ours were seen: an id came back, or one was found. Once each. */
export const addReceipts = async (
  tx: Db,
  ws: Id,
  seen: readonly { readonly token: string; readonly message: string }[],
  at: Instant,
): Promise<void> => {
  await tx.execute(sql`
    insert into receipt (workspace_id, token, platform_id, seen_at)
    select ${ws}::uuid, token, message, ${at}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(seen)}::jsonb) as s(token text, message text)
    on conflict do nothing`);
};
