import { z } from "zod";
import type { ClaimedItem } from "../domain/claims.ts";
import { claimedItems } from "../domain/claims.ts";
import type { Campaign } from "../domain/parties.ts";
import { Refusal } from "../domain/refusal.ts";
import { refOf } from "../domain/request.ts";
import type { Claim } from "../domain/response.ts";
import { CLAIM_FIELDS, type ClaimField } from "../domain/vocabulary.ts";
import type { Key, Say } from "../language/say.ts";
import type { Desk } from "../ports.ts";
import { facts } from "../view/blocks.ts";
import { campaignCard } from "../view/campaign-card.ts";
import { claimRow } from "../view/claims.ts";
import type { View } from "../view/view.ts";
import { choiceOf, claimFrom, fieldMeant, itemMeant } from "./claiming.ts";
import { command } from "./command.ts";
import { theCampaign } from "./finding.ts";
import { teamFor } from "./giving.ts";
import { type About, about, aboutWhat, type Heard, heardNow, heardView, record } from "./hearing.ts";
import { campaign, choice, line, maybe, nth, url } from "./options.ts";
import { ownCounts } from "./own-counts.ts";
import { cardOf, changeRequest } from "./recording.ts";

const options = z.object({
  ...about(),
  pledge: maybe(nth()),
  delivery: maybe(nth()),
  reading: maybe(nth()),
  agreement: maybe(nth()),
  response: maybe(nth()),
  approach: maybe(nth()),
  field: maybe(choice("claim", CLAIM_FIELDS)),
  value: maybe(line()),
  source: maybe(line(120)),
  choose: maybe(line()),
  campaign: maybe(campaign()),
  metric: maybe(line(60)),
  url: maybe(url()),
});
type Typed = z.output<typeof options>;

/** What a claim came to: on a part of a record, or beside a campaign's own count. */
type Told =
  | {
      readonly heard: Heard;
      readonly headline: Key;
      readonly part: ClaimedItem["part"];
      readonly no: number;
      readonly field: ClaimField;
    }
  | { readonly campaign: Campaign; readonly own: Awaited<ReturnType<typeof ownCounts>> };

/** Records what a source says beside what we have; the intent differs by the part. */
const dispute = async (desk: Desk, what: About, { part, no }: ClaimedItem, claim: Claim): Promise<Heard> => {
  if (part === "response") return record(desk, what, { do: "dispute_response", version: no, claims: [claim] });
  if (part !== "approach") return record(desk, what, { do: "dispute_part", part, no, claim });
  return onApproach(desk, what, (request) => changeRequest(desk, request, { do: "dispute_approach", no, claim }));
};

/** Settles which value we go by. */
const settle = async (
  desk: Desk,
  what: About,
  { part, no }: ClaimedItem,
  field: ClaimField,
  value: string,
): Promise<Heard> => {
  if (part === "response") return record(desk, what, { do: "choose", version: no, field, value });
  if (part !== "approach") return record(desk, what, { do: "settle_part", part, no, field, value });
  return onApproach(desk, what, (request) => changeRequest(desk, request, { do: "settle_approach", no, field, value }));
};

type Changing = (request: Extract<About, { request: unknown }>["request"]) => ReturnType<typeof changeRequest>;

const onApproach = async (desk: Desk, what: About, change: Changing): Promise<Heard> => {
  if (!("request" in what)) return heardNow(desk, what); // only a request has approaches to name
  return { card: await cardOf(desk, await change(what.request)) };
};

const after = (heard: Heard): About =>
  "card" in heard ? { request: heard.card.request } : { company: heard.firm.company };

const onRecord = async (typed: Typed, desk: Desk): Promise<Told> => {
  const what = await aboutWhat(desk, typed);
  const [dossier, ref] =
    "request" in what ? [what.request, refOf(what.request.ref)] : [what.company, what.company.name];
  const item = itemMeant(dossier, typed, ref);
  const field = fieldMeant(item, typed.field);
  const { zone } = await teamFor(desk, what);
  const read = (value: string, option: string): Claim =>
    claimFrom(desk, zone, field, { value, source: typed.source ?? "", option });
  const told = { part: item.part, no: item.no, field };
  const { choose, value = "" } = typed; // `wants` asks for one of the two
  if (choose === undefined) {
    const claim = read(value, "value");
    const known = item.claims.some(
      (one) => one.field === field && one.value === claim.value && one.source === claim.source,
    );
    if (known) throw new Refusal("nothing_to_change");
    return { heard: await dispute(desk, what, item, claim), headline: "did.disputed", ...told };
  }
  const chosen = choiceOf(item, field, choose, () => read(choose, "choose"));
  const settled =
    "value" in chosen
      ? await settle(desk, what, item, field, chosen.value)
      : await settle(desk, after(await dispute(desk, what, item, chosen.own)), item, field, chosen.own.value);
  return { heard: settled, headline: "did.chosen", ...told };
};

/** Somebody else's figure for a whole campaign, kept beside our own count and never in it. */
const onCampaign = async (typed: Typed & { campaign: string }, desk: Desk): Promise<Told> => {
  const of = await theCampaign(desk, typed.campaign);
  const { metric = "", source = "", value = "" } = typed; // `wants` lets none be missing
  const { quantity } = claimFrom(desk, desk.workspace.zone, "quantity", { value, source, option: "value" });
  if (!quantity) throw new Error("A quantity was read without being one");
  const figure = { metric, quantity, source, ...(typed.url && { url: typed.url }), recorded: desk.at };
  const before = of.external ?? [];
  if (before.some((one) => one.metric === metric && one.source === source && one.quantity.stated === quantity.stated))
    throw new Refusal("nothing_to_change");
  const state = await desk.record("campaign", of.id, [{ type: "campaign.changed", external: [...before, figure] }]);
  return { campaign: state ?? of, own: await ownCounts(desk, of) };
};

/** What a source says otherwise, kept beside what we have; and which of them we go by. */
export const claim = command({
  name: "claim",
  group: "hear",
  needs: "coordinator",
  changes: true,
  audience: "channel",
  positional: ["request"],
  examples: [
    'claim AID-1 response:1 field:extent value:suspend source:"Example Times"',
    "claim AID-1 response:1 field:extent choose:suspend",
    'claim campaign:WINTER metric:companies value:"50+" source:"Example Times" url:https://example.org/count',
  ],
  wants(typed) {
    if (typed["campaign"]) return ["metric", "value", "source"];
    const subject = typed["company"] ? [] : ["request"];
    const field = typed["approach"] ? [] : ["field"];
    return [...subject, ...field, ...(typed["choose"] ? [] : ["value", "source"])];
  },
  options,
  run: (typed, desk) =>
    typed.campaign === undefined ? onRecord(typed, desk) : onCampaign({ ...typed, campaign: typed.campaign }, desk),
  present(told: Told, say: Say): View {
    if ("campaign" in told)
      return campaignCard(told.campaign, say, {
        headline: say("did.external", { name: told.campaign.name }),
        own: told.own,
      });
    const { heard, headline, part, no, field } = told;
    const [dossier, people] =
      "card" in heard ? [heard.card.request, heard.card.people] : [heard.firm.company, heard.firm.people ?? {}];
    const item = claimedItems(dossier).find((one) => one.part === part && one.no === no);
    return heardView(heard, headline, say, item ? facts([claimRow(item, field, people, say)]) : []);
  },
});
