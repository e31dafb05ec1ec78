import { type SQL, sql } from "drizzle-orm";
import { getTableConfig, type PgTable } from "drizzle-orm/pg-core";
import type { Id } from "../src/domain/request.ts";
import { type Database, type Db, rows } from "./database.ts";
import { deriveAll, TABLES, type TableName } from "./derived-rows.ts";
import { asColumns } from "./inserting.ts";
import { recordsFrom } from "./journal.ts";
import { holdWorkspace } from "./ledger.ts";
import { enterWorkspace } from "./tenancy.ts";

/** How one table differs from what the journal makes of it. Rows that changed count as both. */
export interface Difference {
  readonly table: string;
  /** Rows that should be there. */
  readonly missing: number;
  /** Rows that should not. */
  readonly surplus: number;
}

const shadow = (table: PgTable): SQL => sql`${sql.identifier(`rebuilt_${getTableConfig(table).name}`)}`;

const fill = async (tx: Db, name: TableName, found: readonly object[]): Promise<void> => {
  if (found.length === 0) return;
  const table = TABLES[name];
  const json = JSON.stringify(found.map((row) => asColumns(table, row)));
  await tx.execute(
    sql`insert into ${shadow(table)} select * from jsonb_populate_recordset(null::${table}, ${json}::jsonb)`,
  );
};

/** Works the whole journal out into tables beside the real ones. Returns the workspace's own state. */
const work = async (tx: Db, ws: Id): Promise<unknown> => {
  let workspaceState: unknown;
  for await (const records of recordsFrom(tx, ws)) {
    const { made, workspace } = deriveAll(ws, records);
    workspaceState ??= workspace;
    for (const [name, found] of made) await fill(tx, name, found);
  }
  return workspaceState;
};

/** Compares one table with its shadow and, when asked to, makes it the same. */
const compare = async (tx: Db, ws: Id, table: PgTable, repair: boolean): Promise<Difference> => {
  const { name } = getTableConfig(table);
  const real = sql`select * from ${table} where workspace_id = ${ws}`;
  const made = sql`select * from ${shadow(table)}`;
  const [counts] = await rows<{ missing: number; surplus: number }>(
    tx,
    sql`select (select count(*) from (${made} except ${real}) m)::int as missing, (select count(*) from (${real} except ${made}) s)::int as surplus`,
  );
  const { missing = 0, surplus = 0 } = counts ?? {};
  if (repair && surplus > 0) {
    const keys = sql.join(
      (getTableConfig(table).primaryKeys[0]?.columns ?? []).map(
        (column) => sql`t.${sql.identifier(column.name)} = s.${sql.identifier(column.name)}`,
      ),
      sql` and `,
    );
    await tx.execute(sql`delete from ${table} t using (${real} except ${made}) s where ${keys}`);
  }
  if (repair && missing > 0) await tx.execute(sql`insert into ${table} (${made} except ${real})`);
  return { table: name, missing, surplus };
};

/** The workspace's row is a projection too, apart from the end of the journal, which `verify` proves. */
const compareWorkspace = async (tx: Db, ws: Id, state: unknown, repair: boolean): Promise<Difference> => {
  const json = JSON.stringify(state);
  const changed = repair
    ? await rows(
        tx,
        sql`update workspace set state = ${json}::jsonb where workspace_id = ${ws} and state <> ${json}::jsonb returning 1 as one`,
      )
    : await rows(tx, sql`select 1 as one from workspace where workspace_id = ${ws} and state <> ${json}::jsonb`);
  return { table: "workspace", missing: changed.length, surplus: changed.length };
};

/**
 * Derives every projection of a workspace from its journal alone. Returns the tables that were
 * different, none when all is well; with `repair` they are made right in the same transaction, during
 * which nobody else writes to the workspace.
 */
export const rebuild = (
  database: Database,
  ws: Id,
  { repair = true }: { readonly repair?: boolean } = {},
): Promise<readonly Difference[]> =>
  database.transaction(async (tx) => {
    await enterWorkspace(tx, ws);
    await holdWorkspace(tx, ws);
    const tables = Object.values(TABLES);
    for (const table of tables)
      await tx.execute(sql`create temporary table ${shadow(table)} (like ${table}) on commit drop`);
    const found = [await compareWorkspace(tx, ws, await work(tx, ws), repair)];
    for (const table of tables) found.push(await compare(tx, ws, table, repair));
    return found.filter(({ missing, surplus }) => missing > 0 || surplus > 0);
  });
