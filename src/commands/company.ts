import { z } from "zod";
import type { CompanyFact } from "../domain/journal.ts";
import { Refusal } from "../domain/refusal.ts";
import { companyCard } from "../view/company-card.ts";
import { command } from "./command.ts";
import { companyFacts } from "./company-facts.ts";
import { companyFor, mustReach, theCompany } from "./finding.ts";
import { company as companyName, flag, line, maybe, several } from "./options.ts";
import { movedBlocks, recompute } from "./recomputing.ts";
import { likened } from "./text.ts";

/** Open requests to one company whose dates follow its calendar; more are not asked of anybody. */
const MOST = 1_000;

/** Shows a company; with further words, adds it or changes what is known of it. */
export const company = command({
  name: "company",
  group: "setup",
  needs: "observer",
  changes: true,
  audience: "caller",
  positional: ["name"],
  examples: [
    'company Northwind alias:"NW Cloud, Нордвінд" country:US sector:cloud',
    'company Northwind contact:"Press office" contact-handle:press@example.org',
  ],
  options: z.object({
    name: companyName(),
    alias: maybe(several("text", 20), { form: true }),
    "remove-alias": maybe(line(120)),
    country: maybe(line(2)),
    sector: maybe(line(120)),
    parent: maybe(companyName()),
    contact: maybe(line(120)),
    "contact-role": maybe(line(120)),
    "contact-handle": maybe(line(200)),
    "bad-contact": maybe(flag()),
    new: maybe(flag(), { hidden: true }),
  }),
  async run(typed, desk) {
    const changing =
      Object.entries(typed).some(([option, value]) => option !== "name" && option !== "new" && value !== undefined) ||
      typed.new;
    if (!changing)
      return { facts: await companyFacts(desk, await theCompany(desk, typed.name)), changed: false, moved: [] };
    mustReach(desk, "coordinator", "company");
    const { company: firm, added } = await companyFor(desk, typed.name, typed.new ?? false);
    const country = typed.country?.toUpperCase();
    if (country && !desk.holidays.knows(country)) throw new Refusal("unknown_country", { typed: country }, "country");
    const parent = typed.parent ? (await theCompany(desk, typed.parent)).id : undefined;
    if (parent === firm.id) throw new Refusal("invalid_option", { typed: typed.parent ?? "" }, "parent");
    const named = (alias: string): boolean =>
      [firm.name, ...firm.aliases].some((name) => likened(name) === likened(alias));
    for (const alias of typed.alias ?? []) {
      const [taken] = await desk.companiesLike(alias, 1);
      if (taken?.likeness === 1 && taken.company.id !== firm.id)
        throw new Refusal("name_taken", { name: alias, typed: taken.company.name }, "alias");
    }
    const gone = typed["remove-alias"];
    const facts: CompanyFact[] = [
      ...(country || typed.sector || parent
        ? [
            {
              type: "company.changed",
              ...(country && { country }),
              ...(typed.sector && { sector: typed.sector }),
              ...(parent && { parent }),
            } as const,
          ]
        : []),
      ...(typed.alias ?? []).filter((alias) => !named(alias)).map((alias) => ({ type: "alias.added", alias }) as const),
      ...firm.aliases
        .filter((alias) => gone !== undefined && likened(alias) === likened(gone))
        .map((alias) => ({ type: "alias.removed", alias }) as const),
      ...(typed.contact
        ? [
            {
              type: "contact.set",
              name: typed.contact,
              bad: typed["bad-contact"] ?? false,
              ...(typed["contact-role"] && { role: typed["contact-role"] }),
              ...(typed["contact-handle"] && { handle: typed["contact-handle"] }),
            } as const,
          ]
        : []),
    ];
    if (facts.length === 0 && !added) throw new Refusal("nothing_to_change");
    const changed = facts.length > 0 ? ((await desk.record("company", firm.id, facts)) ?? firm) : firm;
    // Where their holidays count too, another country's calendar moves what is expected of them.
    const moved =
      country && country !== firm.country ? await recompute(desk, await desk.requestsTo(firm.id, MOST)) : [];
    return { facts: await companyFacts(desk, changed), changed: true, moved };
  },
  present({ facts, changed, moved }, say) {
    const view = companyCard(
      { ...facts, ...(changed && { headline: say("did.company", { name: facts.company.name }) }) },
      say,
    );
    return { ...view, blocks: [...movedBlocks(moved, say), ...view.blocks] };
  },
});
