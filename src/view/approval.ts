import { awaitsWord, isApproved } from "../domain/approval.ts";
import type { Approval, Proposal } from "../domain/request.ts";
import type { Say } from "../language/say.ts";
import { facts } from "./blocks.ts";
import type { Card } from "./card.ts";
import { datedText } from "./dated.ts";
import { nameOf } from "./fact-text.ts";
import { join, short, when } from "./text.ts";
import type { Block, Text } from "./view.ts";

/** Whether a lead's word is asked for, or given or refused and not followed by an approach yet. */
const isOpen = ({ request }: Card): boolean =>
  awaitsWord(request.approval) ||
  isApproved(request) ||
  (request.status === "draft" && request.approval?.returned !== undefined);

/** How it is to go out: the channel, to whom, and by when an answer is expected. */
const proposalText = (proposal: Proposal, say: Say): Text =>
  join([
    [say.word("channel", proposal.channel)],
    proposal.rung === undefined ? undefined : [say.word("rung", proposal.rung)],
    proposal.from === undefined ? undefined : say("approval.from", { from: short(proposal.from, 60) }),
    proposal.to === undefined ? undefined : say("history.to", { to: short(proposal.to, 60) }),
    proposal.at === undefined ? undefined : datedText(proposal.at, say),
    proposal.ask === undefined ? undefined : say("approval.reply_by", { stated: short(proposal.ask.stated, 60) }),
  ]);

/** Who asked and what the lead said; a word on one's own request is shown as that. */
const wordText = (approval: Approval, { people }: Card, say: Say): Text => {
  const asked = say("approval.asked", { who: nameOf(approval.by, people, say), at: when(approval.asked) });
  const { given, returned } = approval;
  const own = (by: string): "yes" | "no" => (by === approval.by ? "yes" : "no");
  if (given)
    return join([
      asked,
      say("approval.given", { who: nameOf(given.by, people, say), at: when(given.at), own: own(given.by) }),
    ]);
  if (!returned) return asked;
  const who = nameOf(returned.by, people, say);
  return join([asked, say("approval.returned", { who, at: when(returned.at), word: short(returned.word, 500) })]);
};

/** What waits for a lead's word, in full: nobody can approve what they have not read. */
export const approvalBlocks = (card: Card, say: Say): readonly Block[] => {
  const { approval } = card.request;
  if (!approval || !isOpen(card)) return [];
  const { proposed } = approval;
  return [
    ...facts([
      [say.words("fact.approval"), wordText(approval, card, say)],
      [say.words("fact.proposed"), proposed && proposalText(proposed, say)],
    ]),
    ...(proposed?.text === undefined ? [] : [{ kind: "quote", text: [proposed.text] } as const]),
  ];
};
