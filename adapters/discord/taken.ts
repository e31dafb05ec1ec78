import { setTimeout as pause } from "node:timers/promises";
import { Undeliverable } from "../../src/ports.ts";

/** What Discord says of an interaction whose first answer it has not taken in. */
const UNKNOWN = "discord 10015";

/** Milliseconds that it is given for that, one after the other: usually some hundredths of a second are enough. */
const WAITS = [100, 400, 1_500] as const;

/**
 * Does what comes after an interaction's first answer, also where Discord hears of it before that answer: over HTTP it
 * reads our promise while we keep it already, and says that there is none. To give up then would leave the promise
 * behind, which says for a quarter of an hour that we are thinking. A no, so nothing is done twice.
 */
export const onceTaken = async <T>(work: () => Promise<T>): Promise<T> => {
  for (const wait of WAITS) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof Undeliverable && error.message === UNKNOWN)) throw error;
      await pause(wait);
    }
  }
  return work();
};
