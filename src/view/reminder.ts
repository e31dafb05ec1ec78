import { REMINDER_KINDS, type ReminderKind } from "../domain/reminder.ts";
import { refOf } from "../domain/request.ts";
import type { Say } from "../language/say.ts";
import { buttons, facts, heading, line, list, note } from "./blocks.ts";
import { cardButton, type Offer } from "./buttons.ts";
import type { Card } from "./card.ts";
import { clockText, readingOf, toneOf } from "./clock.ts";
import { nextStep } from "./next.ts";
import { cardTitle } from "./request-card.ts";
import { dueText, join, mention, short, strong, when } from "./text.ts";
import type { Block, Text, Tone, View } from "./view.ts";

/** One reminder that has fallen due, with the request as it is at this moment. */
interface Reminding {
  readonly kind: ReminderKind;
  readonly card: Card;
  /** An earlier attempt may have arrived. */
  readonly repeat: boolean;
}

/** What goes out to one place at one moment. */
export interface Reminders {
  readonly items: readonly Reminding[];
  /** They arrive after an outage. */
  readonly late?: boolean;
}

/** Items in one message; the rest is counted. */
const ITEMS = 10;

/** Who is reminded: the owner, or the stand-in when the owner left or is away. Nobody is not pinged. */
export const recipientOf = ({ request, people, at }: Card) => {
  const here = [request.owner, request.standIn]
    .map((id) => (id === undefined ? undefined : people[id]))
    .filter(
      (member) =>
        member !== undefined &&
        member.active &&
        !(member.awayUntil !== undefined && member.awayUntil >= at.slice(0, 10)),
    );
  return here[0];
};

const whose = (card: Card, say: Say): Text => {
  const member = recipientOf(card);
  if (member === undefined) return say("reminder.for_nobody");
  const owner = card.request.owner === undefined ? undefined : card.people[card.request.owner];
  if (owner === undefined || owner.id === member.id) return [mention(member, true)];
  return [mention(member, true), " ", ...say("reminder.stands_in", { name: short(owner.name, 60) })];
};

/** The reminder's first sentence: the fact that made it due. */
const sentence = ({ kind, card }: Reminding, say: Say): Text => {
  const { standing, request } = card;
  // While they have named a date, that is the one by which an answer is expected.
  const due = standing.promised ?? standing.due ?? request.deadline?.due;
  const promised = standing.promised ?? request.promise?.due;
  return say(`reminder.${kind}`, {
    due: due === undefined ? say.words("reminder.no_date") : dueText(due),
    promised: promised === undefined ? say.words("reminder.no_date") : dueText(promised),
    since: when(standing.unread?.since ?? standing.lateAt ?? standing.moved),
    reason: request.snooze === undefined ? "none" : short(request.snooze.reason, 120),
  });
};

const toneFor = (items: readonly Reminding[]): Tone => {
  const tones = items.map(({ card }) => toneOf(readingOf(card.standing, card.at)));
  return tones.includes("late") ? "late" : "soon";
};

const OFFERED: readonly Offer[] = ["reply", "chase", "due", "snooze", "reassign", "done"];

const offeredFor = (kind: ReminderKind): readonly Offer[] => {
  switch (kind) {
    case "very_late":
      return ["escalate", ...OFFERED];
    case "unread":
      return OFFERED.map((what) => (what === "reply" ? "read" : what));
    case "unowned":
      return ["assign", ...OFFERED.filter((what) => what !== "reassign")];
    default:
      return OFFERED;
  }
};

/** Before a date there is something to check; "a reminder comes in time" would be no help in a reminder. */
const nextFor = ({ kind, card }: Reminding, say: Say): Text => {
  switch (kind) {
    case "before":
    case "half":
    case "quarter":
    case "today":
      return say("reminder.next.waiting");
    case "promised":
      return say("reminder.next.promised");
    case "unowned":
      return say("next.unowned");
    case "unread":
      return say("next.read");
    case "snooze_over":
      return readingOf(card.standing, card.at) === "running" ? say("reminder.next.waiting") : nextStep(card, say);
    default:
      return nextStep(card, say);
  }
};

const remarks = (items: readonly Reminding[], late: boolean, say: Say): readonly Block[] => [
  ...(late ? [note(...say("reminder.was_late", { count: items.length }))] : []),
  ...(items.some(({ repeat }) => repeat) ? [note(...say("reminder.repeat"))] : []),
];

/** One reminder is a form: everything that may have happened is a button. */
const single = (given: Reminding, late: boolean, say: Say): View => {
  // While an answer lies unread nobody should hear "no answer yet", however late it is: reading comes first.
  const item = given.card.standing.unread === undefined ? given : { ...given, kind: "unread" as const };
  const { card, kind } = item;
  const clock =
    kind === "unread" || kind === "unowned" || kind === "snooze_over" || kind === "promised"
      ? clockText(card, say)
      : undefined;
  return {
    title: cardTitle(card),
    tone: toneFor([item]),
    blocks: [
      line(strong(...sentence(item, say))),
      ...(clock === undefined ? [] : [line(...clock)]),
      line(...say("next.label", { step: nextFor(item, say) })),
      ...facts([[say.words("fact.for"), whose(card, say)]]),
      ...remarks([item], late, say),
      ...buttons(offeredFor(kind).map((what, index) => cardButton(what, card, say, index === 0))),
    ],
  };
};

/** Worst first; of equal ones the older request. */
const worstFirst = (items: readonly Reminding[]): readonly Reminding[] =>
  items.toSorted(
    (one, other) =>
      REMINDER_KINDS.indexOf(other.kind) - REMINDER_KINDS.indexOf(one.kind) ||
      one.card.request.ref - other.card.request.ref,
  );

/** Several that fall due together are one message: by company, the worst first. */
const summary = (items: readonly Reminding[], late: boolean, say: Say): View => {
  const all = worstFirst(items);
  const shown = all.slice(0, ITEMS);
  const companies = [...new Set(shown.map(({ card }) => card.company.name))];
  const blocks = companies.flatMap((name): readonly Block[] => [
    ...(companies.length > 1 ? [heading(short(name))] : []),
    ...list(
      shown
        .filter(({ card }) => card.company.name === name)
        .map((item) =>
          join([
            [strong(refOf(item.card.request.ref)), ` ${short(item.card.request.title)}`],
            sentence(item, say),
            whose(item.card, say),
          ]),
        ),
    ),
  ]);
  const one = companies.length === 1 && companies[0] !== undefined ? companies[0] : undefined;
  return {
    title:
      one === undefined
        ? say("reminder.summary", { count: all.length })
        : say("reminder.summary_company", { count: all.length, company: short(one) }),
    tone: toneFor(all),
    blocks: [
      ...blocks,
      ...(all.length > ITEMS ? [note(...say("digest.hidden", { count: all.length - ITEMS }))] : []),
      ...remarks(items, late, say),
      ...buttons(
        shown.slice(0, 5).map(({ card }) => ({
          label: refOf(card.request.ref),
          weight: "plain" as const,
          call: { command: "show", options: { request: refOf(card.request.ref) } },
        })),
      ),
    ],
  };
};

/** What a place is told when something falls due: one request with its buttons, or a summary of several. */
export const reminderView = ({ items, late = false }: Reminders, say: Say): View => {
  const [first, ...rest] = items;
  return first !== undefined && rest.length === 0 ? single(first, late, say) : summary(items, late, say);
};
