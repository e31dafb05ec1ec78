import { type SQL, sql } from "drizzle-orm";
import { fold } from "../src/domain/company.ts";
import type { ListFilter, ListPage, MatrixCell } from "../src/domain/overview.ts";
import type { Id } from "../src/domain/request.ts";
import type { Instant } from "../src/domain/time.ts";
import { among } from "./among.ts";
import { rows } from "./database.ts";
import { companyNameOf, knownAt, linesOf, pastOf, type Selection, type Viewpoint } from "./known.ts";

/** `%` and `_` in what somebody types are letters, not wildcards. */
const containing = (text: string): string => `%${text.replace(/[\\%_]/g, String.raw`\$&`)}%`;

/** Whose name of that day has these letters, or who is called so otherwise; a withheld name leads to nobody. */
const named = (workspace: Id, past: Instant | undefined, text: string): SQL => {
  const folded = fold(text);
  return sql`
    select c.id from company c
    where c.workspace_id = ${workspace} and (
      ${companyNameOf(workspace, sql`c.id`, past)} ilike ${containing(text)}
      or not c.state ? 'redacted' and exists (
        select from company_name n
        where n.workspace_id = c.workspace_id and n.company_id = c.id and n.folded like ${containing(folded)} and ${folded !== ""}
      )
    )`;
};

const conditions = (filter: ListFilter, at: Instant, { workspace }: Viewpoint, past: Instant | undefined): SQL => {
  const late = sql`k.late_at is not null and k.late_at <= ${at}`;
  const all: (SQL | false | undefined)[] = [
    filter.status && sql`k.status = any(${sql.param([...filter.status])}::text[])`,
    filter.move !== undefined && sql`k.move = ${filter.move}`,
    filter.late === true && late,
    filter.late === false && sql`not (${late})`,
    filter.owner !== undefined && sql`k.owner_id = ${filter.owner}`,
    filter.involves !== undefined && sql`(k.owner_id = ${filter.involves} or k.stand_in_id = ${filter.involves})`,
    filter.unowned === true && sql`k.owner_id is null`,
    filter.unowned === false && sql`k.owner_id is not null`,
    filter.team !== undefined && sql`k.team_id = ${filter.team}`,
    filter.campaign !== undefined && sql`k.campaign_id = ${filter.campaign}`,
    filter.company !== undefined && sql`k.company_id = ${filter.company}`,
    filter.kind !== undefined && sql`k.kind = ${filter.kind}`,
    filter.fulfilment !== undefined && sql`k.fulfilment = ${filter.fulfilment}`,
    filter.text !== undefined &&
      sql`(k.title ilike ${containing(filter.text)} or k.company_id in (${named(workspace, past, filter.text)}))`,
  ];
  return sql.join(
    [sql`true`, ...all.filter((condition) => condition !== false && condition !== undefined)],
    sql` and `,
  );
};

const ORDERS = {
  due: sql`k.late_at nulls last, k.ref`,
  ref: sql`k.ref`,
  moved: sql`k.moved_at desc, k.ref desc`,
  turn: sql`k.move = 'ours' desc, k.late_at nulls last, k.ref`,
} as const;

/** How many lines are selected. */
const countOf = async ({ tx, workspace }: Viewpoint, { where, past }: Selection): Promise<number> => {
  const [count] = await rows<{ total: number }>(
    tx,
    sql`select count(*)::int as total from request_known k where k.workspace_id = ${workspace} and ${knownAt("k", past)} and ${where}`,
  );
  return count?.total ?? 0;
};

/**
 * Finding words means reading every title, which is what takes long: it is done once, for the count and
 * for the lines of the page.
 */
const searched = async (viewpoint: Viewpoint, selection: Selection): Promise<ListPage> => {
  const { tx, workspace } = viewpoint;
  const { where, order, past, limit, offset = 0 } = selection;
  const found = await rows<{ id: Id; total: number }>(
    tx,
    sql`
      select k.id, (count(*) over ())::int as total from request_known k
      where k.workspace_id = ${workspace} and ${knownAt("k", past)} and ${where}
      order by ${order} limit ${limit} offset ${offset}`,
  );
  const [first] = found;
  // Past the end there is no line to tell how many there are.
  if (!first) return { rows: [], total: offset > 0 ? await countOf(viewpoint, selection) : 0 };
  const its = among(
    sql`k.id`,
    found.map(({ id }) => id),
  );
  return { rows: await linesOf(viewpoint, { where: its, order, past, limit }), total: first.total };
};

/** A page of the register, now or as known at `filter.asOf`; late is judged at that same moment. */
export const listOf = async (viewpoint: Viewpoint, filter: ListFilter): Promise<ListPage> => {
  const { asOf, limit, offset = 0, sort = "due" } = filter;
  const past = pastOf(viewpoint, asOf);
  const where = conditions(filter, asOf ?? viewpoint.at, viewpoint, past);
  const selection = { where, order: ORDERS[sort], past, limit, offset };
  if (filter.text !== undefined && limit > 0) return searched(viewpoint, selection);
  const [lines, total] = await Promise.all([linesOf(viewpoint, selection), countOf(viewpoint, selection)]);
  return { rows: lines, total };
};

interface CellRow {
  readonly company_id: Id;
  readonly company_name: string | null;
  readonly kind: MatrixCell["kind"];
  readonly asked: number;
  readonly late: number;
  readonly outcome: MatrixCell["outcome"] | null;
  readonly extent: MatrixCell["extent"] | null;
  readonly disputed: boolean;
  readonly refs: number[];
}

/** Companies by kinds of ask; `filter.limit` counts companies, by name. A cell's outcome is its latest request's. */
export const matrixOf = async (viewpoint: Viewpoint, filter: ListFilter): Promise<readonly MatrixCell[]> => {
  const { tx, workspace, at } = viewpoint;
  const past = pastOf(viewpoint, filter.asOf);
  const moment = filter.asOf ?? at;
  const asked = sql`k.workspace_id = ${workspace} and ${knownAt("k", past)} and ${conditions(filter, moment, viewpoint, past)}`;
  // The companies first: their cells are worked out for the ones that are shown alone.
  const found = await rows<CellRow>(
    tx,
    sql`
      with named as materialized (
        select c.company_id, ${companyNameOf(workspace, sql`c.company_id`, past)} as company_name
        from (select distinct k.company_id from request_known k where ${asked}) c
        order by company_name, company_id limit ${filter.limit} offset ${filter.offset ?? 0}
      )
      select k.company_id, named.company_name, k.kind, count(*)::int as asked, count(*) filter (where k.late_at <= ${moment})::int as late,
        (array_agg(k.outcome order by k.ref desc))[1] as outcome, (array_agg(k.extent order by k.ref desc))[1] as extent,
        bool_or(k.disputed) as disputed, json_agg(k.ref order by k.ref) as refs
      from request_known k join named on named.company_id = k.company_id where ${asked}
      group by k.company_id, named.company_name, k.kind
      order by named.company_name, k.company_id, k.kind`,
  );
  return found.map((row) => ({
    company: { id: row.company_id, name: row.company_name ?? "" },
    kind: row.kind,
    asked: row.asked,
    late: row.late,
    ...(row.outcome && { outcome: row.outcome }),
    ...(row.extent && { extent: row.extent }),
    disputed: row.disputed,
    refs: row.refs,
  }));
};
