import { sql } from "drizzle-orm";
import { type Job as BossJob, type QueueOptions as BossOptions, type JobResult, PgBoss } from "pg-boss";
import type { Place } from "../src/domain/parties.ts";
import type { Id } from "../src/domain/request.ts";
import type { Instant } from "../src/domain/time.ts";
import type { Log, Queue, QueueWork } from "../src/ports.ts";
import { among } from "./among.ts";
import { type Database, type Db, rows } from "./database.ts";
import { faultWord } from "./fault.ts";
import { bossDatabase, bossTransaction, letRolesEnqueue } from "./queue-tables.ts";

/** When a delivery wants waking. The delivery's row is the truth; the job only rings the bell. */
export interface Wake {
  readonly workspace: Id;
  readonly delivery: Id;
  readonly dueAt: Instant;
  /**
   * While one delivery of a place is worked on, its others wait. Two that are fetched at the same moment may still be
   * worked on side by side, in one process as in several: the rows' locks keep them apart, this only spares the effort.
   */
  readonly place: Place;
  /** The delivery was made in this transaction, so it has no job that would have to go. */
  readonly isNew?: boolean;
}

/** The bells of deliveries, for whoever writes their rows. */
export type Bells = Pick<JobQueue, "enqueue" | "dismiss">;

/** The Queue port, and the way into it for whoever writes delivery rows. */
export interface JobQueue extends Queue {
  /**
   * Sets the alarm for each delivery within `tx`, to be kept or lost with it; any role of ours may.
   * A delivery has one job: setting it again moves it. One that waits for its next attempt stays, since the
   * handler reads from the row what is true; beside one that is running, which may have read it already and
   * is over soon, another is set. Give what is due within 48 h.
   */
  enqueue(tx: Db, wakes: readonly Wake[]): Promise<void>;
  /** Takes alarms back that have not rung, within `tx`: what was said or dropped with others need not ring again. */
  dismiss(tx: Db, deliveries: readonly Id[]): Promise<void>;
}

/** What the job engine needs beside a database. */
export interface QueueOptions {
  readonly log: Log;
  /** How long a due job may lie before it is seen. Default 1 s; PostgreSQL is asked this often when idle. */
  readonly pollSeconds?: number;
}

const DELIVER = "deliver";
const HOUR = 3600;

/** Seconds without a sign of life after which a job is taken from its process. pg-boss allows no less. */
const HEARTBEAT = 10;

/** A dead process's jobs are noticed by a monitor: with this and the heartbeat, in about a quarter of a minute. */
const MONITOR = 5;

/**
 * Tries after 2 s, doubling up to 15, for half an hour: a bell fails only where the rows cannot be read, and is
 * to ring soon after they can be again; what a platform refused waits in its row. Then the repair round finds the
 * row overdue and sets the alarm anew. Jobs for the next two days are no backlog to warn about.
 *
 * pg-boss drops a job that waits for longer than its retention after its due time, so what fell due
 * long ago (a register restored, or off for a season) could go unseen: 50 years, as far as it counts.
 */
export const DELIVERIES = {
  retryLimit: 120,
  retryDelay: 2,
  retryBackoff: true,
  retryDelayMax: 15,
  heartbeatSeconds: HEARTBEAT,
  expireInSeconds: 15 * 60,
  retentionSeconds: 50 * 365 * 24 * HOUR,
  deleteAfterSeconds: HOUR,
  warningQueueSize: 1_000_000,
} as const;

/** Batches of deliveries under way at the same time: while one waits for its platform, the others go on. */
const SIDE_BY_SIDE = 3;

const ROUNDS = {
  retryLimit: 2,
  retryDelay: 5,
  heartbeatSeconds: HEARTBEAT,
  expireInSeconds: HOUR,
  deleteAfterSeconds: 24 * HOUR,
} as const;

/**
 * pg-boss on either database. Installs its tables, lets our roles enqueue, and reads what it caches
 * (on one connection, reading it later inside a transaction of ours would wait for ever), so that
 * `enqueue` works from here on. Nothing is worked on before `start`. Close it before the database.
 */
export const createQueue = async (database: Database, { log, pollSeconds = 1 }: QueueOptions): Promise<JobQueue> => {
  const boss = new PgBoss({
    db: bossDatabase(database),
    backend: database.kind === "embedded" ? "pglite" : "postgres",
    superviseIntervalSeconds: MONITOR,
    monitorIntervalSeconds: MONITOR,
    cronWorkerIntervalSeconds: Math.max(1, pollSeconds),
    // The embedded database has no autovacuum and no concurrent reindexing; its nightly round vacuums.
    monitorVacuum: database.kind === "server",
    reindex: database.kind === "server",
  });
  boss.on("error", (error) => log.error("queue.fault", { fault: faultWord(error) }));
  boss.on("warning", (warning) => log.warn("queue.warning", { message: warning.message }));
  const stop = (): Promise<void> => boss.stop({ graceful: true, timeout: 30_000, close: false });
  try {
    await boss.start();
    await keepQueue(boss, DELIVER, DELIVERIES);
    await letRolesEnqueue(database);
    await boss.insert(DELIVER, []);
  } catch (error) {
    await stop();
    throw error;
  }

  let stopping: Promise<void> | undefined;
  return {
    enqueue: (tx, wakes) => enqueue(boss, tx, wakes),
    dismiss: async (tx, deliveries) => {
      if (deliveries.length === 0) return;
      await tx.execute(sql`
        DELETE FROM pgboss.job
        WHERE name = ${DELIVER} AND ${among(sql`id`, deliveries)} AND state = 'created'`);
    },
    start: async (work) => {
      for (const round of work.rounds) await startRound(boss, round, { log, pollSeconds });
      await startDeliveries(boss, work, { log, pollSeconds });
    },
    stop: () => (stopping ??= stop()),
  };
};

