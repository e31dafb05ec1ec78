import { type DueItem, isReminder, type Parcel, type Posted } from "../domain/delivery.ts";
import type { Place } from "../domain/parties.ts";
import { phaseOf } from "../domain/phase.ts";
import { isDirect } from "../domain/places.ts";
import type { Language, Phase } from "../domain/vocabulary.ts";
import { type Say, speak } from "../language/say.ts";
import type { Deliveries, Holidays } from "../ports.ts";
import { note } from "../view/blocks.ts";
import type { Card } from "../view/card.ts";
import { digestView } from "../view/digest.ts";
import { doneView } from "../view/done.ts";
import { introductionView } from "../view/introduction.ts";
import { reminderView } from "../view/reminder.ts";
import { standingCard } from "../view/standing-card.ts";
import type { View } from "../view/view.ts";
import { addresseeOf } from "./addressee.ts";
import { cardOf } from "./card-of.ts";
import { isOld } from "./messages.ts";
import { digestQuestion } from "./next-digest.ts";

/** A message, ready to go out. */
export interface Letter {
  /** Where it goes: the place it was planned for, or the team's channel when that person cannot be reached there. */
  readonly place: Place;
  readonly view: View;
  readonly language: Language;
  /** The message in whose thread it belongs. */
  readonly under?: Posted;
  /** The card of the one request that it is about, and how that stands. */
  readonly near?: Posted;
  readonly phase?: Phase;
}

/** How the request of a card stands at a moment; undefined when it is there no more. */
export const phaseIn = (card: Card | undefined): Phase | undefined =>
  card && phaseOf(card.request, card.standing, card.at);

/** Says that it may be a repeat, where it may be. A reminder says so itself, and a digest is never repeated. */
const marked = (view: View, items: readonly DueItem[], say: Say): View =>
  items.some(({ repeat }) => repeat) ? { ...view, blocks: [...view.blocks, note(...say("reminder.repeat"))] } : view;

/** The living card, as it is first posted. */
const cardLetter = (item: DueItem, parcel: Parcel, holidays: Holidays): Letter => {
  const { language } = parcel.team;
  const say = speak(language);
  const card = cardOf(item, parcel, holidays);
  const phase = phaseIn(card);
  return {
    place: parcel.place,
    view: marked(standingCard(card, undefined, say), [item], say),
    language,
    ...(phase && { phase }),
  };
};

/** What was done to a request, below its card. */
const recordLetter = (items: readonly DueItem[], { place, team, members }: Parcel): Letter => {
  const entries = items.flatMap((item) => item.entries ?? []);
  const people = Object.fromEntries(members.map((member) => [member.id, member]));
  const under = items[0]?.under;
  const say = speak(team.language);
  return {
    place,
    view: marked(doneView(entries, people, say), items, say),
    language: team.language,
    ...(under && { under }),
  };
};

/** What owning a request means, to whom it was given. */
const introductionLetter = (item: DueItem, card: Card, { place, team, members }: Parcel): Letter => {
  const owner = members.find(({ id }) => id === card.request.owner);
  const language = owner?.language ?? team.language;
  const say = speak(language);
  return { place, view: marked(introductionView(card, say), [item], say), language };
};

/** Writes the message for items that go out together, and says where it must go. */
export const letterFor = (items: readonly DueItem[], parcel: Parcel, holidays: Holidays): Letter => {
  const { place, team, at } = parcel;
  const [first] = items;
  if (first?.kind === "card") return cardLetter(first, parcel, holidays);
  if (first?.kind === "record") return recordLetter(items, parcel);
  const its = first?.kind === "introduction" ? cardOf(first, parcel, holidays) : undefined;
  if (first && its) return introductionLetter(first, its, parcel);
  const remindings = items.flatMap((item) => {
    const card = cardOf(item, parcel, holidays);
    return card && isReminder(item.kind) ? [{ kind: item.kind, key: item.key, card, repeat: item.repeat }] : [];
  });
  const addressees = new Set(items.map((item) => addresseeOf(item, parcel, holidays)));
  const addressee = addressees.size === 1 ? [...addressees][0] : undefined;
  const language = addressee?.language ?? team.language;
  const late = items.some((item) => isOld(item, at));
  const alone = remindings.every(({ card }) => card.request.id === remindings[0]?.card.request.id);
  const near = alone ? items[0]?.under : undefined;
  const phase = alone ? phaseIn(remindings[0]?.card) : undefined;
  return {
    place: isDirect(place) && !addressee ? team.place : place,
    view: reminderView({ items: remindings, late }, speak(language)),
    language,
    ...(near && { near }),
    ...(phase && { phase }),
  };
};

/** Writes a team's weekly digest, with figures asked for at this moment. */
export const digestLetter = async (
  item: DueItem,
  { workspace, team, place, at }: Parcel,
  deliveries: Deliveries,
): Promise<Letter> => {
  const figures = await deliveries.digest(workspace.id, digestQuestion(team, item.dueAt, at));
  return {
    place,
    view: digestView({ figures, zone: team.zone, scope: team.name }, speak(team.language)),
    language: team.language,
  };
};
