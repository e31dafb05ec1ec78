import { setTimeout as pause } from "node:timers/promises";

/** Milliseconds before what failed is tried once more: a connection that broke is there again by then. */
const WAIT = 1_000;

/** How often it is tried while nobody is told. */
const TIMES = 3;

/** How often at most, while nobody can be told either. */
const MOST = 60;

/**
 * Does what has failed once more, and again, while somebody waits for it. From the third time on it is refused in words
 * instead, whichever succeeds first: what was taken is done, or given back, also where nobody was to be reached for a
 * while. A refusal of which nobody knows whether it was heard is followed by the answer, so the last word is true.
 * Undefined where it was refused; rejects where not even that could be done for a minute.
 */
export const againOr = async <T>(work: () => Promise<T>, refuse: () => Promise<void>): Promise<T | undefined> => {
  for (let nth = 1; ; nth += 1) {
    await pause(WAIT);
    try {
      return await work();
    } catch {
      if (nth < TIMES) continue;
      try {
        await refuse();
        return undefined;
      } catch (unsaid) {
        if (nth === MOST) throw unsaid;
      }
    }
  }
};
