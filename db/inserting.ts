import { getTableColumns, type SQL, sql } from "drizzle-orm";
import { getTableConfig, type PgTable } from "drizzle-orm/pg-core";

const quoted = (name: string): string => `"${name}"`;

/** The text of a table's insert, before and after its one parameter. */
interface Wording {
  /** The columns by their names here and in the database. */
  readonly columns: readonly (readonly [key: string, column: string])[];
  readonly before: SQL;
  readonly plain: SQL;
  readonly unlessThere: SQL;
  /** With what happens to a row whose primary key is there: all its other columns are replaced. */
  readonly replacing: SQL;
}

const wordingOf = (table: PgTable): Wording => {
  const { name, columns, primaryKeys } = getTableConfig(table);
  const keys = (primaryKeys[0]?.columns ?? []).map((column) => column.name);
  const replaced = columns.filter((column) => !keys.includes(column.name)).map((column) => quoted(column.name));
  const end = "::jsonb)";
  return {
    columns: Object.entries(getTableColumns(table)).map(([key, column]) => [key, column.name]),
    before: sql.raw(`insert into ${quoted(name)} select * from jsonb_populate_recordset(null::${quoted(name)}, `),
    plain: sql.raw(end),
    unlessThere: sql.raw(`${end} on conflict do nothing`),
    replacing: sql.raw(
      `${end} on conflict (${keys.map(quoted).join(", ")}) do update set ${replaced.map((column) => `${column} = excluded.${column}`).join(", ")}`,
    ),
  };
};

const wordings = new WeakMap<PgTable, Wording>();

const wording = (table: PgTable): Wording => {
  const known = wordings.get(table);
  if (known) return known;
  const made = wordingOf(table);
  wordings.set(table, made);
  return made;
};

/** Rows by the names that the database has for their columns; what is not given is null. */
export const asColumns = (table: PgTable, row: object): Record<string, unknown> => {
  // An object may be read by any key.
  const given = row as Readonly<Record<string, unknown>>;
  return Object.fromEntries(wording(table).columns.map(([key, column]) => [column, given[key] ?? null]));
};

const rowsAs = (table: PgTable, rows: readonly object[]): string =>
  JSON.stringify(rows.map((row) => asColumns(table, row)));

/**
 * Inserts rows, which all go in one parameter: the statement is the same however many there are, so it
 * is prepared once, and drizzle need not put together a hundred placeholders each time. Columns have no
 * defaults here; all that must not be null has to be given.
 */
export const inserted = <T extends PgTable>(table: T, rows: readonly T["$inferInsert"][]): SQL =>
  sql`${wording(table).before}${rowsAs(table, rows)}${wording(table).plain}`;

/** The same for one row, and nothing where it breaks a unique key. */
export const unlessThere = <T extends PgTable>(table: T, row: T["$inferInsert"]): SQL =>
  sql`${wording(table).before}${rowsAs(table, [row])}${wording(table).unlessThere}`;

/** The same; a row whose primary key is there already takes the place of the one that it finds. */
export const replacing = <T extends PgTable>(table: T, row: T["$inferInsert"]): SQL => replacingAll(table, [row]);

/** The same for rows of which no two have one key. */
export const replacingAll = <T extends PgTable>(table: T, rows: readonly T["$inferInsert"][]): SQL =>
  sql`${wording(table).before}${rowsAs(table, rows)}${wording(table).replacing}`;
