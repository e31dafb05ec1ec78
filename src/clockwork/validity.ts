import type { Calendars } from "../domain/calendar.ts";
import type { DueItem } from "../domain/delivery.ts";
import type { Team } from "../domain/parties.ts";
import { type PlannedReminder, REMINDER_POLICY, type ReminderKind, remindersFor } from "../domain/reminder.ts";
import type { Request } from "../domain/request.ts";
import { standingOf } from "../domain/standing.ts";
import { type Instant, plusMilliseconds } from "../domain/time.ts";
import { subjectOf } from "./planner.ts";

/** What becomes of an occurrence: it goes out, never does, or does at a later moment. */
export type Validity = { readonly holds: true } | { readonly why: string } | { readonly moved: Instant };

/** Reminders about a clock or a promise; the others are about something of our own that waits. */
const ABOUT_THEM: readonly ReminderKind[] = [
  "before",
  "half",
  "quarter",
  "promised",
  "today",
  "late",
  "weekly",
  "very_late",
];

/** Reminders that return: any later one of the series stands for the series. */
const SERIES: readonly ReminderKind[] = ["weekly", "unowned"];

/** The clock or promise in a key; of a series' key without its number. */
const subjectIn = (key: string): string => key.slice(key.indexOf(":") + 1);

/** In words for the row, why a request no longer calls for reminders of this kind; undefined when it does. */
const overtaken = (kind: ReminderKind, request: Request, at: Instant): string | undefined => {
  if (request.status === "closed" || request.status === "withdrawn") return request.status;
  if (kind !== "snooze_over" && request.snooze && request.snooze.until > at) return "snoozed";
  const standing = standingOf(request);
  const waiting = standing.move === "theirs" && (standing.running || standing.promised !== undefined);
  if (ABOUT_THEM.includes(kind) && !waiting) return standing.waitsFor === "answer_them" ? "paused" : "answered";
  if (kind === "unread" && !standing.unread) return "read";
  if (kind === "unowned" && request.owner !== undefined) return "has an owner";
  return undefined;
};

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
  const current =
    kind === "unowned" ||
    plan(plusMilliseconds(at, -1)).some((one) => one.kind === kind && subjectIn(one.key) === subjectIn(key));
  return current ? { kind, key, at } : undefined;
};

/**
 * Whether an item that has fallen due still holds, judged by planning its request anew: the row was
 * planned by an earlier state, and a change may have crossed it.
 */
export const validityOf = (item: DueItem, team: Team, calendars: Calendars, at: Instant): Validity => {
  const { kind, request, company } = item;
  if (kind === "digest") return team.digestDay === 0 ? { why: "digest switched off" } : { holds: true };
  if (!request || !company) return { why: "request gone" };
  const why = overtaken(kind, request, at);
  if (why !== undefined) return { why };
  const today = plannedToday({ kind, key: item.key }, request, team, calendars, at);
  if (!today) return { why: "superseded" };
  return today.at > at ? { moved: today.at } : { holds: true };
};
