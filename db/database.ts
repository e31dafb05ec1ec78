import type { PGlite } from "@electric-sql/pglite";
import type { SQL } from "drizzle-orm";
import type { PgDatabase, PgQueryResultHKT } from "drizzle-orm/pg-core";
import type { Sql } from "postgres";

/** What queries are written against: a database of either driver, or a transaction of one. */
export type Db = PgDatabase<PgQueryResultHKT>;

/** One register's database, whichever driver it runs on. */
export type Database = Embedded | Server;

/** What both have. */
interface Connected {
  readonly drizzle: Db;
  /**
   * Whether a commit is on the disk before it is acknowledged. False in memory, and when the sync hook
   * of the embedded database no longer fits the library; a server is trusted to be set up for it.
   */
  readonly durable: boolean;
  /** Tells the files it stands in from a copy of them; empty where the server keeps them, or nothing does. */
  readonly files: string;
  /** Runs a raw query outside any transaction. See `rows` below for what the values are. */
  rows<T>(query: SQL): Promise<T[]>;
  /** Commits what `work` did, or nothing of it when `work` rejects. */
  transaction<T>(work: (tx: Db) => Promise<T>): Promise<T>;
  /** Runs the numbered files of a folder that it has not had yet; whoever wants the schema asks `migrate` for it. */
  migrate(folder: string): Promise<void>;
  /** The nightly round of the embedded database; a server has autovacuum, so nothing there. */
  vacuum(): Promise<void>;
  /** Waits for what runs, then lets go of the connections and the folder. Twice is once. */
  close(): Promise<void>;
}

/**
 * PGlite in this process: one connection, so one transaction at a time. Never await a chat platform
 * inside one, and never the database itself outside of `tx`: that waits for ever.
 */
export interface Embedded extends Connected {
  readonly kind: "embedded";
  readonly pglite: PGlite;
  /** The folder with its files; undefined in memory. */
  readonly cluster: string | undefined;
  /** The whole cluster as a gzipped tar, in memory: where another database begins (`from`). A backup is `backUp`'s. */
  snapshot(): Promise<Uint8Array>;
}

/** PostgreSQL, through a pool of its own for each purpose. */
export interface Server extends Connected {
  readonly kind: "server";
  readonly url: string;
  /** For SQL that drizzle does not write; drizzle's own client reads and writes dates its own way. */
  readonly client: Sql;
  /** One connection, for scripts that open a transaction themselves; whoever uses it waits until the one before is done. */
  readonly scripts: Sql;
}

/**
 * The rows of a raw query on either driver. Values are alike on both: timestamps and dates are text
 * as PostgreSQL writes it in UTC, bigint is a number (a BigInt beyond 2^53), numeric is text, json is
 * parsed. An array must hold no nulls: postgres.js reads them as text. `T` is the caller's promise
 * about the columns.
 */
export const rows = async <T>(on: Db, query: SQL): Promise<T[]> => {
  const result: unknown = await on.execute(query);
  // postgres.js answers with an array, PGlite with { rows }; the element type is the caller's promise.
  return (Array.isArray(result) ? [...result] : (result as { rows: unknown[] }).rows) as T[];
};
