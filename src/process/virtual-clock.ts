import { epoch, type Instant } from "../domain/time.ts";
import type { Clock } from "../ports.ts";

/** A clock that stands still until it is set. */
export interface VirtualClock extends Clock {
  /** Moves on to `at`. Throws when that is in the past: registers do not run backwards. */
  set(at: Instant): void;
}

/** A story's clock, standing at `start`. Its two faces agree, so a lease runs out when the story says so. */
export const createVirtualClock = (start: Instant): VirtualClock => {
  let at = start;
  return {
    now: () => at,
    elapsed: () => epoch(at),
    set: (to) => {
      if (to < at) throw new Error(`A virtual clock does not go back from ${at} to ${to}`);
      at = to;
    },
  };
};
