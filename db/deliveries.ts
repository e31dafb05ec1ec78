import type { Lost } from "../src/domain/delivery.ts";
import type { Place } from "../src/domain/parties.ts";
import type { Id } from "../src/domain/request.ts";
import type { Instant } from "../src/domain/time.ts";
import type { Clock, Deliveries, Random } from "../src/ports.ts";
import type { Database, Db } from "./database.ts";
import { digestOf } from "./digest.ts";
import { recordDoubles } from "./doubles.ts";
import { doubtOf, messagesIn, neededOf, resolveDoubt, takeDoubts } from "./doubts.ts";
import { areDue, duePlaces, enqueueSoon, nextDue, overdue, placesOf, putOff, type Whose } from "./due.ts";
import { errorCode } from "./fault.ts";
import { forgetAnswered, forgetSettled, forgettable } from "./forgetting.ts";
import { gathering } from "./gathering.ts";
import { type Caught, holdDue } from "./holding.ts";
import { idAt } from "./ids.ts";
import { lastWritten } from "./known.ts";
import type { Wanted } from "./locking.ts";
import type { Bells } from "./queue.ts";
import { noteTold, takeUntold, untoldOf } from "./refusals.ts";
import { beatOnce, ELSEWHERE } from "./restoring.ts";
import { type Ended, settleHeld } from "./settling.ts";
import { workingOn } from "./working.ts";
import { workspacesOf } from "./workspaces.ts";

/** What the delivery rows are worked on with. */
export interface DeliveriesOptions {
  readonly database: Database;
  readonly queue: Bells;
  readonly random: Random;
  /** A story's clock; default: the time of the database. */
  readonly clock?: Clock;
}

/**
 * Registers of which messages are held at the same time, and as many of which they are settled: it leaves connections
 * of the pool to those who wait for an answer, and each of a crowd of small registers has more to do when its turn comes.
 */
const REGISTERS = 4;

const laterOf = (one: Instant, other: Instant): Instant => (one > other ? one : other);

/** The Deliveries port on either database; ports.ts says what it promises. Every call is one transaction. */
export const createDeliveries = ({ database, queue, random, clock }: DeliveriesOptions): Deliveries => {
  const { inWorkspace, everywhere } = workingOn(database, clock);
  const planning = (tx: Db, ws: Id, at: Instant) => ({ tx, workspace: ws, at, queue, id: () => idAt(at, random) });
  /** Where the register stood when this process last looked, and a restore that nobody was told of yet. */
  let foundIn: string | undefined;
  let unsaid: Lost | undefined;
  const beat = async (): Promise<void> => {
    const seen = await everywhere((tx, now) => beatOnce(tx, database.files, now, false));
    foundIn = seen.foundIn;
    unsaid = seen.lost ?? unsaid;
  };
  /** Where our connections lead elsewhere than they did, what is due or in doubt there may have been said already: that comes first. */
  const noticing = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      if (errorCode(error) !== ELSEWHERE) throw error;
      await beat();
      return work();
    }
  };
  const now = gathering<undefined, Instant>((_, calls) => everywhere(async (_, at) => calls.map(() => at)));
  const placeOf = gathering<Whose, Place | undefined>((_, whose) => everywhere((tx) => placesOf(tx, whose)));
  const isDue = gathering<Whose & { readonly at: Instant }, boolean>((_, asked) =>
    everywhere((tx) => areDue(tx, asked)),
  );
  // A round may have begun long ago: what is taken in hand is, from now on.
  const hold = gathering<Wanted, Caught | undefined>(
    (ws, wanted) =>
      inWorkspace(ws, (tx, at) =>
        holdDue(
          planning(tx, ws, at),
          wanted.map((one) => ({ ...one, at: laterOf(one.at, at) })),
          foundIn,
        ),
      ),
    { sideBySide: REGISTERS },
  );
  const settle = gathering<Ended, undefined>(
    (ws, ended) =>
      inWorkspace(ws, async (tx, at) => {
        await settleHeld(planning(tx, ws, at), ended);
        return ended.map(() => undefined);
      }),
    { sideBySide: REGISTERS },
  );
  return {
    now: async () => clock?.now() ?? now("", undefined),
    beat: async () => {
      await beat();
      const lost = unsaid;
      unsaid = undefined;
      return lost;
    },
    duePlaces: (at, limit) => everywhere((tx) => duePlaces(tx, at, limit)),
    nextDue: (at) => everywhere((tx) => nextDue(tx, at)),
    enqueueSoon: (at, hours) => everywhere((tx) => enqueueSoon(tx, queue, at, hours)),
    forget: async (at) => {
      for (const ws of await everywhere(async (tx) => workspacesOf(tx)))
        await inWorkspace(ws, (tx) => forgetAnswered(tx, ws, at));
      let count = 0;
      for (const ws of await everywhere((tx) => forgettable(tx, at)))
        for (;;) {
          const gone = await inWorkspace(ws, (tx) => forgetSettled(tx, ws, at));
          count += gone;
          if (gone === 0) break;
        }
      return count;
    },
    overdue: (at, minutes) => everywhere((tx) => overdue(tx, at, minutes)),
    // Over all workspaces: a crowd of many small registers pays for one transaction, too.
    placeOf: (workspace, delivery) => placeOf("", { workspace, delivery }),
    isDue: (workspace, delivery, at) => isDue("", { workspace, delivery, at }),
    hold: (ws, place, at, judge) => noticing(() => hold(ws, { place, at, judge })),
    settle: (ws, place, held, outcome, next) => settle(ws, { place, held, outcome, next }),
    putOff: (ws, place, at, until) => inWorkspace(ws, (tx) => putOff(planning(tx, ws, at), place, at, until)),
    doubts: async (at) => {
      const messages = messagesIn(
        await noticing(() => everywhere((tx, now) => takeDoubts(tx, laterOf(at, now), foundIn))),
      );
      const doubts = [];
      for (const message of messages)
        doubts.push(await inWorkspace(message[0].workspace_id, (tx) => doubtOf(tx, message)));
      return doubts;
    },
    needed: (ws, messages) => inWorkspace(ws, (tx) => neededOf(tx, ws, messages)),
    resolve: (doubt, found) =>
      inWorkspace(doubt.workspace, async (tx, now) => {
        const { workspace: ws } = doubt;
        if (found.kind === "arrived") await recordDoubles(tx, ws, doubt, found.doubles, now, random);
        await resolveDoubt(planning(tx, ws, now), doubt, found);
      }),
    untold: async (at) => {
      const untold = [];
      for (const row of await everywhere((tx) => takeUntold(tx, at)))
        untold.push(await inWorkspace(row.workspace_id, (tx) => untoldOf(tx, row)));
      return untold.filter((one) => one !== undefined);
    },
    told: (ws, place) => inWorkspace(ws, (tx, now) => noteTold(tx, ws, place, now)),
    digest: (ws, question) =>
      inWorkspace(ws, async (tx, at) =>
        digestOf({ tx, workspace: ws, at, lastAt: await lastWritten(tx, ws, at) }, question),
      ),
  };
};
