import { type Campaign, type ExternalClaim, SAMPLE } from "../domain/parties.ts";
import type { Say } from "../language/say.ts";
import { buttons, facts, heading, line, list } from "./blocks.ts";
import { outsideText } from "./outside.ts";
import { day, join, short, when } from "./text.ts";
import type { Block, Button, Text, View } from "./view.ts";

/** The sample goes at one press, with all that was logged under it. */
const removal = (say: Say): Button => ({
  label: say.words("button.remove_sample"),
  weight: "danger",
  call: { command: "campaign", options: { code: SAMPLE, remove: "yes" } },
});

/** What is shown around a campaign's own fields. */
interface Around {
  readonly headline?: Text;
  /** What our register counts, for comparison with what others say. */
  readonly own?: { readonly requests: number; readonly companies: number };
}

/** The latest figure of each source for each metric, oldest source first. */
const latest = (external: readonly ExternalClaim[]): readonly ExternalClaim[] => [
  ...new Map(external.map((one) => [`${one.metric}\n${one.source}`, one])).values(),
];

const figureText = (one: ExternalClaim, say: Say): Text =>
  join([
    outsideText(one, say),
    one.url === undefined ? undefined : [{ link: one.url, label: short(one.url) }],
    say("campaign.external_since", { at: when(one.recorded) }),
  ]);

/** Our own count and theirs, one above the other and never added up. */
const counts = ({ external = [] }: Campaign, own: Around["own"], say: Say): readonly Block[] => [
  ...(own === undefined ? [] : [line(...say("campaign.own", own))]),
  ...(external.length === 0 ? [] : [heading(...say("campaign.outside"))]),
  ...list(latest(external).map((one) => figureText(one, say))),
];

/** A campaign: its code, its dates, and the ladder by which its requests are escalated. */
export const campaignCard = (campaign: Campaign, say: Say, { headline, own }: Around = {}): View => ({
  title: headline ?? say("campaign.title", { code: short(campaign.code, 40), name: short(campaign.name) }),
  tone: "plain",
  blocks: [
    ...facts([
      [say.words("fact.campaign"), headline === undefined ? undefined : [short(campaign.name)]],
      [say.words("fact.code"), [short(campaign.code, 40)]],
      [say.words("fact.start"), campaign.start === undefined ? undefined : [day(campaign.start)]],
      [say.words("fact.end"), campaign.end === undefined ? undefined : [day(campaign.end)]],
      [say.words("fact.currency"), campaign.currency === undefined ? undefined : [campaign.currency]],
    ]),
    ...counts(campaign, own, say),
    ...(campaign.ladder.length === 0 ? [] : [heading(...say("campaign.ladder"))]),
    ...list(
      campaign.ladder.map((step, index) =>
        say("campaign.rung", { number: index + 1, rung: say.word("rung", step.rung), count: step.workingDays }),
      ),
    ),
    ...buttons([
      {
        label: say.words("button.list"),
        weight: "plain",
        call: { command: "list", options: { campaign: campaign.code } },
      },
      {
        label: say.words("button.matrix"),
        weight: "plain",
        call: { command: "matrix", options: { campaign: campaign.code } },
      },
      {
        label: say.words("button.digest"),
        weight: "plain",
        call: { command: "digest", options: { campaign: campaign.code } },
      },
      ...(campaign.code === SAMPLE ? [removal(say)] : []),
    ]),
  ],
});
