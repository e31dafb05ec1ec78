import type { Speaker } from "./call.ts";
import { Unmet } from "./commands/unmet.ts";
import type { Log, Who } from "./ports.ts";

/** About so many people of one command their platform is asked; a list of more is nobody's to be met. */
const MOST = 10;

/**
 * Does something, and once more with what their platform says of people whom it mentions and the register does not know.
 * The platform is asked between two tries, so that no transaction waits for it; of whom it says nothing, nothing is known.
 */
export const knowing = async <T>(
  work: (named: ReadonlyMap<string, Speaker | undefined>) => Promise<T>,
  who: Who,
  log: Log,
): Promise<T> => {
  const named = new Map<string, Speaker | undefined>();
  const ask = (account: string): Promise<Speaker | undefined> =>
    who(account).catch((error: unknown) => {
      log.warn("who", { error });
      return undefined;
    });
  for (;;) {
    try {
      return await work(named);
    } catch (error) {
      const unmet = error instanceof Unmet ? error.accounts.filter((account) => !named.has(account)) : [];
      if (unmet.length === 0) throw error;
      const asked = unmet.slice(0, Math.max(0, MOST - named.size));
      const known = await Promise.all(asked.map(ask));
      for (const [at, account] of unmet.entries()) named.set(account, known[at]);
    }
  }
};
