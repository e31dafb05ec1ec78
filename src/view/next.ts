import { isApproved } from "../domain/approval.ts";
import { GROUNDS, type Outcome } from "../domain/vocabulary.ts";
import type { Key, Say } from "../language/say.ts";
import type { Card } from "./card.ts";
import { readingOf } from "./clock.ts";
import type { Text } from "./view.ts";

/** What a decision about each kind of answer is about. */
const DECISION: Readonly<Record<Outcome, Key>> = {
  acknowledged: "next.acknowledged",
  deferred: "next.deferred",
  declined: "next.declined",
  counter_offer: "next.counter_offer",
  accepted_partial: "next.accepted_partial",
  accepted_full: "next.accepted_full",
  reversed: "next.reversed",
};

/** A lead may have spoken on what is still to be sent. */
const sending = (request: Card["request"]): Key => {
  if (isApproved(request)) return "next.send_approved";
  return request.approval?.returned ? "next.returned" : "next.send";
};

const whenOurs = ({ request, standing }: Card, say: Say): Text => {
  const answer = standing.inForce;
  switch (standing.waitsFor) {
    case "send":
      return say(sending(request));
    case "read":
      return say("next.read");
    case "answer_them":
      return say("next.answer_them");
    case "approve":
      return say("next.approve");
    case "close":
      return say("next.close");
    case "confirm":
      return say("next.confirm");
    default: {
      const ground = answer?.ground;
      if (standing.outcome === "declined" && ground !== undefined && GROUNDS.includes(ground))
        return say(`ground.${ground}.next`);
      return say(standing.outcome === undefined ? "next.decide" : DECISION[standing.outcome]);
    }
  }
};

/** The one next step, for whoever reads the card. */
export const nextStep = (card: Card, say: Say): Text => {
  const { request, standing } = card;
  if (request.status === "withdrawn") return say("next.withdrawn");
  if (request.status === "closed") return say("next.closed");
  if (standing.waitsFor === "read") return say("next.read");
  if (standing.waitsFor === "approve" || (standing.waitsFor !== undefined && standing.move === "theirs"))
    return whenOurs(card, say);
  if (standing.disputed) return say("next.disputed");
  if (standing.move === "ours") return whenOurs(card, say);
  const reading = readingOf(standing, card.at);
  if (reading === "very_late") return say("next.very_late");
  if (reading === "late") return say("next.late");
  if (request.owner === undefined) return say("next.unowned");
  const agreed = standing.outcome === "accepted_full" || standing.outcome === "accepted_partial";
  if (reading === "none" && agreed && standing.promised === undefined) return say("next.after_yes");
  if (reading === "none" && standing.promised === undefined) return say("next.no_deadline");
  return say(standing.move === "nobody" ? "next.nobody" : "next.wait");
};
