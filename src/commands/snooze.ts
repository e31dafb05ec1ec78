import { z } from "zod";
import { Refusal } from "../domain/refusal.ts";
import { momentOf } from "../domain/time.ts";
import { facts } from "../view/blocks.ts";
import type { Card } from "../view/card.ts";
import { when } from "../view/text.ts";
import { dueFrom } from "./dating.ts";
import { onOneRequest } from "./one-request.ts";
import { line, moment, onRequest } from "./options.ts";
import { teamOf } from "./recording.ts";
import { likened } from "./text.ts";

/** Words that end a snooze instead of setting one. */
const NOW = ["now", "зараз"];

const snoozed = ({ request, at }: Card) => (request.snooze && request.snooze.until > at ? request.snooze : undefined);

/** Silences the reminders of one request until a date, with a reason. The deadline does not move; a new answer ends it. */
export const snooze = onOneRequest({
  name: "snooze",
  group: "steer",
  needs: "coordinator",
  positional: ["request", "until", "reason"],
  examples: ['snooze AID-1 "tomorrow 09:00" They promised to call in the morning', 'snooze AID-1 now "Back to work"'],
  options: z.object({ ...onRequest(), until: moment(), reason: line() }),
  async intend(typed, desk, request) {
    if (NOW.includes(likened(typed.until))) return { do: "snooze", until: desk.at, reason: typed.reason };
    const team = await teamOf(desk, request);
    const due = dueFrom(desk, team, typed.until, "until");
    const until = "at" in due ? due.at : momentOf(due.day, team.morning, team.zone);
    if (until <= desk.at) throw new Refusal("snooze_over", { typed: typed.until, from: team.morning }, "until");
    return { do: "snooze", until, reason: typed.reason };
  },
  headline: (card) => (snoozed(card) ? "did.snooze" : "did.snooze_over"),
  details: (card, say) => {
    const silent = snoozed(card);
    return silent
      ? facts([[say.words("fact.snooze"), say("card.snooze", { until: when(silent.until), reason: silent.reason })]])
      : [];
  },
});
