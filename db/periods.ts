import { type SQL, sql } from "drizzle-orm";
import { getTableConfig, type PgTable } from "drizzle-orm/pg-core";
import type { Id } from "../src/domain/request.ts";
import type { Instant } from "../src/domain/time.ts";
import { FOREVER } from "./columns.ts";
import { asColumns, replacingAll } from "./inserting.ts";
import type { Step } from "./together.ts";

/** A row of a table of periods before it has one: the columns apart from whose it is, since when and until when. */
export type Undated<T extends PgTable> = Omit<T["$inferInsert"], "workspaceId" | "knownFrom" | "knownTo">;

/** The columns by which such a row is known from one period to the next. */
const keysOf = (table: PgTable): readonly string[] =>
  (getTableConfig(table).primaryKeys[0]?.columns ?? [])
    .map(({ name }) => name)
    .filter((name) => name !== "workspace_id" && name !== "known_from");

/** Rows by their key, each as the columns that the database has for it. */
export const byKey = <T extends PgTable>(
  table: T,
  rows: readonly Undated<T>[],
): ReadonlyMap<string, { readonly row: Undated<T>; readonly told: string }> => {
  const keys = keysOf(table);
  return new Map(
    rows.map((row) => {
      const columns = asColumns(table, row);
      return [JSON.stringify(keys.map((key) => columns[key])), { row, told: JSON.stringify(columns) }];
    }),
  );
};

/** The rows with those keys, as a condition that is worded alike however many there are. */
const among = <T extends PgTable>(table: T, rows: readonly Undated<T>[]): SQL => {
  const name = sql.identifier(getTableConfig(table).name);
  const keys = sql.join(
    keysOf(table).map((key) => sql`g.${sql.identifier(key)} = ${name}.${sql.identifier(key)}`),
    sql` and `,
  );
  const json = JSON.stringify(rows.map((row) => asColumns(table, row)));
  return sql`exists (select from jsonb_populate_recordset(null::${name}, ${json}::jsonb) g where ${keys})`;
};

/**
 * The writes by which the rows that one record has in a table of periods become other rows from `at` on:
 * nothing where nothing changed, and only what did. A period that began at `at` never was: it is
 * overwritten, or removed. No two of the writes touch the same row.
 */
export const periodSteps = <T extends PgTable>(
  { workspace, at }: { readonly workspace: Id; readonly at: Instant },
  table: T,
  before: readonly Undated<T>[],
  after: readonly Undated<T>[],
): Step[] => {
  if (before.length === 0 && after.length === 0) return [];
  const [old, now] = [byKey(table, before), byKey(table, after)];
  const ended = [...old].filter(([key, { told }]) => now.get(key)?.told !== told).map(([, { row }]) => row);
  const gone = [...old].filter(([key]) => !now.has(key)).map(([, { row }]) => row);
  const begun = [...now].filter(([key, { told }]) => old.get(key)?.told !== told).map(([, { row }]) => row);
  const ours = sql`${sql.identifier("workspace_id")} = ${workspace}`;
  return [
    ...(ended.length > 0
      ? [
          sql`
            update ${table} set known_to = ${at}
            where ${ours} and known_to = 'infinity' and known_from < ${at} and ${among(table, ended)}`,
        ]
      : []),
    ...(gone.length > 0
      ? [sql`delete from ${table} where ${ours} and known_from = ${at} and ${among(table, gone)}`]
      : []),
    ...(begun.length > 0
      ? [
          replacingAll(
            table,
            begun.map((row) => ({ ...row, workspaceId: workspace, knownFrom: at, knownTo: FOREVER })),
          ),
        ]
      : []),
  ];
};
