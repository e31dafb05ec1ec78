import { dayOf } from "../domain/time.ts";
import { may } from "../domain/vocabulary.ts";
import type { Say } from "../language/say.ts";
import type { Card } from "./card.ts";
import { join, mention, short } from "./text.ts";
import type { Text } from "./view.ts";

type Member = Card["people"][string];

/** At work on the day that it is for the team. */
const isHere = ({ active, awayUntil }: Member, { at, team }: Card): boolean =>
  active && (awayUntil === undefined || awayUntil < dayOf(at, team.zone));

/** Who is reminded: the owner, or the stand-in when the owner left or is away. Nobody is not pinged. */
export const recipientOf = (card: Card): Member | undefined => {
  const { request, people } = card;
  return [request.owner, request.standIn]
    .map((id) => (id === undefined ? undefined : people[id]))
    .find((member) => member !== undefined && isHere(member, card));
};

/** Whom a reminder is for, by name; only who is meant is pinged. */
export const whose = (card: Card, say: Say): Text => {
  const member = recipientOf(card);
  if (member === undefined) return say("reminder.for_nobody");
  const owner = card.request.owner === undefined ? undefined : card.people[card.request.owner];
  if (owner === undefined || owner.id === member.id) return [mention(member, true)];
  return [mention(member, true), " ", ...say("reminder.stands_in", { name: short(owner.name, 60) })];
};

/** Any lead may approve: those are pinged who chose to hear of things directly, but not for what they asked themselves. */
export const leadsOf = (card: Card, say: Say): Text => {
  const pinged = Object.values(card.people).filter(
    (one) => may(one.role, "lead") && one.direct && one.id !== card.request.approval?.by && isHere(one, card),
  );
  if (pinged.length === 0) return say("reminder.for_leads");
  return join(
    pinged.toSorted((one, other) => (one.name < other.name ? -1 : 1)).map((one) => [mention(one, true)]),
    ", ",
  );
};
