import type { Inbox, Log } from "../../src/ports.ts";
import type { Busy } from "./busy.ts";

/** Seconds for which whoever took something in is left alone with it. */
export const HOLD = 45;

/** So often something is tried before it is given up: by then its addresses are no longer good. */
const ATTEMPTS = 6;

/** What taking up works with. `A` is what was put into the inbox. */
export interface TakeUpParts<A> {
  /** The name under which it is logged. */
  readonly platform: string;
  readonly inbox: Inbox;
  readonly busy: Busy;
  readonly log: Log;
  /** Does what was asked for, later. False where nobody is left for whom it could be done; rejects when it has to be tried again. */
  carryOut(arrival: A): Promise<boolean>;
}

/** Takes what was left, and gives the work of carrying it out. */
export type TakeUp = (all: boolean) => Promise<() => Promise<void>>;

/**
 * Carries out what was acknowledged and left: by a process that died, or while the platform could not be
 * reached. What was done before is not done again, since the register answers a key once; only its answer
 * is brought.
 */
export const createTakeUp =
  <A extends { readonly kind: string }>({ platform, inbox, busy, log, carryOut }: TakeUpParts<A>): TakeUp =>
  async (all) => {
    const taken = await inbox.take(HOLD, all);
    return () =>
      busy.run(async () => {
        for (const { workspace, key, arrival, attempts } of taken) {
          // It is what admission put there.
          const left = arrival as A;
          try {
            const done = attempts <= ATTEMPTS && (await carryOut(left));
            if (!done) log.error(`${platform}.given_up`, { workspace, attempt: attempts, kind: left.kind });
            await inbox.done(workspace, key);
          } catch (error) {
            log.warn(`${platform}.left`, { workspace, attempt: attempts, kind: left.kind, error });
          }
        }
      });
  };
