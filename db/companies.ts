import { and, asc, eq, sql } from "drizzle-orm";
import { ALIKE } from "../src/domain/likeness.ts";
import type { Company } from "../src/domain/parties.ts";
import type { Id } from "../src/domain/request.ts";
import type { CompanyMatch } from "../src/ports.ts";
import { type Db, rows } from "./database.ts";
import { foldedName } from "./projection.ts";
import { company } from "./schema.ts";

/**
 * Companies one of whose names folds to the same as `name` (likeness 1) or resembles it, best first.
 * A workspace has thousands of companies at most: comparing with each is a few milliseconds.
 */
export const companiesLike = async (tx: Db, ws: Id, name: string, limit: number): Promise<readonly CompanyMatch[]> => {
  const folded = foldedName(name);
  const found = await rows<{ company: Company; likeness: number }>(
    tx,
    sql`
      with alike as (
        select company_id, max(case when folded = ${folded} then 1 else similarity(folded, ${folded}) end) as likeness
        from company_name where workspace_id = ${ws} group by company_id
      )
      select c.state as company, alike.likeness::float8 as likeness
      from alike join company c on c.workspace_id = ${ws} and c.id = alike.company_id
      where alike.likeness >= ${ALIKE}
      order by alike.likeness desc, c.state ->> 'name', c.id limit ${limit}`,
  );
  return found;
};

/** Every company that was not merged into another, with its real name. */
export const everyCompany = async (tx: Db, ws: Id): Promise<readonly Company[]> => {
  const found = await tx
    .select({ state: company.state })
    .from(company)
    .where(and(eq(company.workspaceId, ws), sql`not ${company.state} ? 'merged'`));
  return found.map(({ state }) => state);
};

/** Companies that belong to another, by name. */
export const subsidiariesOf = async (tx: Db, ws: Id, parent: Id): Promise<readonly Company[]> => {
  const found = await tx
    .select({ state: company.state })
    .from(company)
    .where(and(eq(company.workspaceId, ws), sql`${company.state} ->> 'parent' = ${parent}`))
    .orderBy(asc(sql`${company.state} ->> 'name'`), asc(company.id));
  return found.map(({ state }) => state);
};

/** Companies that another took over, and those that these had taken over before. */
export const mergedInto = async (tx: Db, ws: Id, into: Id): Promise<readonly Id[]> => {
  const found = await rows<{ id: Id }>(
    tx,
    sql`
      with recursive gone as (
        select id from company where workspace_id = ${ws} and state ->> 'merged' = ${into}
        union
        select c.id from company c join gone on c.state ->> 'merged' = gone.id::text where c.workspace_id = ${ws}
      )
      select id from gone order by id`,
  );
  return found.map(({ id }) => id);
};

/** Whether a name that somebody typed may lead to a company whose name is withheld: the name it is shown by always does. */
export const isFoundBy = (of: Company, typed: string): boolean =>
  of.redacted === undefined || foldedName(of.redacted) === foldedName(typed);
