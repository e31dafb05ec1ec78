import { type DueItem, type FollowUp, isReminder, type Parcel } from "../domain/delivery.ts";
import { followUp, type PlannedReminder } from "../domain/reminder.ts";
import { calendarOf } from "../holidays.ts";
import type { Holidays } from "../ports.ts";
import { digestAfter } from "./next-digest.ts";

/** What comes after an item that has its turn now: the next of its series, or nothing. */
const after = (item: DueItem, { team, at }: Parcel, holidays: Holidays): FollowUp | undefined => {
  if (item.kind === "digest") {
    const next = digestAfter(team, item.key, at);
    return next && { team: team.id, reminder: { kind: "digest", key: next.key, at: next.at } };
  }
  if (!isReminder(item.kind)) return undefined;
  const due: PlannedReminder = { kind: item.kind, key: item.key, at: item.dueAt };
  const next = followUp(due, [calendarOf(team, holidays)], team, at);
  return next && item.request ? { request: item.request.id, team: team.id, reminder: next } : undefined;
};

/** The next of each series that has its turn now; planned before the turn is over, so that a failed one does not end its series. */
export const followUps = (items: readonly DueItem[], parcel: Parcel, holidays: Holidays): readonly FollowUp[] =>
  items.flatMap((item) => after(item, parcel, holidays) ?? []);
