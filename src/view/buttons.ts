import { awaitsWord, isApproved } from "../domain/approval.ts";
import { awaitingConfirmation } from "../domain/confirmation.ts";
import { isPaused } from "../domain/deadline.ts";
import { type Request, refOf, seenOf } from "../domain/request.ts";
import { RUNGS } from "../domain/vocabulary.ts";
import type { Key, Say } from "../language/say.ts";
import type { Card } from "./card.ts";
import { settleGifts } from "./claims.ts";
import { readingOf } from "./clock.ts";
import type { Button } from "./view.ts";

/** Everything a card can offer; each is a command, and what it still lacks is asked in a form. */
export type Offer =
  | "reply"
  | "read"
  | "send"
  | "chase"
  | "escalate"
  | "due"
  | "snooze"
  | "wake"
  | "pause"
  | "resume"
  | "assign"
  | "reassign"
  | "note"
  | "close"
  | "done"
  | "reopen"
  | "withdraw"
  | "history"
  | "why"
  | "undo"
  | "show"
  | "confirm"
  | "approve"
  | "return"
  | "ask"
  | "sent";

/** The way from a past day back to the present. */
export const showNow = (command: string, options: Readonly<Record<string, string>>, say: Say): Button => ({
  label: say.words("button.show_now"),
  weight: "main",
  call: { command, options },
});

const OFFERS: Readonly<
  Record<Offer, { readonly command: string; readonly label: Key; readonly weight?: Button["weight"] }>
> = {
  reply: { command: "response", label: "button.reply" },
  read: { command: "response", label: "button.read" },
  send: { command: "approach", label: "button.send" },
  chase: { command: "chase", label: "button.chase" },
  escalate: { command: "chase", label: "button.escalate" },
  due: { command: "due", label: "button.due" },
  snooze: { command: "snooze", label: "button.snooze" },
  wake: { command: "snooze", label: "button.wake" },
  pause: { command: "pause", label: "button.pause" },
  resume: { command: "resume", label: "button.resume" },
  assign: { command: "assign", label: "button.assign" },
  reassign: { command: "assign", label: "button.reassign" },
  note: { command: "note", label: "button.note" },
  close: { command: "close", label: "button.close" },
  done: { command: "close", label: "button.done" },
  reopen: { command: "reopen", label: "button.reopen" },
  withdraw: { command: "withdraw", label: "button.withdraw", weight: "danger" },
  history: { command: "history", label: "button.history" },
  why: { command: "why", label: "button.why" },
  undo: { command: "undo", label: "button.undo" },
  show: { command: "show", label: "button.show" },
  confirm: { command: "confirm", label: "button.confirm" },
  approve: { command: "approve", label: "button.approve" },
  return: { command: "approve", label: "button.return" },
  ask: { command: "approve", label: "button.ask" },
  sent: { command: "approach", label: "button.sent" },
};

/** Which offers only look: they carry no version, since they are never outdated. */
const LOOKS: readonly Offer[] = ["history", "why", "show"];

/** A button on a request: it carries the ref and the version it was drawn for, never rights or labels. */
export const offer = (
  what: Offer,
  request: Pick<Request, "id" | "ref" | "version">,
  say: Say,
  known: Readonly<Record<string, string>> = {},
  main = false,
): Button => ({
  label: say.words(OFFERS[what].label),
  weight: OFFERS[what].weight ?? (main ? "main" : "plain"),
  call: {
    command: OFFERS[what].command,
    options: { request: refOf(request.ref), ...(LOOKS.includes(what) ? {} : { v: seenOf(request) }), ...known },
  },
});

/** What a lead's word, asked for or given, puts before everything else. */
const offersOfApproval = ({ request }: Card): readonly Offer[] => {
  if (request.status === "closed" || request.status === "withdrawn") return [];
  if (awaitsWord(request.approval)) return ["approve", "return"];
  if (isApproved(request) && request.approval?.proposed) return ["sent"];
  return request.status === "draft" && request.approval?.returned ? ["ask"] : [];
};

/** The offers that fit where the request stands, the most likely first; each has its inverse among them when it applies. */
const offersFor = (card: Card): readonly Offer[] => {
  const here: readonly Offer[] = awaitingConfirmation(card.request).length > 0 ? ["confirm"] : [];
  const first = [...offersOfApproval(card), ...here];
  const waits = card.request.status === "awaiting_approval" || first.includes("sent");
  return [...first, ...offersByStatus(card).filter((one) => !(waits && one === "send"))];
};