interface Payload {
  readonly workspace: Id;
  /** Whose alarm it is, where the job has not its id. */
  readonly delivery?: Id;
}

/** Takes away the jobs that deliveries have, but for those that wait for another attempt and those that run: these it names. */
const makeRoom = async (tx: Db, deliveries: readonly Id[]): Promise<readonly Id[]> => {
  const theirs = sql`name = ${DELIVER} AND ${among(sql`id`, deliveries)}`;
  const running = await rows<{ id: Id }>(
    tx,
    sql`
      WITH gone AS (DELETE FROM pgboss.job WHERE ${theirs} AND state NOT IN ('active', 'retry'))
      SELECT id FROM pgboss.job WHERE ${theirs} AND state = 'active'`,
  );
  return running.map(({ id }) => id);
};

const enqueue = async (boss: PgBoss, tx: Db, wakes: readonly Wake[]): Promise<void> => {
  if (wakes.length === 0) return;
  const latest = [...new Map(wakes.map((wake) => [wake.delivery, wake])).values()];
  // pg-boss keeps finished jobs under their ids for a while, and would take a new one for a repeat.
  const known = latest.filter((wake) => !wake.isNew).map((wake) => wake.delivery);
  const running = new Set(known.length === 0 ? [] : await makeRoom(tx, known));
  await boss.insert(
    DELIVER,
    latest.map(({ workspace, delivery, dueAt, place }) => ({
      ...(running.has(delivery)
        ? { data: { workspace, delivery } satisfies Payload }
        : { id: delivery, data: { workspace } satisfies Payload }),
      startAfter: dueAt,
      group: { id: `${workspace}/${place.platform}/${place.id}` },
    })),
    { db: bossTransaction(tx) },
  );
};

/** Makes a queue, or brings one that an older version made to these options. */
const keepQueue = async (
  boss: PgBoss,
  name: string,
  options: BossOptions,
  policy: string = "standard",
): Promise<void> => {
  await boss.createQueue(name, { ...options, policy });
  await boss.updateQueue(name, options);
};

type Round = QueueWork["rounds"][number];

const startDeliveries = async (
  boss: PgBoss,
  work: QueueWork,
  { log, pollSeconds }: Required<QueueOptions>,
): Promise<void> => {
  const options = {
    batchSize: 50,
    burstWhenBatchFull: true,
    perJobResults: true,
    groupConcurrency: 1,
    pollingIntervalSeconds: pollSeconds,
  } as const;
  for (let nth = 0; nth < SIDE_BY_SIDE; nth += 1) {
    const worker = await boss.work<Payload, unknown, typeof options>(DELIVER, options, (jobs) => {
      // Of each place only one job is fetched at a time, so a batch that is not full does not mean that no more is due.
      boss.notifyWorker(worker);
      return Promise.all(
        jobs.map((job) => resultOf(job, log, () => work.deliver(job.data.workspace, job.data.delivery ?? job.id))),
      );
    });
  }
};

/**
 * A queue of its own for each round, so that a long one does not hold up the others, of which one job
 * exists at a time: the next is not queued while one waits or runs. Times are in UTC. What was missed
 * while nothing ran is made up for once.
 */
const startRound = async (boss: PgBoss, round: Round, { log, pollSeconds }: Required<QueueOptions>): Promise<void> => {
  const name = `round.${round.name}`;
  await keepQueue(boss, name, ROUNDS, "exclusive");
  await boss.schedule(name, round.cron, null, { tz: "UTC", missed: "once" });
  const options = { perJobResults: true, pollingIntervalSeconds: pollSeconds } as const;
  await boss.work<object, unknown, typeof options>(name, options, (jobs) =>
    Promise.all(jobs.map((job) => resultOf(job, log, round.run))),
  );
};

/** pg-boss stores what a handler throws, and errors quote queries: only a word goes in. */
const resultOf = async (job: BossJob<unknown>, log: Log, work: () => Promise<void>): Promise<JobResult> => {
  try {
    await work();
    return { id: job.id, status: "completed" };
  } catch (error) {
    const fault = faultWord(error);
    log.warn("queue.retry", { queue: job.name, job: job.id, attempt: job.retryCount, fault });
    return { id: job.id, status: "failed", output: { fault } };
  }
};
