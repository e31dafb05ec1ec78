import { claimsIn } from "../domain/claims.ts";
import { gradeOf, restrictionsOf } from "../domain/grade.ts";
import type { Company } from "../domain/parties.ts";
import { LIVE, may, OVER, type Status } from "../domain/vocabulary.ts";
import type { Desk } from "../ports.ts";
import type { CompanyCard } from "../view/company-card.ts";
import { worded } from "./linking.ts";
import { peopleOf } from "./recording.ts";

/** Lines of requests on a company's card; the rest is counted. */
const LINES = 10;

/**
 * A company with its parent and what is open with it, gathered at this desk. What its subsidiaries were
 * asked is told with it only when asked for.
 */
export const companyFacts = async (desk: Desk, company: Company, rollUp = false): Promise<CompanyCard> => {
  const parent = company.parent === undefined ? undefined : await desk.company(company.parent);
  const subsidiaries = await desk.subsidiaries(company.id);
  const asked = rollUp ? [company, ...subsidiaries] : [company];
  const found = async (status: readonly Status[], sort: "due" | "moved") => {
    const pages = await Promise.all(asked.map(({ id }) => desk.list({ company: id, status, sort, limit: LINES })));
    return { rows: pages.flatMap(({ rows }) => rows), total: pages.reduce((sum, { total }) => sum + total, 0) };
  };
  const open = await found(LIVE, "due");
  const closed = await found(OVER, "moved");
  const real =
    company.redacted !== undefined && may(desk.me.role, "lead") ? await desk.withheld(company.id) : undefined;
  const { zone } = desk.workspace;
  const requests = await Promise.all(asked.map(({ id }) => desk.allRequestsTo(id)));
  return {
    company: { ...company, notes: await worded(desk, company.notes) },
    grade: gradeOf(restrictionsOf(requests.flat(), zone, company), desk.at, zone),
    ...(parent && { parent }),
    ...(subsidiaries.length > 0 && { subsidiaries }),
    requests: open.rows,
    total: open.total,
    ...(closed.total > 0 && { closed }),
    at: desk.at,
    zone,
    ...(real && { real }),
    people: await peopleOf(
      desk,
      claimsIn(company).map(({ by }) => by),
    ),
  };
};
