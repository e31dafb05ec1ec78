import { isDisputed } from "./level.ts";
import type { Request } from "./request.ts";
import { type Dated, dayMeant, daysBetween, daysMeant, epoch, type Zone } from "./time.ts";

/** How long the first delivery took, no sharper than both dates were stated. */
export interface Lag {
  /** The first approach. */
  readonly from: Dated;
  /** The first receipt, as it stands after corrections. */
  readonly to: Dated;
  /** Whole minutes, where both moments are known; negative when it came before it was asked for. */
  readonly minutes?: number;
  /** Calendar days, where both days are known; negative likewise. */
  readonly days?: number;
  /** "unknown" where the dates are too vague to tell, or of one day. */
  readonly order: "after" | "before_request" | "unknown";
  /** Sources give other dates for that approach. */
  readonly disputed: boolean;
}

const MINUTE = 60_000;

const between = (from: Dated, to: Dated, zone: Zone): Pick<Lag, "minutes" | "days" | "order"> => {
  const [asked, came] = [daysMeant(from, zone), daysMeant(to, zone)];
  if (!asked || !came) return { order: "unknown" };
  if (from.precision === "instant" && to.precision === "instant") {
    // Nothing is added so that no minutes are 0 and never -0.
    const minutes = Math.trunc((epoch(to.on) - epoch(from.on)) / MINUTE) + 0;
    return { minutes, days: daysBetween(asked[0], came[0]), order: to.on < from.on ? "before_request" : "after" };
  }
  const order = came[0] > asked[1] ? "after" : came[1] < asked[0] ? "before_request" : "unknown";
  const exact = asked[0] === asked[1] && came[0] === came[1];
  return { ...(exact && { days: daysBetween(asked[0], came[0]) }), order };
};

/** The earliest of them; one without a date only when there is no other. */
const earliest = <T>(all: readonly T[], dated: (one: T) => Dated, zone: Zone): T | undefined =>
  all.toSorted((one, other) => {
    const [a, b] = [dated(one), dated(other)];
    if ((a.precision === "unknown") !== (b.precision === "unknown")) return a.precision === "unknown" ? 1 : -1;
    const [mine, theirs] = [a, b].map((one) => `${dayMeant(one, zone)} ${one.on}`);
    return (mine ?? "") < (theirs ?? "") ? -1 : mine === theirs ? 0 : 1;
  })[0];

/**
 * From the first approach to the first receipt; undefined while there is one and not the other. What arrived
 * before it was asked for has a lag too, a negative one. Moments fall on the days of `zone`.
 */
export const timeToDelivery = (
  { approaches, deliveries }: Pick<Request, "approaches" | "deliveries">,
  zone: Zone = "UTC",
): Lag | undefined => {
  const asked = earliest(approaches, ({ at }) => at, zone);
  // A receipt that was told again was told otherwise: what stands is the last.
  const received = deliveries.map(({ moves }) => moves.at(-1) ?? moves[0]).filter(({ state }) => state === "received");
  const came = earliest(received, ({ on }) => on, zone);
  if (!asked || !came) return undefined;
  return { from: asked.at, to: came.on, ...between(asked.at, came.on, zone), disputed: isDisputed(asked.claims) };
};