const offersByStatus = ({ request, standing, at }: Card): readonly Offer[] => {
  const paused = request.deadline !== undefined && isPaused(request.deadline);
  const dozing = request.snooze !== undefined && request.snooze.until > at;
  const nap: Offer = dozing ? "wake" : "snooze";
  const clock: Offer = paused ? "resume" : "pause";
  const look: readonly Offer[] = request.deadline === undefined ? ["history"] : ["history", "why"];
  switch (request.status) {
    case "draft":
    case "awaiting_approval":
      return ["send", "assign", "note", "withdraw", ...look];
    case "closed":
    case "withdrawn":
      return ["reopen", "reply", "note", ...look];
    case "open":
      break;
  }
  if (standing.move === "ours") {
    switch (standing.waitsFor) {
      case "read":
        return ["read", "note", "due", "assign", "close", ...look];
      case "answer_them":
        return [paused ? "resume" : "reply", "reply", "due", "assign", "close", ...look].filter(
          (one, index, all): one is Offer => all.indexOf(one) === index,
        );
      case "send":
        return ["send", "assign", "note", "due", "withdraw", ...look];
      default:
        return ["close", "reply", "due", "chase", "assign", "note", ...look];
    }
  }
  if (standing.waitsFor === "read") return ["read", "chase", "due", nap, clock, "assign", "close", ...look];
  const late = readingOf(standing, at);
  const first: readonly Offer[] =
    late === "very_late" ? ["reply", "escalate", "due", nap, clock] : ["reply", "chase", "due", nap, clock];
  return [...first, "assign", "close", ...look];
};

/** What an offer already knows, so that its form asks for less. */
const knownTo = (what: Offer, card: Card): Readonly<Record<string, string>> => {
  if (what === "confirm") {
    const [only, ...others] = awaitingConfirmation(card.request);
    return only && others.length === 0 ? { delivery: String(only.no) } : {};
  }
  if (what === "return") return { back: "yes" };
  if (what === "ask") return { ask: "yes" };
  if (what === "sent") return { approved: "yes" };
  if (what === "wake") return { until: "now", reason: "-" };
  if (what === "read" && card.standing.unread) return { edit: String(card.standing.unread.version) };
  if (what === "escalate") {
    const rung = nextRung(card);
    return rung === undefined ? {} : { rung };
  }
  return {};
};

/** The first rung that was not used on this request yet: of the campaign's ladder, or of the usual one without its letter. */
const nextRung = ({ request, campaign }: Card): string | undefined => {
  const used = request.approaches.flatMap((approach) => approach.rung ?? []);
  const ladder = campaign?.ladder.map((step) => step.rung) ?? RUNGS.slice(1);
  return ladder[Math.max(-1, ...used.map((rung) => ladder.indexOf(rung))) + 1];
};

/** A button of a card with everything the card knows filled in. */
export const cardButton = (what: Offer, card: Card, say: Say, main = false): Button =>
  offer(what, card.request, say, knownTo(what, card), main);

/** Where sources disagree on how far an answer goes or what it comes to: one press settles which value we go by. */
export const settleButtons = ({ request, standing }: Card, say: Say): readonly Button[] => {
  const answer = standing.inForce;
  const subject = { request: refOf(request.ref), v: seenOf(request) };
  const gifts = settleGifts(request, subject, say);
  if (!answer) return gifts;
  const answers = (["outcome", "extent"] as const).flatMap((field) => {
    const claims = answer.claims.filter((claim) => claim.field === field);
    if (claims.length === 0 || claims.some(({ chosen }) => chosen)) return [];
    const values = new Set([
      ...(answer[field] === undefined ? [] : [answer[field]]),
      ...claims.map(({ value }) => value),
    ]);
    return [...values].map(
      (value): Button => ({
        label: say.words("button.settle", { value: say.word(field, value) }),
        weight: "plain",
        call: {
          command: "response",
          options: {
            request: refOf(request.ref),
            v: seenOf(request),
            choose: String(answer.version),
            [field]: value,
          },
        },
      }),
    );
  });
  return [...answers, ...gifts];
};

/** The buttons of a card, chosen by where the request stands. The first is the main one. */
export const cardButtons = (card: Card, say: Say): readonly Button[] =>
  offersFor(card).map((what, index) => cardButton(what, card, say, index === 0));
