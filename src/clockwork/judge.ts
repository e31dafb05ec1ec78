import { wakingMoment } from "../domain/calendar.ts";
import { type DueItem, isReminder, type Parcel, type Verdict } from "../domain/delivery.ts";
import type { Instant } from "../domain/time.ts";
import { calendarOf, calendarsFor } from "../holidays.ts";
import type { Holidays } from "../ports.ts";
import { followUps } from "./follow-ups.ts";
import { byUrgency, isForLeads } from "./messages.ts";
import { everyDay } from "./next-digest.ts";
import { type Validity, validityOf } from "./validity.ts";

/** The first moment from the parcel's on at which the team may be disturbed by this item; what answers somebody finds them awake. */
const awakeAt = ({ kind }: DueItem, { team, at }: Parcel, holidays: Holidays): Instant =>
  kind === "card" || kind === "record"
    ? at
    : wakingMoment(kind === "digest" ? everyDay(team.zone) : calendarOf(team, holidays), team, at);

/** Of several reminders of one request to the same people the worst is sent; the others, each with the one that covers it. */
const coverings = (items: readonly DueItem[]): ReadonlyMap<DueItem, DueItem> => {
  const covered = new Map<DueItem, DueItem>();
  const heard = (item: DueItem): string => `${isForLeads(item)} ${item.request?.id ?? item.delivery}`;
  const reminders = items.filter(({ kind }) => isReminder(kind));
  for (const ofOne of Map.groupBy(reminders, heard).values()) {
    const [worst, ...others] = ofOne.toSorted(byUrgency);
    if (worst) for (const other of others) covered.set(other, worst);
  }
  return covered;
};

/** Whether an item still holds, and if it does, whether this is an hour for it. */
const turnOf = (item: DueItem, parcel: Parcel, holidays: Holidays): Validity => {
  const { team, at } = parcel;
  const validity = validityOf(item, team, calendarsFor(team, item.company?.country, holidays), at);
  if (!("holds" in validity)) return validity;
  const awake = awakeAt(item, parcel, holidays);
  return awake > at ? { moved: awake } : validity;
};

/**
 * Decides, on the state of this moment, what becomes of everything due in a place: what no longer
 * holds is skipped with a reason, what would disturb waits for the next working morning, of several
 * reminders of one request the worst is sent. Pure; every item is in exactly one of the three.
 */
export const judge = (parcel: Parcel, holidays: Holidays): Verdict => {
  const turns = parcel.items.map((item) => ({ item, turn: turnOf(item, parcel, holidays) }));
  const now = turns.flatMap(({ item, turn }) => ("holds" in turn ? [item] : []));
  const covered = coverings(now);
  return {
    send: now.filter((item) => !covered.has(item)).map(({ delivery }) => delivery),
    skip: [
      ...turns.flatMap(({ item: { delivery }, turn }) => ("why" in turn ? [{ delivery, why: turn.why }] : [])),
      ...[...covered].map(([{ delivery }, by]) => ({ delivery, why: `covered by ${by.kind}` })),
    ],
    postpone: turns.flatMap(({ item: { delivery }, turn }) =>
      "moved" in turn ? [{ delivery, until: turn.moved }] : [],
    ),
    next: followUps(now, parcel, holidays),
  };
};
