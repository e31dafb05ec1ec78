import { type Delivery, type Leg, stateOf } from "./contribution.ts";
import { isConfirmed } from "./level.ts";
import { type Dated, isBefore, type Zone } from "./time.ts";
import type { DeliveryState, Level } from "./vocabulary.ts";

/** States of a delivery as they are shown: what is typed in, and what is computed of it. */
export const SHOWN_STATES = [
  "planned",
  "dispatched",
  "received",
  "verified",
  "returning",
  "returned",
  "cancelled",
  "lost_or_damaged",
] as const satisfies readonly (DeliveryState | "verified" | "returning" | "returned")[];
export type ShownState = (typeof SHOWN_STATES)[number];

/** Whether what a delivery brought has arrived. What went back afterwards was delivered all the same. */
export const hasArrived = (state: ShownState): boolean =>
  state === "received" || state === "verified" || state === "returning" || state === "returned";

const isUnderWay = ({ dispatched, received }: Leg): boolean => dispatched !== undefined || received !== undefined;

/** How much of what came has gone home: by its numbered units, or by its return legs where nothing is numbered. */
const gone = ({ legs }: Delivery): "nothing" | "some" | "all" => {
  const back = legs.filter(({ direction }) => direction === "return");
  if (!back.some(isUnderWay)) return "nothing";
  const home = back.filter(({ received }) => received !== undefined);
  const units = legs.filter(({ direction }) => direction === "out").flatMap((leg) => leg.units);
  const returned = new Set(home.flatMap((leg) => leg.units));
  const all =
    units.length > 0 && returned.size > 0 ? units.every((unit) => returned.has(unit)) : home.length === back.length;
  return all ? "all" : "some";
};

/** The state of a delivery as shown: the state last recorded, the recipient's word, and then the way back of what carried it. */
export const deliveryStateOf = (delivery: Delivery, level: Level): ShownState => {
  const state = stateOf(delivery);
  if (state !== "received") return state;
  const back = gone(delivery);
  if (back !== "nothing") return back === "all" ? "returned" : "returning";
  return isConfirmed(level) ? "verified" : "received";
};

/** Who has a numbered unit. */
export interface Custody {
  /** As written on it. */
  readonly unit: string;
  /** "waiting" before it goes, "back" when it came home, "lost" with the delivery that it was part of. */
  readonly where: "waiting" | "carrier" | "place" | "back" | "lost";
  readonly place?: string;
  readonly carrier?: string;
  readonly tracking?: string;
  /** When it came to be there, as far as the leg says. */
  readonly since?: Dated;
  readonly delivery: number;
  readonly leg: number;
}

/** Where a leg has taken its units; one that has no dates of its own follows its delivery, on the way out. */
const whereOf = (delivery: Delivery, leg: Leg): Omit<Custody, "unit"> => {
  const state = stateOf(delivery);
  const out = leg.direction === "out";
  const at = { delivery: delivery.no, leg: leg.no };
  const by = {
    ...(leg.carrier !== undefined && { carrier: leg.carrier }),
    ...(leg.tracking !== undefined && { tracking: leg.tracking }),
  };
  if (leg.received || (out && !leg.dispatched && state === "received"))
    return {
      ...at,
      where: out ? "place" : "back",
      ...(leg.to !== undefined && { place: leg.to }),
      ...(leg.received && { since: leg.received }),
    };
  if (state === "lost_or_damaged") return { ...at, where: "lost", ...by };
  if (leg.dispatched || (out && state === "dispatched"))
    return { ...at, where: "carrier", ...by, ...(leg.dispatched && { since: leg.dispatched }) };
  return { ...at, where: "waiting", ...(leg.from !== undefined && { place: leg.from }) };
};

const isKnown = (dated: Dated | undefined): dated is Dated => dated !== undefined && dated.precision !== "unknown";

/** Whether the second tells where a unit is, rather than the first: it is later, or no date says otherwise. */
const supersedes = (held: Omit<Custody, "unit">, next: Omit<Custody, "unit">, zone: Zone): boolean => {
  if (next.where === "waiting") return held.where === "waiting";
  return !(isKnown(held.since) && isKnown(next.since)) || !isBefore(next.since, held.since, zone);
};

/**
 * Where each numbered unit is: by the latest leg that it went, across deliveries, since a drive that came home may go out
 * again. Moments fall on the days of `zone`. In the order in which the units were first written down.
 */
export const custodyOf = (deliveries: readonly Delivery[], zone: Zone): readonly Custody[] => {
  const held = new Map<string, Custody>();
  for (const delivery of deliveries.filter((one) => stateOf(one) !== "cancelled")) {
    for (const leg of delivery.legs.toSorted((one, other) => one.no - other.no)) {
      const where = whereOf(delivery, leg);
      for (const unit of leg.units) {
        const before = held.get(unit);
        if (!before || supersedes(before, where, zone)) held.set(unit, { unit, ...where });
      }
    }
  }
  return [...held.values()];
};
