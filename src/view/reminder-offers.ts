import { instalmentIn, numberIn } from "../domain/reminder.ts";
import { refOf, seenOf } from "../domain/request.ts";
import type { Key, Say } from "../language/say.ts";
import { cardButton, type Offer, offer } from "./buttons.ts";
import type { Card } from "./card.ts";
import { isAgreed, type Reminding } from "./reminder-words.ts";
import type { Button } from "./view.ts";

const USUAL: readonly Offer[] = ["reply", "chase", "due", "snooze", "reassign", "done"];

/** A button that records what came, or that it did not: it knows which part is meant. */
const recorded = (
  label: Key,
  command: "pledge" | "delivery",
  { request }: Card,
  known: Readonly<Record<string, string>>,
  say: Say,
): Button => ({
  label: say.words(label),
  weight: "plain",
  call: { command, options: { request: refOf(request.ref), v: seenOf(request), ...known } },
});

const offered = ({ kind, key, card }: Reminding, say: Say): readonly Button[] => {
  const of = (...all: readonly Offer[]): readonly Button[] => all.map((what) => cardButton(what, card, say));
  const arrived = recorded("button.arrived", "delivery", card, {}, say);
  const usual = isAgreed(card) ? [arrived, ...of(...USUAL)] : of(...USUAL);
  switch (kind) {
    case "very_late":
      return [...of("escalate"), ...usual];
    case "unread":
      return of(...USUAL.map((what) => (what === "reply" ? "read" : what)));
    case "unowned":
      return of("assign", ...USUAL.filter((what) => what !== "reassign"));
    case "instalment":
    case "instalment_today":
    case "instalment_late": {
      const { pledge, no } = instalmentIn(key);
      const known = { pledge: String(pledge), came: String(no) };
      return [recorded("button.came", "pledge", card, known, say), ...of("chase", "snooze", "reassign", "show")];
    }
    case "nothing_seen":
      return [arrived, ...of("chase", "due", "snooze", "reassign", "done")];
    case "unconfirmed": {
      const known = { delivery: String(numberIn(key)) };
      return [
        offer("confirm", card.request, say, known),
        recorded("button.not_here", "delivery", card, known, say),
        ...of("snooze", "reassign"),
      ];
    }
    case "ends":
      return of("show", "note", "snooze", "reassign");
    case "approval":
      return of("approve", "return", "show");
    default:
      return usual;
  }
};

/** Everything that may have happened is a button; the first is the main one. */
export const reminderButtons = (item: Reminding, say: Say): readonly Button[] =>
  offered(item, say).map((button, index) => (index === 0 ? { ...button, weight: "main" } : button));
