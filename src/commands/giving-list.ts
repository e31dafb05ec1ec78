import { z } from "zod";
import { SHOWN_STATES } from "../domain/custody.ts";
import type { GivingFilter, GivingScope } from "../domain/giving-overview.ts";
import { LEVELS, STAGES } from "../domain/vocabulary.ts";
import { givingView } from "../view/giving.ts";
import { command } from "./command.ts";
import { asOfMoment } from "./dating.ts";
import { theCampaign, theCompany, theTeam } from "./finding.ts";
import { withGoods } from "./goods-given.ts";
import { campaign, choice, company, flag, maybe, moment, number, team } from "./options.ts";

/** Lines on a page: what fits one screen. */
const PAGE = 15;

/** What was promised and what arrived, over all requests and companies: the sums, and line by line. */
export const giving = command({
  name: "giving",
  group: "look",
  needs: "observer",
  changes: false,
  audience: "caller",
  positional: ["company"],
  examples: ["giving", "giving unthanked:yes", "giving stage:announced"],
  options: z.object({
    company: maybe(company()),
    campaign: maybe(campaign()),
    team: maybe(team()),
    stage: maybe(choice("stage", STAGES)),
    state: maybe(choice("delivery_state", SHOWN_STATES)),
    level: maybe(choice("level", LEVELS)),
    unthanked: maybe(flag()),
    disputed: maybe(flag()),
    unsourced: maybe(flag()),
    "as-of": maybe(moment()),
    page: maybe(number(1, 100_000)),
  }),
  async run(typed, desk) {
    const { page: pageNo = 1, stage, state, level, unthanked, disputed, unsourced } = typed;
    const of = typed.company ? await theCompany(desk, typed.company) : undefined;
    const within = typed.campaign ? await theCampaign(desk, typed.campaign) : undefined;
    const by = typed.team ? await theTeam(desk, typed.team) : undefined;
    const asOf = typed["as-of"] ? asOfMoment(desk, typed["as-of"]) : undefined;
    const scope: GivingScope = {
      ...(of && { company: of.id }),
      ...(within && { campaign: within.id }),
      ...(by && { team: by.id }),
      ...(asOf && { asOf }),
    };
    const only: Omit<GivingFilter, keyof GivingScope | "limit" | "offset"> = {
      ...(stage && { stage }),
      ...(state && { state }),
      ...(level && { level }),
      ...(unthanked && { unthanked }),
      ...(disputed && { disputed }),
      ...(unsourced && { unsourced }),
    };
    const offset = (pageNo - 1) * PAGE;
    const found = await desk.giving({ ...scope, ...only, limit: PAGE, offset });
    const page = { ...found, rows: await withGoods(desk, found.rows, asOf) };
    const whole = offset === 0 && Object.keys(only).length === 0;
    const { page: _, ...kept } = typed;
    const options = Object.fromEntries(
      Object.entries(kept).flatMap(([name, value]) =>
        value === undefined || value === false ? [] : [[name, value === true ? "yes" : value]],
      ),
    );
    const named = [of?.name, by?.name, within?.name].filter((name) => name !== undefined).join(" · ");
    return {
      page,
      offset,
      more: { command: "giving", options: { ...options, page: String(pageNo + 1) } },
      ...(whole && { figures: await desk.givingTotals(scope) }),
      ...(named && { scope: named }),
      ...(asOf && { asOf }),
    };
  },
  present: givingView,
});
