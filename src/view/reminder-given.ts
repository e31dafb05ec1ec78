import { awaitingConfirmation } from "../domain/confirmation.ts";
import { type Delivery, type Instalment, type Pledge } from "../domain/contribution.ts";
import { overdueInstalments } from "../domain/instalments.ts";
import { outstandingOf } from "../domain/outstanding.ts";
import { instalmentIn, numberIn, type ReminderKind } from "../domain/reminder.ts";
import { dayOf, daysBetween } from "../domain/time.ts";
import type { Say } from "../language/say.ts";
import { approvalBlocks } from "./approval.ts";
import { facts, note } from "./blocks.ts";
import type { Card } from "./card.ts";
import { givenOn } from "./contributions.ts";
import { deliveryText } from "./delivery-text.ts";
import { amountsText, pledgeText } from "./pledge-text.ts";
import { day, short, when } from "./text.ts";
import type { Block, Text } from "./view.ts";

/** Reminders of what comes after a yes, and of what a lead has to approve. */
const GIVEN = [
  "ends",
  "nothing_seen",
  "instalment",
  "instalment_today",
  "instalment_late",
  "unconfirmed",
  "approval",
] as const;
type GivenKind = (typeof GIVEN)[number];

/** Whether a reminder is one of those. */
export const isGiven = (kind: ReminderKind): kind is GivenKind => GIVEN.some((one) => one === kind);

const instalmentOf = ({ request }: Card, key: string): { pledge?: Pledge; instalment?: Instalment } => {
  const named = instalmentIn(key);
  const pledge = request.pledges.find(({ no }) => no === named.pledge);
  const instalment = pledge?.instalments.find(({ no }) => no === named.no);
  return { ...(pledge && { pledge }), ...(instalment && { instalment }) };
};

const deliveryOf = ({ request }: Card, key: string): Delivery | undefined =>
  request.deliveries.find(({ no }) => no === numberIn(key));

const ofInstalment = (
  kind: "instalment" | "instalment_today" | "instalment_late",
  key: string,
  card: Card,
  say: Say,
): Text => {
  const { pledge, instalment } = instalmentOf(card, key);
  const amount = instalment ? amountsText(instalment, say) : [];
  return say(`reminder.${kind}`, {
    number: instalmentIn(key).no,
    title: short(pledge?.title ?? "", 80),
    known: amount.length > 0 ? "yes" : "no",
    amount,
    due: day(instalmentIn(key).due),
  });
};

const ofSilence = ({ request, standing, team }: Card, say: Say): Text => {
  const seen = outstandingOf(request, standing).silence?.seen ?? standing.moved;
  const yes = standing.outcome === "accepted_full" || standing.outcome === "accepted_partial";
  return say("reminder.nothing_seen", {
    agreed: yes ? "yes" : "no",
    some: standing.fulfilment === "none" ? "no" : "yes",
    since: day(dayOf(seen, team.zone)),
  });
};

const ofAgreement = ({ request, at, team }: Card, key: string, say: Say): Text => {
  const agreement = request.agreements.find(({ no }) => no === numberIn(key));
  const until = agreement?.until ?? dayOf(at, team.zone);
  const count = daysBetween(dayOf(at, team.zone), until);
  return say("reminder.ends", {
    title: short(agreement?.title ?? "", 80),
    until: day(until),
    count: Math.max(0, count),
    over: count < 0 ? "yes" : "no",
  });
};

/** The first sentence: the fact that made it due. */
export const sentenceGiven = (kind: GivenKind, key: string, card: Card, say: Say): Text => {
  switch (kind) {
    case "instalment":
    case "instalment_today":
    case "instalment_late":
      return ofInstalment(kind, key, card, say);
    case "nothing_seen":
      return ofSilence(card, say);
    case "ends":
      return ofAgreement(card, key, say);
    case "unconfirmed": {
      const delivery = deliveryOf(card, key);
      return say("reminder.unconfirmed", {
        number: numberIn(key),
        title: short(delivery?.title ?? "", 80),
        since: day(dayOf(delivery?.moves.at(-1)?.recorded ?? card.at, card.team.zone)),
      });
    }
    case "approval":
      return say("reminder.approval", { since: when(card.request.approval?.asked ?? card.at) });
    default:
      return kind satisfies never;
  }
};

/** The one next step. */
export const nextGiven = (kind: GivenKind, say: Say): Text => {
  switch (kind) {
    case "instalment":
    case "instalment_today":
    case "instalment_late":
    case "nothing_seen":
      return say("reminder.next.giving");
    case "ends":
      return say("reminder.next.ends");
    case "unconfirmed":
      return say("next.confirm");
    case "approval":
      return say("next.approve");
    default:
      return kind satisfies never;
  }
};

/** What else of the same kind waits: it has no message of its own on this morning. */
const others = (kind: GivenKind, key: string, { request, at, team }: Card): number => {
  const { pledge, no } = instalmentIn(key);
  switch (kind) {
    case "instalment":
    case "instalment_today":
    case "instalment_late":
      return overdueInstalments(request, dayOf(at, team.zone)).filter(
        (one) => one.pledge.no !== pledge || one.instalment.no !== no,
      ).length;
    case "unconfirmed":
      return awaitingConfirmation(request).filter((one) => one.no !== numberIn(key)).length;
    default:
      return 0;
  }
};

/** What the reminder is about, in full: nobody can confirm or approve what they have not read. */
export const aboutGiven = (kind: GivenKind, key: string, card: Card, say: Say): readonly Block[] => {
  const { record, today, zone } = givenOn(card);
  const { pledge } = instalmentOf(card, key);
  const delivery = kind === "unconfirmed" ? deliveryOf(card, key) : undefined;
  const count = others(kind, key, card);
  return [
    ...facts([
      [
        say.words("given.pledge", { number: pledge?.no ?? 0 }),
        pledge && kind !== "unconfirmed" ? pledgeText(record, pledge, today, say) : undefined,
      ],
      [
        say.words("given.delivery", { number: delivery?.no ?? 0 }),
        delivery && deliveryText(record, delivery, zone, say),
      ],
    ]),
    ...(kind === "approval" ? approvalBlocks(card, say) : []),
    ...(count === 0
      ? []
      : [note(...say(kind === "unconfirmed" ? "reminder.also_unconfirmed" : "reminder.also_late", { count }))]),
  ];
};
