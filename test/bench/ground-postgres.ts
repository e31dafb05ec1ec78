import { drizzle } from "drizzle-orm/postgres-js";
import type postgres from "postgres";
import { connect } from "../../db/connect.ts";
import { rows } from "../../db/database.ts";
import { openClient } from "../../db/server.ts";
import { startPostgres } from "../support/postgres.ts";
import { type Ground, type Replay, through } from "./ground.ts";

const CONNECTIONS = 8;

const replayOn =
  (client: postgres.Sql): Replay =>
  async (tape) => {
    await client.begin(async (tx) => {
      for (const group of tape) {
        await Promise.all(
          group.map(({ text, params, arrays }) => {
            // They are what postgres.js was given when they were recorded.
            const query = tx.unsafe(text, params as string[], { prepare: true });
            return arrays ? query.values() : query;
          }),
        );
      }
    });
  };

/** A real PostgreSQL: that of TEST_DATABASE_URL, or one that is started for the run. */
export const postgresGround = async (): Promise<Ground> => {
  const given = process.env.TEST_DATABASE_URL;
  const server = given ? { url: given, stop: async () => undefined } : await startPostgres();
  const closing: (() => Promise<unknown>)[] = [];
  const made: string[] = [];
  const administer = async (statement: string, url = server.url): Promise<void> => {
    const sql = openClient(url, 1, {});
    await sql.unsafe(statement);
    await sql.end();
  };
  const create = async (template: string): Promise<string> => {
    const name = `aidline_bench_${process.pid}_${made.length}`;
    await administer(`create database ${name} template ${template}`);
    made.push(name);
    const url = new URL(server.url);
    url.pathname = `/${name}`;
    return url.href;
  };
  const copy = (): Promise<string> => create(made[0] ?? "template1");
  const client = (url: string): postgres.Sql => {
    const opened = openClient(url, CONNECTIONS);
    closing.push(() => opened.end());
    return opened;
  };
  return {
    name: "PostgreSQL",
    width: CONNECTIONS,
    fill: async (work) => {
      const url = await copy();
      const database = await connect({ url });
      await work(database);
      await database.close();
      // Copies begin with their statistics, and with nothing left to vacuum.
      await administer("vacuum analyze", url);
    },
    open: async (recorder) => {
      const url = await copy();
      const database = await connect({ url });
      closing.push(database.close);
      if (!recorder) return database;
      const db = drizzle(recorder.postgres(client(url)));
      return through(database, db, (query) => rows(db, query));
    },
    bare: async () => {
      const url = await copy();
      const bare = client(url);
      // What was recorded had its dates and JSON written already; the client learns to leave them alone.
      drizzle(bare);
      const database = await connect({ url });
      closing.push(database.close);
      return { replay: replayOn(bare), database };
    },
    close: async () => {
      for (const end of closing) await end();
      for (const name of made) await administer(`drop database if exists ${name} with (force)`);
      await server.stop();
    },
  };
};
