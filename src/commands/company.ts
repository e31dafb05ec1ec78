import { z } from "zod";
import type { CompanyFact } from "../domain/journal.ts";
import type { Company } from "../domain/parties.ts";
import { Refusal } from "../domain/refusal.ts";
import type { Id } from "../domain/request.ts";
import type { Desk } from "../ports.ts";
import { companyCard } from "../view/company-card.ts";
import { asKnown } from "./as-known.ts";
import { command } from "./command.ts";
import { companyFacts } from "./company-facts.ts";
import { asOfMoment } from "./dating.ts";
import { companyFor, mustReach, theCompany } from "./finding.ts";
import { merge, withhold } from "./merging.ts";
import { company as companyName, flag, line, maybe, moment, several } from "./options.ts";
import { movedBlocks, recompute } from "./recomputing.ts";
import { likened } from "./text.ts";

/** Words that take a redaction back. */
const SHOWN_AGAIN = ["no", "ні"];

/** Open requests to one company whose dates follow its calendar; more are not asked of anybody. */
const MOST = 1_000;

const options = z.object({
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
  merge: maybe(companyName()),
  redact: maybe(line(120)),
  subsidiaries: maybe(flag()),
  "as-of": maybe(moment()),
  new: maybe(flag(), { hidden: true }),
  anyway: maybe(flag(), { hidden: true }),
});
type Typed = z.output<typeof options>;

/** Options with which the command only looks. */
const LOOKS = ["name", "subsidiaries", "as-of"];

const isLook = (typed: Typed): boolean =>
  Object.entries(typed).every(([option, value]) => LOOKS.includes(option) || value === undefined);

/** The company's own card as it stands, or as it was known on a past day. */
const looked = async (desk: Desk, typed: Typed) => {
  const firm = await theCompany(desk, typed.name, "name");
  if (typed["as-of"] === undefined) return companyFacts(desk, firm, typed.subsidiaries ?? false);
  const at = asOfMoment(desk, typed["as-of"]);
  const then = await asKnown(desk, at);
  const known = await then.company(firm.id);
  if (!known) throw new Refusal("not_there_then", { ref: firm.name }, "as-of");
  return { ...(await companyFacts(then, known, typed.subsidiaries ?? false)), asOf: at };
};

/** A parent that is not, by whatever way, a subsidiary of the company itself. */
const parentFor = async (desk: Desk, firm: Company, typed: string): Promise<Id> => {
  const parent = await theCompany(desk, typed, "parent");
  for (
    let above: Company | undefined = parent;
    above;
    above = above.parent ? await desk.company(above.parent) : undefined
  )
    if (above.id === firm.id) throw new Refusal("same_company", { name: firm.name }, "parent");
  return parent.id;
};

/** A name that belongs to another company would find two. */
const mustBeFree = async (desk: Desk, firm: Company, name: string, option: string): Promise<void> => {
  const [taken] = await desk.companiesLike(name, 1);
  if (taken?.likeness === 1 && taken.company.id !== firm.id)
    throw new Refusal("name_taken", { name, typed: taken.company.name }, option);
};

/** Names by which the company is to be found too. */
const newAliases = async (desk: Desk, firm: Company, typed: readonly string[]): Promise<readonly string[]> => {
  for (const alias of typed) await mustBeFree(desk, firm, alias, "alias");
  const named = [firm.name, ...firm.aliases].map(likened);
  return typed.filter((alias) => !named.includes(likened(alias)));
};

/** Withholding a name, and showing it again, is a lead's to decide. */
const redact = async (desk: Desk, firm: Company, typed: string): Promise<void> => {
  mustReach(desk, "lead", "company");
  await mustBeFree(desk, firm, typed, "redact");
  await withhold(desk, firm.id, SHOWN_AGAIN.includes(likened(typed)) ? null : typed);
};

const changesTo = async (desk: Desk, firm: Company, typed: Typed): Promise<readonly CompanyFact[]> => {
  const country = typed.country?.toUpperCase();
  if (country && !desk.holidays.knows(country)) throw new Refusal("unknown_country", { typed: country }, "country");
  const parent = typed.parent ? await parentFor(desk, firm, typed.parent) : undefined;
  const gone = typed["remove-alias"];
  return [
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
    ...(await newAliases(desk, firm, typed.alias ?? [])).map((alias) => ({ type: "alias.added", alias }) as const),
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
};

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
    'company Northwind merge:"Northwind Traders"',
    'company Northwind redact:"A company that asked not to be named"',
  ],
  options,
  async run(typed, desk) {
    if (isLook(typed)) return { facts: await looked(desk, typed), changed: false, moved: [] };
    mustReach(desk, typed.merge ? "lead" : "coordinator", "company");
    const { company: firm, added } = await companyFor(desk, typed.name, typed.new ?? false);
    // The names that are compared with are the real ones, whatever is shown.
    const facts = await changesTo(desk, (await desk.withheld(firm.id)) ?? firm, typed);
    if (facts.length === 0 && !added && !typed.merge && !typed.redact) throw new Refusal("nothing_to_change");
    if (facts.length > 0) await desk.record("company", firm.id, facts);
    if (typed.redact) await redact(desk, firm, typed.redact);
    const after = (await desk.company(firm.id)) ?? firm;
    const { company: changed, merged } = typed.merge
      ? await merge(desk, after, typed.merge, typed.anyway ?? false)
      : { company: after, merged: undefined };
    // Where their holidays count too, another country's calendar moves what is expected of them.
    const moved =
      changed.country !== firm.country || merged ? await recompute(desk, await desk.requestsTo(firm.id, MOST)) : [];
    return { facts: await companyFacts(desk, changed), changed: true, moved, ...(merged && { merged }) };
  },
  present({ facts, changed, moved, merged }, say) {
    const name = facts.company.name;
    const headline = merged ? say("did.merge", { name, ...merged }) : say("did.company", { name });
    const view = companyCard({ ...facts, ...(changed && { headline }) }, say);
    return { ...view, blocks: [...movedBlocks(moved, say), ...view.blocks] };
  },
});
