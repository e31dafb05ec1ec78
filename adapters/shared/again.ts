import { setTimeout as pause } from "node:timers/promises";

/** How often what failed is tried once more, and milliseconds before each time: a connection that broke is there again. */
const TIMES = 3;
const WAIT = 1_000;

/** Does what has failed once more, and a few times if need be, while somebody waits. Rejects with the last failure. */
export const again = async <T>(work: () => Promise<T>): Promise<T> => {
  for (let left = TIMES; ; left -= 1) {
    await pause(WAIT);
    try {
      return await work();
    } catch (error) {
      if (left <= 1) throw error;
    }
  }
};

/** Does it, and where that fails once more and again. */
export const persistently = <T>(work: () => Promise<T>): Promise<T> => work().catch(() => again(work));
