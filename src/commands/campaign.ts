import { z } from "zod";
import { type Campaign, SAMPLE } from "../domain/parties.ts";
import { Refusal } from "../domain/refusal.ts";
import { RUNGS, type Rung } from "../domain/vocabulary.ts";
import { campaignCard } from "../view/campaign-card.ts";
import { campaignsView } from "../view/directory.ts";
import { command } from "./command.ts";
import { daysNamed } from "./dating.ts";
import { mustReach, noSuchCampaign } from "./finding.ts";
import { flag, line, maybe, moment, several } from "./options.ts";
import { ownCounts } from "./own-counts.ts";
import { takeBack } from "./removal.ts";
import { LADDER, logSample } from "./sampling.ts";
import { likened } from "./text.ts";

/** `executive:3` or `executive`: one rung of the ladder with its own clock. */
const readRung = (typed: string): { rung: Rung; workingDays: number } => {
  const [, name = "", days = "5"] = /^([^:]+)(?::(\d{1,3}))?$/u.exec(typed.trim()) ?? [];
  const rung = RUNGS.find((candidate) => likened(candidate) === likened(name));
  if (!rung || Number(days) < 1)
    throw new Refusal("not_a_choice", { typed, choices: RUNGS, list: "rung", nearest: "executive" }, "ladder");
  return { rung, workingDays: Number(days) };
};

type Shown =
  | { readonly campaign: Campaign; readonly changed: boolean; readonly own: Awaited<ReturnType<typeof ownCounts>> }
  | { readonly campaign: Campaign; readonly removed: number }
  | { readonly campaigns: readonly Campaign[] };

/** Shows the campaigns, or one; with further words, adds it or changes it. */
export const campaign = command({
  name: "campaign",
  group: "setup",
  needs: "observer",
  changes: true,
  audience: "caller",
  positional: ["code", "name"],
  examples: [
    'campaign WINTER "Winter 2022" start:2022-02-24 currency:USD',
    "campaign WINTER ladder:executive:3,public_post:5",
    "campaign",
  ],
  options: z.object({
    code: maybe(line(40)),
    name: maybe(line(120)),
    start: maybe(moment()),
    end: maybe(moment()),
    currency: maybe(line(3)),
    ladder: maybe(several("text", RUNGS.length)),
    remove: maybe(flag(), { hidden: true }),
    sample: maybe(flag(), { hidden: true }),
  }),
  async run(typed, desk): Promise<Shown> {
    const campaigns = await desk.campaigns();
    const { code } = typed;
    if (code === undefined) return { campaigns };
    if (typed.sample) {
      mustReach(desk, "coordinator", "campaign");
      const logged = await logSample(desk);
      return { campaign: logged, changed: true, own: await ownCounts(desk, logged) };
    }
    const known = campaigns.find((one) => likened(one.code) === likened(code));
    if (typed.remove) {
      mustReach(desk, "lead", "campaign");
      // Only what Aidline brought itself may go as a whole; the register of real work keeps everything.
      if (known?.code !== SAMPLE) throw noSuchCampaign(campaigns, code, "code");
      return { campaign: known, removed: await takeBack(desk, known) };
    }
    const { zone } = desk.workspace;
    const start = typed.start && daysNamed(desk, zone, typed.start, "start", "either")[0];
    const end = typed.end && daysNamed(desk, zone, typed.end, "end", "future")[1];
    const [from, to] = [start || known?.start, end || known?.end];
    if (from && to && to < from) throw new Refusal("ends_before_start", {}, end ? "end" : "start");
    const currency = typed.currency?.toUpperCase();
    if (currency && !Intl.supportedValuesOf("currency").includes(currency))
      throw new Refusal("invalid_option", { typed: currency, examples: ["USD", "UAH"] }, "currency");
    const ladder = typed.ladder?.map(readRung);
    const fields = {
      ...(typed.name && { name: typed.name }),
      ...(start && { start }),
      ...(end && { end }),
      ...(currency && { currency }),
      ...(ladder && { ladder }),
    };
    if (known && Object.keys(fields).length === 0)
      return { campaign: known, changed: false, own: await ownCounts(desk, known) };
    mustReach(desk, "coordinator", "campaign");
    if (!known && !typed.name) throw noSuchCampaign(campaigns, code, "name");
    const id = known?.id ?? desk.id();
    const state = await desk.record("campaign", id, [
      known
        ? { type: "campaign.changed", ...fields }
        : { type: "campaign.added", id, code, name: typed.name ?? code, ladder: LADDER, ...fields },
    ]);
    const recorded = state ?? (known as Campaign); // recorded just now, so there is a state
    return { campaign: recorded, changed: true, own: await ownCounts(desk, recorded) };
  },
  present: (result, say) =>
    "campaigns" in result
      ? campaignsView(result.campaigns, say)
      : "removed" in result
        ? {
            title: say("did.campaign_removed", { name: result.campaign.name, count: result.removed }),
            tone: "plain",
            blocks: [],
          }
        : campaignCard(
            result.campaign,
            say,
            result.changed
              ? { headline: say("did.campaign", { name: result.campaign.name }), own: result.own }
              : { own: result.own },
          ),
});
