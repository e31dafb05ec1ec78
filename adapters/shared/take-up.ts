import type { Inbox, Log } from "../../src/ports.ts";
import { HOLD } from "./admit.ts";
import type { Arrival } from "./arrival.ts";
import type { Busy } from "./busy.ts";
import type { Installs } from "./installs.ts";
import type { Responder } from "./respond.ts";

/** So often something is tried before it is given up: by then its addresses are no longer good. */
const ATTEMPTS = 6;

/** What taking up works with. */
export interface TakeUpParts {
  readonly inbox: Inbox;
  readonly installs: Installs;
  readonly responder: Responder;
  readonly busy: Busy;
  readonly log: Log;
}

/** Takes what was left, and gives the work of carrying it out. */
export type TakeUp = (all: boolean) => Promise<() => Promise<void>>;

/**
 * Carries out what was acknowledged and left: by a process that died, or while Slack could not be reached.
 * What was done before is not done again, since the register answers a key once; only its answer is brought.
 */
export const createTakeUp =
  ({ inbox, installs, responder, busy, log }: TakeUpParts): TakeUp =>
  async (all) => {
    const taken = await inbox.take(HOLD, all);
    return () =>
      busy.run(async () => {
        for (const { workspace, key, arrival, attempts } of taken) {
          // It is what admission put there.
          const left = arrival as Arrival;
          try {
            const install = await installs.of(left.team);
            if (install && attempts <= ATTEMPTS) await responder.carryOut(left, install, true);
            else log.error("slack.given_up", { workspace, attempt: attempts, kind: left.kind });
            await inbox.done(workspace, key);
          } catch (error) {
            log.warn("slack.left", { workspace, attempt: attempts, kind: left.kind, error });
          }
        }
      });
  };
