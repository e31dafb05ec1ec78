import { setTimeout as pause } from "node:timers/promises";
import type { Invocation } from "../src/call.ts";
import type { Id } from "../src/domain/request.ts";
import type { Clock, Holidays, Log, Random, Store } from "../src/ports.ts";
import { DEFAULTS, type WorkspaceDefaults } from "./arrival.ts";
import type { Database, Db } from "./database.ts";
import { errorCode, faultWord, isAway } from "./fault.ts";
import { unlessThere } from "./inserting.ts";
import { OpenedElsewhere } from "./opening.ts";
import type { Bells } from "./queue.ts";
import { ingress } from "./schema-deliveries.ts";
import { endSilent } from "./silent.ts";
import { type Furniture, JoinedElsewhere, sit, visit } from "./sitting.ts";
import { together } from "./together.ts";

/** What a store works with. */
export interface StoreOptions {
  readonly database: Database;
  readonly queue: Bells;
  readonly random: Random;
  readonly holidays: Holidays;
  readonly log: Log;
  /** A story's clock; default: the time of the database. */
  readonly clock?: Clock;
  /** What new workspaces begin with, where it differs from the usual. */
  readonly defaults?: Partial<WorkspaceDefaults>;
}

/** Times a transaction is tried that finds no database, and milliseconds before each: about as long as a server takes to start again. */
const AWAY_ATTEMPTS = 20;
const AWAY_WAIT = 1_000;

/** Times a transaction is tried that met another one in a way which only trying again resolves. */
const ATTEMPTS = 5;

/** A lock that somebody did not let go in time. */
const LOCKED = "55P03";

/**
 * Serialization failure, deadlock, and a lock: nothing was written, and again it may well succeed. A process that stands
 * still in a transaction keeps the others of its register waiting for a minute; then the server ends it, or whoever
 * waits, and so long each of them tries.
 */
const MET_ANOTHER = ["40001", "40P01", LOCKED];

const spaceOf = ({ platform, space }: Invocation): string => JSON.stringify([platform, space]);

/**
 * The Store port on either database; ports.ts says what it promises. `work` may run more than once
 * before its transaction commits, so it must do nothing outside of its desk.
 */
export const createStore = ({ database, queue, random, holidays, log, clock, defaults }: StoreOptions): Store => {
  const parts: Furniture = { queue, random, holidays, clock, defaults: { ...DEFAULTS, ...defaults } };
  /** Whose register a server wrote in when it was last asked: where to look first, and proved in each transaction. */
  const known = new Map<string, Id>();

  /** Has those who say nothing let go of their locks. Where that fails, the next try says what is wrong. */
  const letGo = async (): Promise<void> => {
    try {
      const count = await endSilent(database);
      if (count > 0) log.warn("store.silent", { count });
    } catch (error) {
      log.warn("store.silent", { code: faultWord(error) });
    }
  };

  /** `isKnown`: what was done once is answered from what is kept, so that it may be tried again by whoever was told nothing. */
  const transaction = async <T>(space: string, isKnown: boolean, work: (tx: Db) => Promise<T>): Promise<T> => {
    for (let met = 0, away = 0; ; ) {
      try {
        return await database.transaction(work);
      } catch (error) {
        if (isKnown && isAway(error) && away < AWAY_ATTEMPTS) {
          away += 1;
          log.warn("store.away", { attempt: away, code: faultWord(error) });
          await pause(AWAY_WAIT);
        } else {
          met += 1;
          const code = errorCode(error);
          const moved = error instanceof OpenedElsewhere || error instanceof JoinedElsewhere;
          if (!(moved || MET_ANOTHER.includes(code ?? "")) || met === ATTEMPTS) throw error;
          if (moved) known.delete(space);
          log.warn("store.again", { attempt: met, code: code ?? "another register" });
          if (code === LOCKED) await letGo();
        }
      }
    }
  };

  return {
    answer: async (invocation, work, { writes }) => {
      const space = spaceOf(invocation);
      const { workspace, answer } = await transaction(space, invocation.key !== undefined, async (tx) => {
        const {
          desk,
          ledger,
          answered,
          workspace: ws,
          at,
        } = await sit(tx, parts, invocation, known.get(space), writes);
        if (answered) return { workspace: ws, answer: answered };
        const { kept: shown, ...given } = await work(desk);
        const keptAnswer = shown ? { ...given, view: shown } : given;
        const { platform, key } = invocation;
        const kept =
          key === undefined ? [] : [unlessThere(ingress, { workspaceId: ws, platform, key, at, answer: keptAnswer })];
        await together(tx, [...ledger.ending(), ...kept]);
        return { workspace: ws, answer: given };
      });
      known.set(space, workspace);
      return answer;
    },
    look: (invocation, work) => {
      const space = spaceOf(invocation);
      return transaction(space, true, async (tx) => work((await visit(tx, parts, invocation, known.get(space))).desk));
    },
  };
};
