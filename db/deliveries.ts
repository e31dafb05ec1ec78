import type { Id } from "../src/domain/request.ts";
import type { Instant } from "../src/domain/time.ts";
import type { Clock, Deliveries, Random } from "../src/ports.ts";
import type { Database, Db } from "./database.ts";
import { digestOf } from "./digest.ts";
import { duePlaces, enqueueSoon, nextDue, overdue, placeOf, recover } from "./due.ts";
import { holdDue } from "./holding.ts";
import { idAt } from "./ids.ts";
import { lastWritten } from "./known.ts";
import type { JobQueue } from "./queue.ts";
import { settleHeld } from "./settling.ts";
import { enterAsWorker, enterWorkspace } from "./tenancy.ts";

/** What the delivery rows are worked on with. */
export interface DeliveriesOptions {
  readonly database: Database;
  readonly queue: Pick<JobQueue, "enqueue">;
  readonly random: Random;
  /** A story's clock; default: the time of the database. */
  readonly clock?: Clock;
}

/** The Deliveries port on either database; ports.ts says what it promises. Every call is one transaction. */
export const createDeliveries = ({ database, queue, random, clock }: DeliveriesOptions): Deliveries => {
  const inWorkspace = <T>(ws: Id, work: (tx: Db, now: Instant) => Promise<T>): Promise<T> =>
    database.transaction(async (tx) => {
      const now = await enterWorkspace(tx, ws);
      return work(tx, clock?.now() ?? now);
    });
  const everywhere = <T>(work: (tx: Db, now: Instant) => Promise<T>): Promise<T> =>
    database.transaction(async (tx) => {
      const now = await enterAsWorker(tx);
      return work(tx, clock?.now() ?? now);
    });
  const planning = (tx: Db, ws: Id, at: Instant) => ({ tx, workspace: ws, at, queue, id: () => idAt(at, random) });
  return {
    now: async () => clock?.now() ?? everywhere(async (_, now) => now),
    duePlaces: (at, limit) => everywhere((tx) => duePlaces(tx, at, limit)),
    nextDue: (at) => everywhere((tx) => nextDue(tx, at)),
    recover: (at, seconds) => everywhere((tx) => recover(tx, at, seconds)),
    enqueueSoon: (at, hours) => everywhere((tx) => enqueueSoon(tx, queue, at, hours)),
    overdue: (at, minutes) => everywhere((tx) => overdue(tx, at, minutes)),
    placeOf: (ws, delivery) => inWorkspace(ws, (tx) => placeOf(tx, ws, delivery)),
    hold: (ws, place, at, judge) => inWorkspace(ws, (tx) => holdDue(planning(tx, ws, at), place, judge)),
    settle: (ws, place, held, outcome, next) =>
      inWorkspace(ws, (tx, now) => settleHeld(planning(tx, ws, now), place, held, outcome, next)),
    digest: (ws, question) =>
      inWorkspace(ws, async (tx, at) =>
        digestOf({ tx, workspace: ws, at, lastAt: await lastWritten(tx, ws, at) }, question),
      ),
  };
};
