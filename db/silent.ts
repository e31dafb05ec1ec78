import { sql } from "drizzle-orm";
import type { Database } from "./database.ts";

/** Seconds; just less than the four waits for a lock after which the last one begins. */
const SILENT = 55;

/**
 * Ends our transactions whose process has said nothing for so long, for whoever waits in vain for their locks. Returns
 * how many there were. The server itself ends those that stand between two statements. But where a process stands still,
 * or its line is mute, in the middle of one (asked for, and not yet told its values), the server waits for the rest
 * without any limit, up to PostgreSQL 16, and later unless it was given one.
 */
export const endSilent = async (database: Database, seconds = SILENT): Promise<number> => {
  if (database.kind === "embedded") return 0;
  const ended = await database.rows(sql`
    select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and usename = session_user and application_name = current_setting('application_name')
      and pid <> pg_backend_pid() and xact_start is not null and wait_event = 'ClientRead'
      and state_change < clock_timestamp() - make_interval(secs => ${seconds})`);
  return ended.length;
};
