import { z } from "zod";
import { decide } from "../domain/decide.ts";
import { refOf } from "../domain/request.ts";
import { CHANNELS, KINDS, PRIORITIES, type Status } from "../domain/vocabulary.ts";
import type { Key } from "../language/say.ts";
import { approvalBlocks } from "../view/approval.ts";
import { line as sentence } from "../view/blocks.ts";
import { changeView } from "../view/change.ts";
import { dueText } from "../view/text.ts";
import { proposal, waitsForLead } from "./approving.ts";
import { command } from "./command.ts";
import { askedFor, happened, now } from "./dating.ts";
import { askAboutLikeRequests } from "./duplicates.ts";
import { companyFor, memberFor, teamHere, theCampaign, theTeam } from "./finding.ts";
import { goodsAsked } from "./goods.ts";
import { campaign, choice, company, flag, line, long, maybe, member, moment, team } from "./options.ts";
import { calendarsOf, cardOf } from "./recording.ts";

/** What became of it: sent, waiting for a lead, or kept as a draft. */
const HEADLINES: Readonly<Record<Status, Key>> = {
  draft: "did.draft",
  awaiting_approval: "did.awaits",
  open: "did.request",
  closed: "did.request",
  withdrawn: "did.request",
};

/** Logs one ask to one company: with its first approach when a channel is named, else as a draft. */
export const request = command({
  name: "request",
  group: "ask",
  needs: "coordinator",
  changes: true,
  audience: "channel",
  positional: ["company", "title"],
  examples: [
    'request Northwind "End cloud services in Russia" kind:service_suspension channel:open_letter reply-by:"5 working days"',
    'request Contoso "5,000 satellite terminals" kind:equipment',
  ],
  // What is said of the approach needs an approach.
  wants: (typed) => (typed["reply-by"] || typed["text"] || typed["at"] || typed["to"] ? ["channel"] : []),
  options: z.object({
    company: company(),
    title: line(),
    kind: choice("kind", KINDS),
    channel: maybe(choice("channel", CHANNELS), { form: true }),
    "reply-by": maybe(moment(), { form: true }),
    at: maybe(moment()),
    to: maybe(line(120)),
    from: maybe(line(120)),
    text: maybe(long(), { form: true }),
    rationale: maybe(long()),
    items: maybe(line()),
    country: maybe(line(120)),
    priority: maybe(choice("priority", PRIORITIES)),
    owner: maybe(member()),
    team: maybe(team()),
    campaign: maybe(campaign()),
    both: maybe(flag()),
    new: maybe(flag(), { hidden: true }),
    anyway: maybe(flag(), { hidden: true }),
  }),
  async run(typed, desk) {
    const home = typed.team ? await theTeam(desk, typed.team) : await teamHere(desk);
    const within = typed.campaign ? await theCampaign(desk, typed.campaign) : undefined;
    const owner = typed.owner ? await memberFor(desk, typed.owner, "owner") : undefined;
    const ask = typed["reply-by"] ? askedFor(desk, home, typed["reply-by"], "reply-by", typed.both) : undefined;
    const at = typed.at ? happened(desk, home.zone, typed.at, "at") : now(desk);
    const { company: asked, added } = await companyFor(desk, typed.company, typed.new ?? false);
    if (!typed.anyway && !added)
      await askAboutLikeRequests(desk, {
        company: asked,
        kind: typed.kind,
        title: typed.title,
        text: typed.text,
        team: home,
      });
    const id = desk.id();
    const waits = typed.channel !== undefined && waitsForLead(desk, typed.channel);
    const lines = goodsAsked(typed);
    const said = { to: typed.to, from: typed.from, text: typed.text };
    const facts = decide(
      undefined,
      {
        do: "log",
        request: {
          id,
          ref: await desk.nextRef(),
          kind: typed.kind,
          title: typed.title,
          company: asked.id,
          team: home.id,
          priority: typed.priority ?? "normal",
          ...(within && { campaign: within.id }),
          ...(typed.country && { target: typed.country }),
          ...(typed.rationale && { rationale: typed.rationale }),
          ...(typed.items && { items: typed.items }),
          ...(lines.length > 0 && { lines }),
          ...(owner && { owner: owner.id }),
        },
        ...(typed.channel &&
          (waits
            ? { proposed: proposal({ ...said, channel: typed.channel, at: typed.at ? at : undefined, ask }) }
            : {
                approach: {
                  at,
                  channel: typed.channel,
                  chase: false,
                  ...(typed.to && { to: typed.to }),
                  ...(typed.from && { from: typed.from }),
                  ...(typed.text && { text: typed.text }),
                },
              })),
        ...(ask && !waits && { ask }),
      },
      { at: desk.at, calendars: calendarsOf(desk, home, asked) },
    );
    const logged = await desk.record("request", id, facts);
    if (!logged) throw new Error("A request that was just logged has no state");
    return { card: await cardOf(desk, logged), added, stated: waits ? undefined : ask?.stated };
  },
  present({ card, added, stated }, say) {
    const due = card.standing.due;
    return changeView(
      {
        card,
        headline: say(HEADLINES[card.request.status], { ref: refOf(card.request.ref), company: card.company.name }),
        details: [
          ...approvalBlocks(card, say),
          ...(stated && due ? [sentence(...say("did.understood", { typed: stated, due: dueText(due) }))] : []),
          ...(added ? [sentence(...say("did.company_added", { name: card.company.name }))] : []),
        ],
      },
      say,
    );
  },
});
