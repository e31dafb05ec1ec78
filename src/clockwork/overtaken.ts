import { awaitsWord } from "../domain/approval.ts";
import { stateOf } from "../domain/contribution.ts";
import type { DueItem } from "../domain/delivery.ts";
import { isConfirmed, levelOf } from "../domain/level.ts";
import { isKept } from "../domain/outstanding.ts";
import { AWAITING_KINDS, instalmentIn, numberIn } from "../domain/reminder.ts";
import type { Request } from "../domain/request.ts";
import { type Standing, standingOf } from "../domain/standing.ts";
import { dayOf, type Instant } from "../domain/time.ts";
import { zoneOf } from "../domain/zoned.ts";

/** Why they are not waited for any more. */
const arrived = ({ waitsFor, fulfilment }: Standing): string => {
  if (waitsFor === "answer_them") return "paused";
  return fulfilment === "none" ? "answered" : "delivered";
};

const ofInstalment = (request: Request, key: string): string | undefined => {
  const { pledge, no, due } = instalmentIn(key);
  const its = request.pledges.find((one) => one.no === pledge);
  if (its?.cancelled) return "cancelled";
  const instalment = its?.instalments.find((one) => one.no === no);
  if (instalment?.came) return "came";
  if (its && isKept(request, its)) return "delivered";
  return instalment && instalment.due !== due ? "date changed" : undefined;
};

const ofDelivery = (request: Request, key: string): string | undefined => {
  const its = request.deliveries.find(({ no }) => no === numberIn(key));
  const state = its && stateOf(its);
  if (state === "cancelled") return "cancelled";
  if (state === "lost_or_damaged") return "lost or damaged";
  return its && isConfirmed(levelOf(request, "delivery", its.no)) ? "confirmed" : undefined;
};

const ofApproval = ({ approval }: Request): string | undefined => {
  if (!approval || awaitsWord(approval)) return undefined;
  return approval.given ? "approved" : "returned";
};

/** Whether what they named, or what was asked of them, is not over: a later date may have crossed the planning of the next week. */
const isAhead = (request: Request, { promised, lateAt }: Standing, at: Instant): boolean => {
  if (promised === undefined) return lateAt !== undefined && lateAt > at;
  return "day" in promised ? dayOf(at, zoneOf(request)) <= promised.day : at <= promised.at;
};

/** In words for the row, why a request no longer calls for this reminder; undefined when it may still do. */
export const overtaken = (
  { kind, key }: Pick<DueItem, "kind" | "key">,
  request: Request,
  at: Instant,
): string | undefined => {
  if (request.status === "closed" || request.status === "withdrawn") return request.status;
  if (kind !== "snooze_over" && request.snooze && request.snooze.until > at) return "snoozed";
  const standing = standingOf(request);
  const waiting = standing.move === "theirs" && (standing.running || standing.promised !== undefined);
  if (AWAITING_KINDS.some((one) => one === kind) && !waiting) return arrived(standing);
  switch (kind) {
    case "weekly":
      return isAhead(request, standing, at) ? "date changed" : undefined;
    case "unread":
      return standing.unread ? undefined : "read";
    case "unowned":
      return request.owner === undefined ? undefined : "has an owner";
    case "instalment":
    case "instalment_today":
    case "instalment_late":
      return ofInstalment(request, key);
    case "unconfirmed":
      return ofDelivery(request, key);
    case "nothing_seen":
      return standing.move === "theirs" ? undefined : arrived(standing);
    case "ends": {
      const its = request.agreements.find(({ no }) => no === numberIn(key));
      return its && !key.endsWith(`@${its.until}`) ? "date changed" : undefined;
    }
    case "approval":
      return ofApproval(request);
    default:
      return undefined;
  }
};
