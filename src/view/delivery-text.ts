import type { Delivery, Leg } from "../domain/contribution.ts";
import { type Custody, custodyOf, deliveryStateOf } from "../domain/custody.ts";
import { type Lag, timeToDelivery } from "../domain/fulfilment.ts";
import type { Climber } from "../domain/ladder.ts";
import { levelOf } from "../domain/level.ts";
import { delivered } from "../domain/settled.ts";
import type { Zone } from "../domain/time.ts";
import type { Say } from "../language/say.ts";
import { datedText } from "./dated.ts";
import { amountsText, beside } from "./pledge-text.ts";
import { spanOf } from "./span.ts";
import { join, short } from "./text.ts";
import { openClaims, trustText } from "./trust.ts";
import type { Text } from "./view.ts";

/** "48 hours after the approach"; before it, the delivery is out of order, which is said and never refused. */
const lagText = ({ minutes, days, order }: Lag, say: Say): Text | undefined => {
  if (order === "unknown") return days === 0 ? say("given.same_day") : undefined;
  const early = order === "before_request";
  const span = minutes === undefined ? undefined : spanOf(Math.abs(minutes));
  if (span && span.unit !== "days")
    return say(early ? `given.early_${span.unit}` : `given.lag_${span.unit}`, { count: span.count });
  if (days !== undefined) return say(early ? "given.early_days" : "given.lag_days", { count: Math.abs(days) });
  return early ? say("given.early") : undefined;
};

/** How long it took since it was asked for, or that it came before. Nothing asked a company for what it gave by itself. */
const orderText = (record: Climber, delivery: Delivery, zone: Zone, say: Say): Text | undefined => {
  if (record.approaches === undefined) return undefined;
  if (record.approaches.length === 0) return say("given.unasked");
  const lag = timeToDelivery({ approaches: record.approaches, deliveries: [delivery] }, zone);
  return lag && lagText(lag, say);
};

/** A delivery in one row: where it is, what it is, whether it was promised, how long it took, how well it is known. */
export const deliveryText = (record: Climber, delivery: Delivery, zone: Zone, say: Say): Text => {
  const last = delivery.moves.at(-1) ?? delivery.moves[0];
  const brought = delivered(delivery);
  const state = deliveryStateOf(delivery, levelOf(record, "delivery", delivery.no));
  return join([
    [short(delivery.title, 80)],
    join([[say.word("delivery_state", state)], datedText(last.on, say)], ", "),
    last.reason === undefined ? undefined : say("given.reason", { reason: short(last.reason, 120) }),
    [say.word("mode", delivery.mode)],
    amountsText({ ...brought, lines: beside(delivery.title, brought.lines) }, say),
    delivery.recipients === undefined ? undefined : say("given.for", { recipients: short(delivery.recipients, 80) }),
    delivery.pledge === undefined ? say("given.unpledged") : say("given.of_pledge", { number: delivery.pledge }),
    orderText(record, delivery, zone, say),
    trustText(record, "delivery", delivery.no, say),
    ...openClaims(delivery.claims, say),
  ]);
};

const legText = (leg: Leg, say: Say): Text =>
  join([
    say("given.leg", { number: leg.no, direction: say.word("direction", leg.direction) }),
    leg.from === undefined && leg.to === undefined
      ? undefined
      : [[leg.from, leg.to].map((place) => short(place ?? "?", 60)).join(" → ")],
    leg.carrier === undefined ? undefined : [short(leg.carrier, 60)],
    leg.tracking === undefined ? undefined : say("given.tracking", { number: short(leg.tracking, 60) }),
    leg.units.length === 0 ? undefined : say("given.units", { units: short(leg.units.join(", "), 160) }),
    leg.dispatched === undefined ? undefined : say("given.dispatched", { on: datedText(leg.dispatched, say) }),
    leg.received === undefined ? undefined : say("given.received", { on: datedText(leg.received, say) }),
  ]);

/** Every leg of a delivery, in the order in which they were recorded. */
export const legItems = (delivery: Delivery, say: Say): readonly Text[] =>
  delivery.legs.map((leg) => legText(leg, say));

const heldText = ({ unit, where, place, carrier, since }: Custody, say: Say): Text => {
  const who = where === "carrier" ? carrier : where === "lost" ? undefined : place;
  return join(
    [
      say("custody.unit", { unit: short(unit, 60), where: say.word("custody", where) }),
      who === undefined ? undefined : [short(who, 60)],
      since && datedText(since, say),
    ],
    ", ",
  );
};

/** Where each numbered unit of these deliveries is, and since when. */
export const custodyItems = (deliveries: readonly Delivery[], zone: Zone, say: Say): readonly Text[] =>
  custodyOf(deliveries, zone).map((held) => heldText(held, say));
