import type postgres from "postgres";
import { over } from "./severed.ts";

/** `unsafe` as drizzle calls it. */
type Unsafe = (text: string, params?: never[]) => postgres.PendingQuery<postgres.Row[]>;

const prepared =
  (on: postgres.ISql): Unsafe =>
  (text, params = []) =>
    on.unsafe(text, params, { prepare: true });

/**
 * The client as drizzle is to have it. Drizzle sends every statement unprepared: the server parses and
 * plans it each time, and postgres.js spends a round trip more to learn the types of its parameters.
 * Where a pooler cannot keep prepared statements, `?prepare=false` in the address switches this off.
 */
export const preparing = (client: postgres.Sql): postgres.Sql =>
  over(client, {
    unsafe: prepared(client),
    begin: (work: (tx: postgres.TransactionSql) => unknown) =>
      client.begin((tx) => work(over(tx, { unsafe: prepared(tx) }))),
  });
