import type { Company } from "../domain/parties.ts";
import type { Desk } from "../ports.ts";
import type { CompanyCard } from "../view/company-card.ts";

/** A company with its parent and what is open with it, gathered at this desk. */
export const companyFacts = async (desk: Desk, company: Company): Promise<CompanyCard> => {
  const parent = company.parent === undefined ? undefined : await desk.company(company.parent);
  const { rows, total } = await desk.list({ company: company.id, sort: "due", limit: 10 });
  return { company, ...(parent && { parent }), requests: rows, total, at: desk.at };
};
