import { type Due, type Left, openPause } from "../domain/deadline.ts";
import type { RequestLine } from "../domain/overview.ts";
import { dayOf, daysBetween, epoch, type Instant } from "../domain/time.ts";
import type { Say } from "../language/say.ts";
import type { Card } from "./card.ts";
import { minutesLeft, spanOf } from "./span.ts";
import { day, dueText, when } from "./text.ts";
import type { Text, Tone } from "./view.ts";

const HOUR = 3_600_000;

/** How many hours before a moment the tone turns to "soon". */
const SOON_HOURS = 48;

/** How a clock reads at one moment: running late is a state of the clock, not of the request. */
export type Reading = "none" | "stopped" | "running" | "soon" | "late" | "very_late";

/** Reads a running clock; sorting instants as text is sound because they share one spelling. */
export const readingOf = (
  clock: { readonly due?: Due; readonly lateAt?: Instant; readonly veryLateAt?: Instant },
  at: Instant,
): Reading => {
  if (clock.due === undefined) return "none";
  if (clock.lateAt === undefined) return "stopped";
  if (clock.veryLateAt !== undefined && clock.veryLateAt <= at) return "very_late";
  if (clock.lateAt <= at) return "late";
  return epoch(clock.lateAt) - epoch(at) <= SOON_HOURS * HOUR ? "soon" : "running";
};

/** The tone that goes with a reading; the words always say it too. */
export const toneOf = (reading: Reading): Tone =>
  reading === "late" || reading === "very_late" ? "late" : reading === "soon" ? "soon" : "plain";

const left = (card: Card, due: Due, say: Say): Text => {
  if ("at" in due) {
    const { unit, count } = spanOf(minutesLeft(epoch(due.at) - epoch(card.at)));
    return say(`clock.${unit}_left`, { count });
  }
  const days = daysBetween(dayOf(card.at, card.team.zone), due.day);
  if (days === 0) return say("clock.today");
  if (card.workingDaysLeft !== undefined) return say("clock.working_days_left", { count: card.workingDaysLeft });
  return say("clock.days_left", { count: days });
};

/** What a stopped clock has kept; days are counted by clocks in days alone. */
export const restText = (left: Left, say: Say): Text => {
  if ("workingDays" in left) return say("term.working_days", { count: left.workingDays });
  const minutes = minutesLeft(left.milliseconds);
  return spanOf(minutes).unit === "minutes"
    ? say("term.minutes", { count: minutes })
    : say("term.hours", { count: Math.floor(minutes / 60) });
};

/** Since when it is late: the day for a day, the moment for a moment. */
const since = (due: Due, lateAt: Instant, zone: string): Text =>
  "at" in due ? [when(lateAt)] : [day(dayOf(lateAt, zone))];

/** The one sentence about the deadline: expected by, how much is left, or since when it is late. */
export const clockText = (card: Card, say: Say): Text | undefined => {
  const { standing, request, team } = card;
  if (standing.due === undefined) return undefined;
  const due = dueText(standing.due);
  if (standing.lateAt === undefined) {
    const stop = request.deadline === undefined ? undefined : openPause(request.deadline);
    if (stop !== undefined && request.status === "open") {
      return say("clock.paused", { since: when(stop.from), left: restText(stop.left, say), reason: stop.reason });
    }
    return request.status === "open" ? say("clock.stopped", { due }) : undefined;
  }
  const reading = readingOf(standing, card.at);
  if (reading === "late" || reading === "very_late")
    return say(`clock.${reading}`, { due, since: since(standing.due, standing.lateAt, team.zone) });
  return say("clock.running", { due, left: left(card, standing.due, say) });
};

/** The same for one line of an overview. */
export const clockShort = (row: RequestLine, at: Instant, say: Say): Text | undefined => {
  const reading = readingOf(row, at);
  if (row.due === undefined || reading === "none" || reading === "stopped") return undefined;
  const late = reading === "late" || reading === "very_late";
  return say(late ? `clock.short.${reading}` : "clock.short.due", { due: dueText(row.due) });
};
