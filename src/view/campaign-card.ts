import { type Campaign, SAMPLE } from "../domain/parties.ts";
import type { Say } from "../language/say.ts";
import { buttons, facts, heading, list } from "./blocks.ts";
import { day, short } from "./text.ts";
import type { Button, Text, View } from "./view.ts";

/** The sample goes at one press, with all that was logged under it. */
const removal = (say: Say): Button => ({
  label: say.words("button.remove_sample"),
  weight: "danger",
  call: { command: "campaign", options: { code: SAMPLE, remove: "yes" } },
});

/** A campaign: its code, its dates, and the ladder by which its requests are escalated. */
export const campaignCard = (campaign: Campaign, say: Say, { headline }: { readonly headline?: Text } = {}): View => ({
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
