import { workingDaysBetween } from "../domain/calendar.ts";
import { countedBy } from "../domain/deadline.ts";
import type { DueItem, Parcel } from "../domain/delivery.ts";
import type { Member, Place } from "../domain/parties.ts";
import { standingOf } from "../domain/standing.ts";
import { dayOf } from "../domain/time.ts";
import type { Language } from "../domain/vocabulary.ts";
import { calendarsFor } from "../holidays.ts";
import { speak } from "../language/say.ts";
import type { Deliveries, Holidays } from "../ports.ts";
import type { Card } from "../view/card.ts";
import { digestView } from "../view/digest.ts";
import { reminderView } from "../view/reminder.ts";
import { recipientOf } from "../view/reminder-to.ts";
import type { Reminding } from "../view/reminder-words.ts";
import type { View } from "../view/view.ts";
import { isForLeads, isOld } from "./messages.ts";
import { digestQuestion } from "./next-digest.ts";

/** A message, ready to go out. */
export interface Letter {
  /** Where it goes: the place it was planned for, or the team's channel when that person cannot be reached there. */
  readonly place: Place;
  readonly view: View;
  readonly language: Language;
}

/** A direct conversation is named by the account it is with. */
export const isDirect = (place: Place): boolean => place.id.startsWith("@");

const cardOf = (item: DueItem, { team, members, campaigns, at }: Parcel, holidays: Holidays): Card | undefined => {
  const { request, company } = item;
  if (!request || !company) return undefined;
  const { deadline } = request;
  const days =
    deadline && "day" in deadline.due
      ? workingDaysBetween(
          countedBy(deadline.term, calendarsFor(team, company.country, holidays)),
          dayOf(at, team.zone),
          deadline.due.day,
        )
      : undefined;
  const campaign = campaigns.find(({ id }) => id === request.campaign);
  return {
    request,
    company,
    ...(campaign && { campaign }),
    team,
    at,
    standing: standingOf(request),
    people: Object.fromEntries(members.map((member) => [member.id, member])),
    ...(days !== undefined && { workingDaysLeft: days }),
  };
};

/** Whether the account behind a direct place is the member's. */
const isAt = (place: Place, member: Member): boolean =>
  member.accounts.some(({ platform, account }) => platform === place.platform && `@${account}` === place.id);

/** The person a direct message may go to: everything in it must be theirs now, and not a stand-in's, a lead's or nobody's. */
const addresseeAt = (place: Place, items: readonly Reminding[]): Member | undefined => {
  const people = new Set(items.map((item) => (isForLeads(item) ? undefined : recipientOf(item.card))));
  const [only] = people;
  return people.size === 1 && only && isAt(place, only) ? only : undefined;
};

/** Writes the message for reminders that go out together, and says where it must go. */
export const letterFor = (items: readonly DueItem[], parcel: Parcel, holidays: Holidays): Letter => {
  const { place, team, at } = parcel;
  const remindings = items.flatMap((item) => {
    const card = cardOf(item, parcel, holidays);
    return card && item.kind !== "digest" ? [{ kind: item.kind, key: item.key, card, repeat: item.repeat }] : [];
  });
  const addressee = isDirect(place) ? addresseeAt(place, remindings) : undefined;
  const language = addressee?.language ?? team.language;
  const late = items.some((item) => isOld(item, at));
  return {
    place: isDirect(place) && !addressee ? team.place : place,
    view: reminderView({ items: remindings, late }, speak(language)),
    language,
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
