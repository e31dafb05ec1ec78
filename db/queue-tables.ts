import { type SQL, sql } from "drizzle-orm";
import { type Db as BossDatabase, fromDrizzle, fromPglite } from "pg-boss";
import type { Sql } from "postgres";
import { type Database, type Db, rows, type Server } from "./database.ts";
import { errorCode } from "./fault.ts";

/** How pg-boss reaches either database, on the connections that we have already. */
export const bossDatabase = (database: Database): BossDatabase =>
  database.kind === "embedded" ? fromPglite(database.pglite) : fromPostgres(database);

/** pg-boss installs and maintains itself by scripts that open a transaction. */
const OPENS_TRANSACTION = /^\s*BEGIN\b/i;

/** How pg-boss takes part in a transaction of ours. */
export const bossTransaction = (tx: Db): BossDatabase => {
  // What pg-boss hands over was made by the very `sql` that it is given here.
  const execute = async (query: unknown): Promise<{ rows: unknown[] }> => ({ rows: await rows(tx, query as SQL) });
  return fromDrizzle({ execute }, sql);
};

const fromPostgres = ({ client, scripts }: Pick<Server, "client" | "scripts">): BossDatabase => {
  let last: Promise<unknown> = Promise.resolve();

  /** On the one connection for scripts, when the script before is over: a statement of another would be in its transaction. */
  const script = async (text: string, values: unknown[] | undefined): Promise<unknown[]> => {
    try {
      return rowsOf(await run(scripts, text, values));
    } catch (error) {
      // Where the server said nothing the transaction ended with its connection.
      if (errorCode(error) !== undefined) await scripts`ROLLBACK`.catch(() => undefined);
      throw error;
    }
  };

  return {
    executeSql: async (text, values) => {
      if (!OPENS_TRANSACTION.test(text)) return { rows: rowsOf(await run(client, text, values)) };
      const mine = last.then(() => script(text, values));
      last = mine.catch(() => undefined);
      return { rows: await mine };
    },
  };
};

const run = (client: Sql, text: string, values: unknown[] = []): Promise<readonly unknown[]> =>
  // The values are pg-boss's own: text, numbers, dates and arrays of them, which postgres.js writes.
  values.length === 0 ? client.unsafe(text) : client.unsafe(text, values as string[], { prepare: true });

/** A script answers with a list of rows for each of its statements. */
const rowsOf = (result: readonly unknown[]): unknown[] => (result.some(Array.isArray) ? result.flat() : [...result]);

/**
 * Commands enqueue in their own transaction, which runs as a role without any rights of its owner.
 * The roles are made by the first migration; here they are made when it has not run.
 */
export const letRolesEnqueue = async (database: Database): Promise<void> => {
  await database.transaction(async (tx) => {
    // Granting the same in two processes at once fails in PostgreSQL's catalogs.
    await rows(tx, sql`SELECT pg_advisory_xact_lock(${GRANTS})`);
    for (const role of ["aidline_app", "aidline_worker"]) {
      const name = sql.identifier(role);
      const [known] = await rows(tx, sql`SELECT FROM pg_roles WHERE rolname = ${role}`);
      if (known === undefined) await tx.execute(sql`CREATE ROLE ${name} NOLOGIN`);
      const [allowed] = await rows<{ yes: boolean }>(
        tx,
        sql`
        SELECT has_schema_privilege(${role}, 'pgboss', 'USAGE')
          AND bool_and(has_table_privilege(${role}, c.oid, 'SELECT, INSERT, UPDATE, DELETE')) AS yes
        FROM pg_class c WHERE c.relnamespace = 'pgboss'::regnamespace AND c.relkind IN ('r', 'p')`,
      );
      if (allowed?.yes === true) continue;
      await tx.execute(sql`GRANT USAGE ON SCHEMA pgboss TO ${name}`);
      await tx.execute(sql`GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA pgboss TO ${name}`);
      await tx.execute(
        sql`ALTER DEFAULT PRIVILEGES IN SCHEMA pgboss GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO ${name}`,
      );
    }
  });
};

/** An advisory lock of ours: "grnt" as ASCII. */
const GRANTS = 0x67726e74;
