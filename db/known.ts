import { eq, type SQL, sql } from "drizzle-orm";
import type { RequestLine } from "../src/domain/overview.ts";
import type { Id } from "../src/domain/request.ts";
import type { Instant } from "../src/domain/time.ts";
import { type Db, rows } from "./database.ts";
import { type LineRow, lineOf } from "./lines.ts";
import { workspace } from "./schema.ts";

/** Whose register is looked at, and from when. */
export interface Viewpoint {
  readonly tx: Db;
  readonly workspace: Id;
  /** The moment that counts as now. */
  readonly at: Instant;
  /** Nothing was recorded after this moment; the one that counts as now when missing. */
  readonly lastAt?: Instant;
}

/** When a workspace's register was last written to; `otherwise` for a workspace that is not there. */
export const lastWritten = async (tx: Db, ws: Id, otherwise: Instant): Promise<Instant> => {
  const [found] = await tx.select({ at: workspace.headAt }).from(workspace).where(eq(workspace.workspaceId, ws));
  return found?.at ?? otherwise;
};

/**
 * The past moment that a question is about; undefined when nothing was recorded since, so that what
 * was known then is what is known now: a much smaller part of the table, with an index of its own.
 */
export const pastOf = ({ at, lastAt = at }: Viewpoint, asOf: Instant | undefined): Instant | undefined =>
  asOf === undefined || asOf >= lastAt ? undefined : asOf;

/** The rows of a table of periods that held at a past moment, or that hold still. */
export const knownAt = (table: "k" | "n", past: Instant | undefined): SQL => {
  const t = sql.identifier(table);
  return past === undefined
    ? sql`${t}.known_to = 'infinity'`
    : sql`${t}.known_to > ${past} and ${t}.known_from <= ${past}`;
};

/** What a member was called then. */
export const nameOf = (ws: Id, id: SQL, past: Instant | undefined): SQL =>
  sql`(select n.name from name_known n where n.workspace_id = ${ws} and n.id = ${id} and ${knownAt("n", past)})`;

/** What a company was called then, as it may be shown today: a name that is withheld now is withheld of every past day. */
export const companyNameOf = (ws: Id, id: SQL, past: Instant | undefined): SQL =>
  sql`
    coalesce(
      (select r.state ->> 'redacted' from company r where r.workspace_id = ${ws} and r.id = ${id} and r.state ? 'redacted'),
      ${nameOf(ws, id, past)}
    )`;

/** Which lines of an overview, in the columns of `request_known k`. */
export interface Selection {
  readonly where: SQL;
  readonly order: SQL;
  readonly past: Instant | undefined;
  readonly limit: number;
  readonly offset?: number;
}

/** The lines selected. Names are looked up for these alone. */
export const linesOf = async (
  { tx, workspace }: Viewpoint,
  { where, order, past, limit, offset = 0 }: Selection,
): Promise<readonly RequestLine[]> => {
  if (limit === 0) return [];
  const found = await rows<LineRow>(
    tx,
    sql`
      select k.*, ${companyNameOf(workspace, sql`k.company_id`, past)} as company_name, ${nameOf(workspace, sql`k.owner_id`, past)} as owner_name
      from (
        select * from request_known k
        where k.workspace_id = ${workspace} and ${knownAt("k", past)} and ${where}
        order by ${order} limit ${limit} offset ${offset}
      ) k order by ${order}`,
  );
  return found.map(lineOf);
};
