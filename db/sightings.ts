import { sql } from "drizzle-orm";
import { LATE } from "../src/domain/doubt.ts";
import type { Id } from "../src/domain/request.ts";
import type { Platform } from "../src/domain/vocabulary.ts";
import { type Db, rows } from "./database.ts";
import { addReceipts } from "./receipts.ts";

/** A message of ours that somebody saw: `bears` knows its token among others, since a platform may show only a mark of it. */
export interface Sighting {
  readonly platform: Platform;
  readonly bears: (token: string) => boolean;
  /** The platform's id of it. */
  readonly message: string;
}

/**
 * S7: whoever presses a button proves that its message arrived. What is in doubt under its token, or is to be sent once
 * more, is settled by that, with all that went out in it; what is known to have arrived stays as it is.
 */
export const noteSeen = async (tx: Db, ws: Id, { platform, bears, message }: Sighting): Promise<void> => {
  const open = sql`
    workspace_id = ${ws} and (state in ('SENDING', 'UNKNOWN') or (state = 'PENDING' and (attempts > 0 or quarantined)))`;
  const doubted = await rows<{ token: string; now: string }>(
    tx,
    sql`
      select coalesce(sent_as, token) as token, now() as now from delivery
      where platform = ${platform} and ${open} group by 1`,
  );
  const seen = doubted.find(({ token }) => bears(token));
  if (!seen) return;
  await tx.execute(sql`
    update delivery set state = 'SENT', platform_id = ${message}, reason = null, quarantined = false,
      look_at = case when doubted is null then null else now() + make_interval(secs => ${LATE[0] / 1_000}) end
    where platform = ${platform} and ${open} and coalesce(sent_as, token) = ${seen.token}`);
  await addReceipts(tx, ws, [{ token: seen.token, message }], seen.now);
};
