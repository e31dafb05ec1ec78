import { AWAITING_KINDS, REMINDER_KINDS, type ReminderKind } from "../domain/reminder.ts";
import { refOf } from "../domain/request.ts";
import type { Say } from "../language/say.ts";
import { buttons, facts, heading, line, list, note } from "./blocks.ts";
import { clockText, readingOf, toneOf } from "./clock.ts";
import { aboutGiven, isGiven } from "./reminder-given.ts";
import { reminderButtons } from "./reminder-offers.ts";
import { leadsOf, whose } from "./reminder-to.ts";
import { nextFor, type Reminding, sentence } from "./reminder-words.ts";
import { cardTitle } from "./request-card.ts";
import { join, short, strong } from "./text.ts";
import type { Block, Text, Tone, View } from "./view.ts";

/** What goes out to one place at one moment. */
export interface Reminders {
  readonly items: readonly Reminding[];
  /** They arrive after an outage. */
  readonly late?: boolean;
}

/** Items in one message; the rest is counted. */
const ITEMS = 10;

const toneFor = (items: readonly Reminding[]): Tone => {
  const tones = items.map(({ kind, card }) =>
    kind === "instalment_late" ? "late" : toneOf(readingOf(card.standing, card.at)),
  );
  return tones.includes("late") ? "late" : "soon";
};

/** Who is meant: of what waits for approval any lead, of all else whoever looks after the request. */
const meant = ({ kind, card }: Reminding, say: Say): Text =>
  kind === "approval" ? leadsOf(card, say) : whose(card, say);

/** About an answer that is awaited; while one lies unread, reading it comes first. */
const ASKING: readonly ReminderKind[] = ["unowned", "snooze_over", ...AWAITING_KINDS];

const remarks = (items: readonly Reminding[], late: boolean, say: Say): readonly Block[] => [
  ...(late ? [note(...say("reminder.was_late", { count: items.length }))] : []),
  ...(items.some(({ repeat }) => repeat) ? [note(...say("reminder.repeat"))] : []),
];

/** One reminder is a form: everything that may have happened is a button. */
const single = (given: Reminding, late: boolean, say: Say): View => {
  // While an answer lies unread nobody should hear "no answer yet", however late it is: reading comes first.
  const hidden = given.card.standing.unread !== undefined && ASKING.includes(given.kind);
  const item = hidden ? { ...given, kind: "unread" as const } : given;
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
      ...(isGiven(kind) ? aboutGiven(kind, item.key, card, say) : []),
      ...facts([[say.words("fact.for"), meant(item, say)]]),
      ...remarks([item], late, say),
      ...buttons(reminderButtons(item, say)),
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
            meant(item, say),
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
