import { hear } from "../domain/decide-hearsay.ts";
import type { Hearsay } from "../domain/intent.ts";
import type { Company } from "../domain/parties.ts";
import { type Request, refOf, type Seen } from "../domain/request.ts";
import type { Filling, Key, Say } from "../language/say.ts";
import type { Desk } from "../ports.ts";
import type { Card } from "../view/card.ts";
import { changeView } from "../view/change.ts";
import { type CompanyCard, companyCard } from "../view/company-card.ts";
import type { Block, View } from "../view/view.ts";
import { companyFacts } from "./company-facts.ts";
import { companyFor, theRequest } from "./finding.ts";
import { company, flag, maybe, request, version } from "./options.ts";
import { cardOf, changeRequest } from "./recording.ts";

/** What an answer, a note or a piece of evidence is about: a request, or a company outside any request. */
export type About = { readonly request: Request } | { readonly company: Company };

/** The options by which a person says what it is about. */
export const about = () => ({
  request: maybe(request(), { unless: "company" }),
  company: maybe(company()),
  v: version(),
  new: maybe(flag(), { hidden: true }),
});

interface Named {
  readonly request?: number | undefined;
  readonly company?: string | undefined;
  readonly v?: Seen | undefined;
  readonly new?: boolean | undefined;
}

/** Finds what was named; a company that the register does not know yet is added (or asked about). */
export const aboutWhat = async (desk: Desk, named: Named): Promise<About> => {
  if (named.company !== undefined)
    return { company: (await companyFor(desk, named.company, named.new ?? false)).company };
  // `wants` makes a request necessary where no company is named.
  return { request: await theRequest(desk, { request: named.request ?? 0, v: named.v }) };
};

/** What became of it, ready to be shown. */
export type Heard = { readonly card: Card } | { readonly firm: CompanyCard };

/** How it stands, when nothing was to be recorded. */
export const heardNow = async (desk: Desk, what: About): Promise<Heard> =>
  "request" in what ? { card: await cardOf(desk, what.request) } : { firm: await companyFacts(desk, what.company) };

/** Records something heard on the request or the company that it is about. */
export const record = async (desk: Desk, what: About, intent: Hearsay): Promise<Heard> => {
  if ("request" in what) return { card: await cardOf(desk, await changeRequest(desk, what.request, intent)) };
  const changed = await desk.record(
    "company",
    what.company.id,
    hear({ ...what.company, zone: desk.workspace.zone }, intent),
  );
  return { firm: await companyFacts(desk, changed ?? what.company) };
};

/** The sentence that tells what was heard, with the request's or the company's present state under it. */
export const heardView = (
  heard: Heard,
  headline: Key,
  say: Say,
  details: readonly Block[] = [],
  fillings: Readonly<Record<string, Filling>> = {},
): View =>
  "card" in heard
    ? changeView(
        {
          card: heard.card,
          headline: say(headline, {
            ref: refOf(heard.card.request.ref),
            company: heard.card.company.name,
            ...fillings,
          }),
          details,
        },
        say,
      )
    : companyCard(
        {
          ...heard.firm,
          headline: say(headline, { ref: heard.firm.company.name, company: heard.firm.company.name, ...fillings }),
          details,
        },
        say,
      );
