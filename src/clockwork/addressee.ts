import type { DueItem, Parcel } from "../domain/delivery.ts";
import type { Member, Place } from "../domain/parties.ts";
import { isDirect } from "../domain/places.ts";
import type { Holidays } from "../ports.ts";
import { recipientOf } from "../view/reminder-to.ts";
import { cardOf } from "./card-of.ts";
import { isForLeads } from "./messages.ts";

/** Whether the account behind a direct place is the member's. */
const isAt = (place: Place, member: Member): boolean =>
  member.accounts.some(({ platform, account }) => platform === place.platform && `@${account}` === place.id);

/**
 * The person whom a reminder due in a direct place may be told there: it must be theirs at this moment, and not a
 * stand-in's, a lead's or nobody's by now. Undefined where it must go to the team's channel instead.
 */
export const addresseeOf = (item: DueItem, parcel: Parcel, holidays: Holidays): Member | undefined => {
  const { place } = parcel;
  if (!isDirect(place) || isForLeads(item)) return undefined;
  const card = cardOf(item, parcel, holidays);
  const recipient = card && recipientOf(card);
  return recipient && isAt(place, recipient) ? recipient : undefined;
};
