import { drizzle as drizzlePglite } from "drizzle-orm/pglite";
import { drizzle } from "drizzle-orm/postgres-js";
import { connect, openClient } from "../../db/connect.ts";
import { type Database, type Db, rows } from "../../db/database.ts";
import { openEmbedded } from "../../db/embedded/open.ts";
import { startPostgres } from "../support/postgres.ts";
import type { Recorder, Tape } from "./tape.ts";

/** Plays a transaction again through the bare driver, in as many round trips as it was recorded in. */
export type Replay = (tape: Tape) => Promise<void>;

/** A kind of database to measure on: one is filled, and copies of it are measured side by side. */
export interface Ground {
  readonly name: string;
  /** Transactions at the same time. */
  readonly width: number;
  /** Fills the database that all copies are made of. */
  fill(work: (database: Database) => Promise<void>): Promise<void>;
  /** A copy as the bot has it; with a recorder, one that is listened to. */
  open(recorder?: Recorder): Promise<Database>;
  /** A copy behind nothing but the driver. */
  bare(): Promise<{ readonly replay: Replay; close(): Promise<void> }>;
  close(): Promise<void>;
}

const CONNECTIONS = 8;

const through = (database: Database, db: Db): Database => ({
  ...database,
  drizzle: db,
  rows: (query) => rows(db, query),
  transaction: (work) => db.transaction(work),
});

/** A real PostgreSQL: that of TEST_DATABASE_URL, or one that is started for the run. */
export const postgresGround = async (): Promise<Ground> => {
  const given = process.env.TEST_DATABASE_URL;
  const server = given ? { url: given, stop: async () => undefined } : await startPostgres();
  const administer = async (...statements: string[]): Promise<void> => {
    const sql = openClient(server.url, 1);
    for (const statement of statements) await sql.unsafe(statement);
    await sql.end();
  };
  const prefix = `aidline_bench_${process.pid}`;
  const made: string[] = [];
  const create = async (template: string): Promise<string> => {
    const name = `${prefix}_${made.length}`;
    await administer(`create database ${name} template ${template}`);
    made.push(name);
    const url = new URL(server.url);
    url.pathname = `/${name}`;
    return url.href;
  };
  const copy = (): Promise<string> => create(`${prefix}_0`);
  return {
    name: "PostgreSQL",
    width: CONNECTIONS,
    fill: async (work) => {
      const database = await connect({ url: await create("template1") });
      await work(database);
      await database.close();
      await administer("checkpoint");
    },
    open: async (recorder) => {
      const url = await copy();
      const database = await connect({ url });
      if (!recorder) return database;
      const client = openClient(url, CONNECTIONS);
      const close = (): Promise<void> => Promise.all([database.close(), client.end()]).then(() => undefined);
      return { ...through(database, drizzle(recorder.postgres(client))), close };
    },
    bare: async () => {
      const client = openClient(await copy(), CONNECTIONS);
      // What was recorded had its dates and JSON written already; the client learns to leave them alone.
      drizzle(client);
      const replay: Replay = async (tape) => {
        await client.begin(async (tx) => {
          for (const group of tape) {
            await Promise.all(
              group.map(({ text, params, arrays }) => {
                const query = tx.unsafe(text, params as string[], { prepare: true });
                return arrays ? query.values() : query;
              }),
            );
          }
        });
      };
      return { replay, close: () => client.end() };
    },
    close: async () => {
      for (const name of made) await administer(`drop database if exists ${name} with (force)`);
      await server.stop();
    },
  };
};

/** PGlite in memory: without a disk, nothing hides what we add to it. */
export const embeddedGround = (): Ground => {
  let from: Uint8Array | undefined;
  const copy = () => openEmbedded(from && { from });
  return {
    name: "PGlite",
    width: 1,
    fill: async (work) => {
      const database = await openEmbedded();
      await work(database);
      from = await database.snapshot();
      await database.close();
    },
    open: async (recorder) => {
      const database = await copy();
      return recorder ? through(database, drizzlePglite(recorder.pglite(database.pglite))) : database;
    },
    bare: async () => {
      const { pglite, close } = await copy();
      const replay: Replay = async (tape) => {
        await pglite.transaction(async (tx) => {
          for (const { text, params, options } of tape.flat()) await tx.query(text, [...params], options);
        });
      };
      return { replay, close };
    },
    close: async () => undefined,
  };
};
