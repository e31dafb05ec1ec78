import type { Left, Term } from "../domain/deadline.ts";
import type { Count, ExplainedDay, Explanation, Skip } from "../domain/explanation.ts";
import { type Request, refOf } from "../domain/request.ts";
import type { Instant } from "../domain/time.ts";
import type { Say } from "../language/say.ts";
import { buttons, facts, heading, line, list, note } from "./blocks.ts";
import { offer } from "./buttons.ts";
import { restText } from "./clock.ts";
import { day, dueText, join, short, when } from "./text.ts";
import type { Block, Text, View } from "./view.ts";

/** How many days of one count are listed; the rest is counted. */
const DAYS = 30;

/** A deadline's computation, for the request it belongs to. */
export interface Why {
  readonly request: Pick<Request, "id" | "ref" | "version">;
  readonly explanation: Explanation;
  readonly at: Instant;
}

const amountText = (amount: Term | Left, say: Say): Text => {
  if (!("unit" in amount)) return restText(amount, say);
  switch (amount.unit) {
    case "day":
      return say("term.day", { day: day(amount.day) });
    case "instant":
      return say("term.instant", { when: when(amount.at) });
    case "working_days":
      return say(amount.both ? "term.working_days_both" : "term.working_days", { count: amount.count });
    case "hours":
    case "days":
    case "months":
      return say(`term.${amount.unit}`, { count: amount.count });
  }
};

const skipText = (skip: Skip, say: Say): Text =>
  skip.why === "weekend"
    ? say(`why.weekend_${skip.calendar}`)
    : say(`why.holiday_${skip.calendar}`, { name: short(skip.name, 60) });

const dayText = (one: ExplainedDay, say: Say): Text =>
  "counted" in one
    ? say("why.counted", { day: day(one.day), number: one.counted })
    : say("why.skipped", {
        day: day(one.day),
        why: join(
          one.skipped.map((skip) => skipText(skip, say)),
          ", ",
        ),
      });

/** Whether counting alone would have come to an earlier day than the one before the stop. */
const isKept = ({ amount, due, days, dayZero }: Count): boolean =>
  "workingDays" in amount && "day" in due && due.day === amount.notBefore && due.day > (days.at(-1)?.day ?? dayZero);

/** One stretch of counting: where it starts, each day it passed, where it ends, and what stopped it. */
const countBlocks = (count: Count, index: number, say: Say): readonly Block[] => {
  const rest = count.days.length - DAYS;
  return [
    heading(...say(index === 0 ? "why.first" : "why.resumed", { from: when(count.from) })),
    ...facts([
      [say.words("why.amount"), amountText(count.amount, say)],
      [say.words("why.day_zero"), count.days.length === 0 ? undefined : [day(count.dayZero)]],
    ]),
    ...list(
      count.days.slice(0, DAYS).map((one) => dayText(one, say)),
      rest > 0 ? say("why.more_days", { count: rest }) : undefined,
    ),
    line(...say(isKept(count) ? "why.keeps" : "why.gives", { due: dueText(count.due) })),
    ...(count.stopped === undefined
      ? []
      : [
          line(
            ...say("why.stopped", {
              from: when(count.stopped.from),
              reason: short(count.stopped.reason, 200),
              left: amountText(count.stopped.left, say),
            }),
          ),
        ]),
  ];
};

/** Explains a date: the sending day, the calendar, the days skipped, the pauses, and when it counts as late. */
export const whyView = ({ request, explanation, at }: Why, say: Say): View => ({
  title: say("why.title", { ref: refOf(request.ref), due: dueText(explanation.due) }),
  tone: "plain",
  blocks: [
    ...(explanation.stated === undefined
      ? []
      : [line(...say("why.stated", { stated: short(explanation.stated, 60) }))]),
    ...explanation.counts.flatMap((count, index) => countBlocks(count, index, say)),
    line(...say(explanation.lateAt <= at ? "why.late_since" : "why.late_from", { when: when(explanation.lateAt) })),
    line(...say("why.very_late_from", { when: when(explanation.veryLateAt) })),
    ...(explanation.outdated ? [note(...say("why.outdated"))] : []),
    note(...say("why.zone", { zone: explanation.zone })),
    ...buttons([offer("show", request, say), offer("due", request, say)]),
  ],
});
