import type { ReminderKind } from "../domain/reminder.ts";
import { familyOf } from "../domain/vocabulary.ts";
import type { Key, Say } from "../language/say.ts";
import type { Card } from "./card.ts";
import { readingOf } from "./clock.ts";
import { nextStep } from "./next.ts";
import { isGiven, nextGiven, sentenceGiven } from "./reminder-given.ts";
import { dueText, short, when } from "./text.ts";
import type { Text } from "./view.ts";

/** One reminder that has fallen due, with the request as it is at this moment. */
export interface Reminding {
  readonly kind: ReminderKind;
  /** Which instalment, delivery or agreement it is about, where it is about one; see PlannedReminder. */
  readonly key: string;
  readonly card: Card;
  /** An earlier attempt may have arrived. */
  readonly repeat: boolean;
}

/** They said yes: what is waited for is no answer any more, but what they agreed to. */
export const isAgreed = ({ request, standing: { outcome } }: Card): boolean =>
  familyOf(request.kind) === "contribute" && (outcome === "accepted_full" || outcome === "accepted_partial");

const AGREED: Readonly<Partial<Record<ReminderKind, Key>>> = {
  before: "reminder.agreed.before",
  half: "reminder.agreed.half",
  quarter: "reminder.agreed.quarter",
  today: "reminder.agreed.today",
  late: "reminder.agreed.late",
  weekly: "reminder.agreed.weekly",
  very_late: "reminder.agreed.very_late",
};

/** The reminder's first sentence: the fact that made it due. */
export const sentence = ({ kind, key, card }: Reminding, say: Say): Text => {
  if (isGiven(kind)) return sentenceGiven(kind, key, card, say);
  const { standing, request } = card;
  // While they have named a date, that is the one by which an answer is expected.
  const due = standing.promised ?? standing.due ?? request.deadline?.due;
  const promised = standing.promised ?? request.promise?.due;
  return say((isAgreed(card) && AGREED[kind]) || `reminder.${kind}`, {
    due: due === undefined ? say.words("reminder.no_date") : dueText(due),
    promised: promised === undefined ? say.words("reminder.no_date") : dueText(promised),
    since: when(standing.unread?.since ?? standing.lateAt ?? standing.moved),
    reason: request.snooze === undefined ? "none" : short(request.snooze.reason, 120),
    some: standing.fulfilment === "none" ? "no" : "yes",
  });
};

/** Late by their own date no clock may run, and yet there is something to do. */
const whenLate = (kind: "late" | "weekly" | "very_late", card: Card, say: Say): Text => {
  const reading = readingOf(card.standing, card.at);
  // What came before they answered is not what this reminder is about; that has reminders of its own.
  if (card.standing.waitsFor === "confirm" && !isAgreed(card))
    return say(reading === "very_late" ? "next.very_late" : "next.late");
  if (card.standing.waitsFor !== undefined || reading === "late" || reading === "very_late") return nextStep(card, say);
  return say(kind === "very_late" ? "next.very_late" : "next.late");
};

/** Before a date there is something to check; "a reminder comes in time" would be no help in a reminder. */
export const nextFor = ({ kind, card }: Reminding, say: Say): Text => {
  if (isGiven(kind)) return nextGiven(kind, say);
  const waiting = say(isAgreed(card) ? "reminder.next.giving" : "reminder.next.waiting");
  switch (kind) {
    case "before":
    case "half":
    case "quarter":
    case "today":
      return waiting;
    case "promised":
      return say("reminder.next.promised");
    case "unowned":
      return say("next.unowned");
    case "unread":
      return say("next.read");
    case "snooze_over":
      return readingOf(card.standing, card.at) === "running" ? waiting : nextStep(card, say);
    case "late":
    case "weekly":
    case "very_late":
      return whenLate(kind, card, say);
    default:
      return kind satisfies never;
  }
};
