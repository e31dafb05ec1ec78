import type { Id } from "../src/domain/request.ts";
import type { Instant } from "../src/domain/time.ts";
import type { Clock } from "../src/ports.ts";
import type { Database, Db } from "./database.ts";
import { enterAsWorker, enterWorkspace } from "./tenancy.ts";

/** A transaction's work, told what time it is: the register's, or a story's. */
type Work<T> = (tx: Db, now: Instant) => Promise<T>;

/** The two ways into the database for what time sets going: one workspace's rows, or what is due in all of them. */
export const workingOn = (database: Database, clock: Clock | undefined) => ({
  inWorkspace: <T>(ws: Id, work: Work<T>): Promise<T> =>
    database.transaction(async (tx) => {
      const now = await enterWorkspace(tx, ws);
      return work(tx, clock?.now() ?? now);
    }),
  everywhere: <T>(work: Work<T>): Promise<T> =>
    database.transaction(async (tx) => {
      const now = await enterAsWorker(tx);
      return work(tx, clock?.now() ?? now);
    }),
});
