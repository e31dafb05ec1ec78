import { type SQL, sql } from "drizzle-orm";
import { getTableConfig, PgTable } from "drizzle-orm/pg-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Embedded } from "../../db/database.ts";
import * as register from "../../db/schema.ts";
import * as deliveries from "../../db/schema-deliveries.ts";
import * as giving from "../../db/schema-giving.ts";
import * as incoming from "../../db/schema-inbox.ts";
import * as links from "../../db/schema-links.ts";
import * as slack from "../../db/schema-slack.ts";
import { freshDatabase } from "../support/database.ts";

const tables = [register, deliveries, giving, incoming, links, slack]
  .flatMap((each): unknown[] => Object.values(each))
  .filter((value) => value instanceof PgTable)
  .map((table) => getTableConfig(table));

/** What drizzle's schema says of a table, in the catalog's words. */
const declared = ({ columns, primaryKeys }: (typeof tables)[number]) => ({
  columns: Object.fromEntries(
    columns.map((column) => [column.name, `${column.getSQLType()}${column.notNull ? " not null" : ""}`]),
  ),
  key:
    primaryKeys[0]?.columns.map(({ name }) => name) ?? columns.filter(({ primary }) => primary).map(({ name }) => name),
});

describe("the schema that queries are written against", () => {
  let database: Embedded;
  beforeAll(async () => {
    database = await freshDatabase();
  });
  afterAll(() => database.close());

  const column = (query: SQL): Promise<string[]> =>
    database.rows<{ name: string }>(query).then((found) => found.map(({ name }) => name));

  it("has exactly the tables that the migrations make", async () => {
    const made = await column(
      sql`select relname::text as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace order by 1`,
    );
    expect(tables.map(({ name }) => name).toSorted()).toEqual(made);
  });

  it.each(tables.map((table) => [table.name, table] as const))(
    "has the columns, types, nullability and key of %s",
    async (name, table) => {
      const columns = await database.rows<{ name: string; type: string }>(sql`
      select attname::text as name, format_type(atttypid, atttypmod) || case when attnotnull then ' not null' else '' end as type
      from pg_attribute where attrelid = ${name}::regclass and attnum > 0 and not attisdropped order by attnum`);
      const key = await column(sql`
      select a.attname::text as name from pg_index i cross join unnest(i.indkey::int2[]) with ordinality as k(attnum, place)
      join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.attnum
      where i.indrelid = ${name}::regclass and i.indisprimary order by k.place`);
      expect(declared(table)).toEqual({
        columns: Object.fromEntries(columns.map((each) => [each.name, each.type])),
        key,
      });
    },
  );

  it.each(tables.map((table) => [table.name, table] as const))("has the indexes of %s", async (name, table) => {
    const made = await column(sql`
      select c.relname::text as name from pg_index i join pg_class c on c.oid = i.indexrelid
      where i.indrelid = ${name}::regclass and not i.indisprimary order by 1`);
    expect(table.indexes.map(({ config }) => String(config.name)).toSorted()).toEqual(made);
  });

  it.each(tables.map((table) => [table.name, table] as const))("leads the key of %s with the workspace", (_, table) => {
    expect(declared(table).key[0]).toBe("workspace_id");
  });
});
