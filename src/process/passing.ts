import type { Instant } from "../domain/time.ts";
import type { Deliveries } from "../ports.ts";
import type { Crew } from "./house.ts";
import type { VirtualClock } from "./virtual-clock.ts";

/** What time sets going when it passes. */
export interface Passing {
  readonly clock: VirtualClock;
  readonly deliveries: Pick<Deliveries, "nextDue">;
  /** Delivers what is due at a moment. */
  readonly crew: Pick<Crew, "round">;
}

/**
 * Lets time pass up to `to`: the clock stops at each moment at which something falls due, and what
 * is due then is delivered then, so that nothing sees a later time than it would have.
 */
export const passTime = async ({ clock, deliveries, crew }: Passing, to: Instant): Promise<void> => {
  await crew.round(clock.now());
  for (;;) {
    const next = await deliveries.nextDue(clock.now());
    if (next === undefined || next > to) break;
    clock.set(next);
    await crew.round(next);
  }
  if (to > clock.now()) clock.set(to);
};
