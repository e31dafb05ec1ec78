import type { GivingScope } from "../src/domain/giving-overview.ts";
import type { Campaign } from "../src/domain/parties.ts";
import { replay } from "../src/domain/replay.ts";
import { entriesOf } from "./journal.ts";
import { pastOf, type Viewpoint } from "./known.ts";
import { campaignsOf } from "./people.ts";

/** The campaigns that a question is about, as they were known at its moment: all of them, unless it names one. */
export const campaignsThen = async (
  viewpoint: Viewpoint,
  { campaign, asOf }: Pick<GivingScope, "campaign" | "asOf">,
): Promise<readonly Campaign[]> => {
  const { tx, workspace } = viewpoint;
  const past = pastOf(viewpoint, asOf);
  const now = (await campaignsOf(tx, workspace)).filter(({ id }) => campaign === undefined || campaign === id);
  if (past === undefined) return now;
  const then = await Promise.all(
    now.map(async ({ id }) => replay("campaign", await entriesOf(tx, workspace, "campaign", id, past))),
  );
  return then.filter((each) => each !== undefined);
};

/** The currency of all the campaigns, where they have but one: totals in two bases would be no totals. */
export const baseOf = (campaigns: readonly Campaign[]): string | undefined => {
  const currencies = new Set(campaigns.flatMap(({ currency }) => currency ?? []));
  return currencies.size === 1 ? [...currencies][0] : undefined;
};
