import { Undeliverable } from "../../src/ports.ts";

/**
 * Says something by the first way that the platform takes; false when it takes none. Throws what may pass (too much
 * at once), and what nobody knows about, since it may stand there already. `refused` hears why a way was not taken.
 */
export const saidBy = async (
  ways: readonly (() => Promise<unknown>)[],
  refused: (why: string) => void,
): Promise<boolean> => {
  for (const way of ways) {
    try {
      await way();
      return true;
    } catch (error) {
      if (!(error instanceof Undeliverable) || error.retryAfter !== undefined) throw error;
      refused(error.message);
    }
  }
  return false;
};
