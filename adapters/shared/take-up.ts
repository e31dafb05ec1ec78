import type { Inbox, Log, Waiting } from "../../src/ports.ts";
import type { Busy } from "./busy.ts";

/** Seconds for which whoever took something in is left alone with it. */
export const HOLD = 45;

/** So often something is tried before it is given up, once a minute: as long as the addresses of an answer are good in Discord. */
const ATTEMPTS = 15;

/** So much is in hand at a time: enough to wait for a platform meanwhile, little enough to be done while it is held. */
const AT_ONCE = 12;

/** What taking up works with. `A` is what was put into the inbox. */
export interface TakeUpParts<A> {
  /** The name under which it is logged. */
  readonly platform: string;
  readonly inbox: Inbox;
  readonly busy: Busy;
  readonly log: Log;
  /**
   * Does what was asked for; `late` when it was tried before. False where nobody is left for whom it could be
   * done; rejects when it has to be tried again.
   */
  carryOut(arrival: A, late: boolean): Promise<boolean>;
}

/** Carries out what this process did not take in itself, or could not finish. */
export interface TakeUp {
  /** Takes what is left of the time before, and gives the work of carrying it out. */
  begin(all: boolean): Promise<() => Promise<void>>;
  /** Takes what nobody holds, as much at a time as can be done, until there is no more. Never rejects. */
  round(): Promise<void>;
  /** The same whenever something is handed over, from now on. */
  listen(): Promise<void>;
  /** Takes nothing more. What is in hand is finished. */
  stop(): Promise<void>;
}

/**
 * Carries out what was acknowledged and handed over, or left: by a process that died, or while the platform
 * could not be reached. What was done before is not done again, since the register answers a key once; only
 * its answer is brought.
 */
export const createTakeUp = <A extends { readonly kind: string }>(parts: TakeUpParts<A>): TakeUp => {
  const { platform, inbox, busy, log, carryOut } = parts;
  const inHand = new Set<Promise<void>>();
  let deaf = (): Promise<void> => Promise.resolve();
  let stopped = false;
  let looking: Promise<void> | undefined;
  let again = false;

  const carry = async ({ workspace, key, arrival, attempts }: Waiting): Promise<void> => {
    // It is what admission put there.
    const left = arrival as A;
    try {
      const done = attempts <= ATTEMPTS && (await carryOut(left, attempts > 1));
      if (!done) log.error(`${platform}.given_up`, { workspace, attempt: attempts, kind: left.kind });
      await inbox.done(workspace, key);
    } catch (error) {
      log.warn(`${platform}.left`, { workspace, attempt: attempts, kind: left.kind, error });
    }
  };

  const start = (one: Waiting): void => {
    const work = busy
      .run(() => carry(one))
      .finally(() => {
        inHand.delete(work);
        if (again) void look();
      });
    inHand.add(work);
  };

  /** Takes again only with hands free for several: each look costs the database as much as what it finds. */
  const mayTake = (): boolean => !stopped && inHand.size <= AT_ONCE / 2;

  const takeAll = async (): Promise<void> => {
    try {
      while (again && mayTake()) {
        again = false;
        const taken = await inbox.take(HOLD, false, AT_ONCE - inHand.size);
        for (const one of taken) start(one);
        again ||= taken.length > 0;
      }
    } catch (error) {
      log.warn(`${platform}.not_taken`, { error });
    }
  };

  const look = (): Promise<void> => {
    again = true;
    looking ??= takeAll().finally(() => {
      looking = undefined;
      if (again && mayTake()) void look();
    });
    return looking;
  };

  return {
    begin: async (all) => {
      const taken = await inbox.take(HOLD, all);
      return () =>
        busy.run(async () => {
          for (const one of taken) await carry(one);
        });
    },
    round: async () => {
      await look();
      await Promise.all(inHand);
    },
    listen: async () => {
      deaf = await inbox.listen(() => void look());
    },
    stop: async () => {
      stopped = true;
      await deaf();
    },
  };
};
