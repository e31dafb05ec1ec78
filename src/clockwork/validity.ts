import type { Calendars } from "../domain/calendar.ts";
import type { DueItem } from "../domain/delivery.ts";
import type { Team } from "../domain/parties.ts";
import { factIn, type PlannedReminder, REMINDER_POLICY, type ReminderKind, remindersFor } from "../domain/reminder.ts";
import type { Request } from "../domain/request.ts";
import { type Instant, plusMilliseconds } from "../domain/time.ts";
import { overtaken } from "./overtaken.ts";
import { subjectOf } from "./planner.ts";

/** What becomes of an occurrence: it goes out, never does, or does at a later moment. */
export type Validity = { readonly holds: true } | { readonly why: string } | { readonly moved: Instant };

/** Reminders that return: any later one of the series stands for the series. */
const SERIES: readonly ReminderKind[] = ["weekly", "unowned", "unconfirmed", "nothing_seen", "approval"];

/** The same occurrence as the request would plan it today. */
const plannedToday = (
  { kind, key }: Pick<PlannedReminder, "kind" | "key">,
  request: Request,
  team: Team,
  calendars: Calendars,
  at: Instant,
): PlannedReminder | undefined => {
  const plan = (after: Instant) => remindersFor(subjectOf(request), REMINDER_POLICY, calendars, team, after);
  if (!SERIES.includes(kind)) return plan(plusMilliseconds(request.logged, -1)).find((one) => one.key === key);
  if (kind === "unowned") return { kind, key, at };
  // The first that is still to come of the series: it may be this very one, pushed by a chase.
  const ahead = plan(plusMilliseconds(at, -1)).find((one) => one.kind === kind && factIn(one.key) === factIn(key));
  return ahead && (ahead.key === key ? ahead : { kind, key, at });
};

/**
 * Whether an item that has fallen due still holds, judged by planning its request anew: the row was
 * planned by an earlier state, and a change may have crossed it.
 */
export const validityOf = (item: DueItem, team: Team, calendars: Calendars, at: Instant): Validity => {
  const { kind, request, company } = item;
  if (kind === "digest") return team.digestDay === 0 ? { why: "digest switched off" } : { holds: true };
  if (!request || !company) return { why: "request gone" };
  if (kind === "card" || kind === "introduction") return { holds: true };
  if (kind === "record")
    return item.under && item.entries?.length ? { holds: true } : { why: "no card, or nothing to tell" };
  const why = overtaken(item, request, at);
  if (why !== undefined) return { why };
  const today = plannedToday({ kind, key: item.key }, request, team, calendars, at);
  if (!today) return { why: kind === "nothing_seen" ? "seen since" : "superseded" };
  return today.at > at ? { moved: today.at } : { holds: true };
};
