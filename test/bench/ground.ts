import type { Database, Db } from "../../db/database.ts";
import type { Recorder, Tape } from "./tape.ts";

/** Plays a transaction again through the bare driver, in as many round trips as it was recorded in. */
export type Replay = (tape: Tape) => Promise<void>;

/** A kind of database to measure on: one is filled, and copies of it are measured side by side. */
export interface Ground {
  readonly name: string;
  /** Transactions at the same time. */
  readonly width: number;
  /** Fills the database that all copies are made of; `work` leaves nothing running on it. */
  fill(work: (database: Database) => Promise<void>): Promise<void>;
  /** A copy as the bot has it; with a recorder, one that is listened to. */
  open(recorder?: Recorder): Promise<Database>;
  /** A copy behind nothing but the driver; `database` is there to look at what came of it. */
  bare(): Promise<{ readonly replay: Replay; readonly database: Database }>;
  /** Closes and removes all that was opened. */
  close(): Promise<void>;
}

/** The same database by another way to it. */
export const through = (database: Database, db: Db, rows: Database["rows"]): Database => ({
  ...database,
  drizzle: db,
  rows,
  transaction: (work) => db.transaction(work),
});
