import { z } from "zod";
import type { NewMove } from "../domain/intent.ts";
import type { Zone } from "../domain/time.ts";
import { DELIVERY_STATES, MODES } from "../domain/vocabulary.ts";
import type { Desk } from "../ports.ts";
import { happened, now } from "./dating.ts";
import { type Giving, onSomethingGiven, teamFor } from "./giving.ts";
import { goodsInTitle } from "./goods.ts";
import { type About, about } from "./hearing.ts";
import { choice, line, lines, maybe, moment, nth } from "./options.ts";
import { valued, WORTH, wantsOfWorth, worthOf } from "./valuing.ts";
import { oneOf, type Way } from "./ways.ts";

const state = choice("delivery_state", DELIVERY_STATES);

const options = z.object({
  ...about(),
  title: maybe(line(), { unless: "delivery" }),
  mode: maybe(choice("mode", MODES)),
  state: maybe(state),
  at: maybe(moment()),
  reason: maybe(line()),
  ...valued(),
  lines: maybe(lines()),
  pledge: maybe(nth()),
  recipients: maybe(line(120)),
  source: maybe(line(120)),
  delivery: maybe(nth()),
  edit: maybe(nth()),
});
type Typed = z.output<typeof options>;

/** What does not arrive after all needs a word on why, in whatever language its state was typed. */
const wantsReason = (typed: Readonly<Record<string, unknown>>): readonly string[] => {
  const meant = state.safeParse(typed["state"]).data;
  return meant === "cancelled" || meant === "lost_or_damaged" ? ["reason"] : [];
};

const EDITABLE = ["title", "lines", "recipients", "pledge", ...WORTH] as const;

/** A correction, a further move of a delivery, or a new one. */
const WAYS: readonly Way[] = [
  {
    by: "edit",
    needs: (typed) => [...oneOf(...EDITABLE)(typed), ...wantsOfWorth(typed)],
    offers: ["title", "lines", "amount", "recipients", "pledge"],
    takes: EDITABLE,
  },
  {
    by: "delivery",
    needs: (typed) => ["state", ...wantsReason(typed)],
    offers: ["at", "reason"],
    takes: [],
  },
  {
    needs: (typed) => ["title", "mode", "state", ...wantsReason(typed), ...wantsOfWorth(typed)],
    offers: ["at", "lines", "amount", "pledge", "source"],
    takes: [...WORTH, "reason", "recipients"],
  },
];

/** Where it is and since when; only what is planned may lie ahead. */
const moveOf = (typed: Typed, desk: Desk, zone: Zone): NewMove => {
  const { state: reached = "planned", at, reason } = typed; // the ways want a state
  return {
    state: reached,
    on: at === undefined ? now(desk) : happened(desk, zone, at, "at", reached === "planned" ? "future" : "past"),
    ...(reason && { reason }),
  };
};

const delivering = async (typed: Typed, desk: Desk, what: About): Promise<Giving> => {
  const { zone } = await teamFor(desk, what);
  const { edit, delivery: no, title, lines: goods, recipients, pledge, mode = "physical", source } = typed;
  if (edit === undefined && no !== undefined)
    return {
      intent: { do: "move_delivery", no, move: moveOf(typed, desk, zone) },
      headline: "did.delivery_moved",
      touched: { part: "delivery", no },
    };
  const worth = await worthOf(desk, what, zone, typed);
  const shared = { ...worth, ...(recipients && { recipients }), ...(pledge !== undefined && { pledge }) };
  if (edit !== undefined)
    return {
      intent: {
        do: "edit_delivery",
        no: edit,
        changes: { ...shared, ...(title && { title }), ...(goods && { lines: goods }) },
      },
      headline: "did.delivery_edited",
      touched: { part: "delivery", no: edit },
    };
  return {
    intent: {
      do: "deliver",
      delivery: {
        mode,
        title: title ?? "", // the ways want a title
        ...shared,
        lines: goods ?? (mode === "cash" ? [] : goodsInTitle(title ?? "")),
        ...(source && { source }),
      },
      move: moveOf(typed, desk, zone),
    },
    headline: "did.delivery",
    touched: { part: "delivery" },
  };
};

/** Records what arrived or is on its way, promised or not, before or after it was asked for; and where it is now. */
export const delivery = onSomethingGiven({
  name: "delivery",
  positional: ["request", "title"],
  examples: [
    'delivery AID-1 "500 satellite terminals" mode:physical state:received at:2022-02-28 source:"Example Times"',
    "delivery AID-1 delivery:1 state:received at:today",
    'delivery AID-1 delivery:1 state:lost_or_damaged reason:"Burnt at the depot"',
    'delivery company:Fabrikam "Grant" mode:cash state:received amount:"5m USD"',
  ],
  ways: WAYS,
  options,
  intend: delivering,
});
