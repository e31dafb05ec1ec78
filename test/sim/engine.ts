import { DELIVERIES } from "../../db/queue.ts";
import type { Place } from "../../src/domain/parties.ts";
import type { Id } from "../../src/domain/request.ts";
import type { QueueWork } from "../../src/ports.ts";
import type { Chance } from "./chance.ts";
import type { Nemesis } from "./nemesis.ts";
import type { Row } from "./rows.ts";
import type { Being, Schedule } from "./schedule.ts";

/** A process as the engine sees it. */
export interface Hand {
  readonly being: Being;
  readonly work: QueueWork;
}

/** What pg-boss does for us, as `db/queue.ts` sets it up: jobs at their time, one at a time a place, rounds by the minute. */
export interface Engine {
  /** Sets a delivery's alarm, or moves it; one that waits for its next attempt stays, and beside one that runs another is set. */
  wake(row: Pick<Row, "ws" | "id" | "place" | "dueAt">): void;
  /** A process shows no sign of life. */
  lost(hand: Hand): void;
  start(): void;
}

/** What an engine works with. */
export interface EngineParts {
  readonly schedule: Schedule;
  readonly chance: Chance;
  readonly nemesis: Nemesis;
  readonly hands: () => readonly Hand[];
  /** What the database's clock shows at a moment of true time, in milliseconds. */
  readonly skew: () => number;
  readonly until: number;
  /** Nothing is due, in doubt or stale: a round would look and go. It saves the simulation most of its time. */
  readonly idle: () => boolean;
}

interface Job {
  /** The delivery's id, or another where a job beside a running one is its second. */
  readonly key: string;
  readonly ws: Id;
  readonly id: Id;
  readonly group: string;
  attempts: number;
  /** Which of its alarms counts. */
  alarm: number;
  running: Hand | undefined;
}

const MINUTE = 60_000;

const groupOf = (ws: Id, { platform, id }: Place): string => `${ws}/${platform}/${id}`;

/** Milliseconds until a job is tried again, after so many attempts. */
const waitAfter = (attempts: number): number =>
  1_000 * Math.min(DELIVERIES.retryDelayMax, DELIVERIES.retryDelay * 2 ** (attempts - 1));

/** Makes an engine whose processes are picked by chance. */
export const createEngine = ({ schedule, chance, nemesis, hands, skew, until, idle }: EngineParts): Engine => {
  const jobs = new Map<string, Job>();
  const busy = new Map<string, Job>();
  const waiting = new Map<string, Job[]>();
  let beside = 0;
  const rounds = new Map<string, { running: Hand; name: string; run: number }>();

  const anyHand = (): Hand | undefined => {
    const running = hands().filter(({ being }) => being.alive && being.pausedUntil <= schedule.now());
    const [first, ...others] = running;
    return first && chance.one([first, ...others]);
  };

  const ring = (job: Job, at: number): void => {
    job.alarm += 1;
    const { alarm } = job;
    // pg-boss looks once a second.
    schedule.at(at + chance.between(0, 1_000), () => {
      if (job.alarm === alarm && jobs.get(job.key) === job) begin(job);
    });
  };

  const leave = (job: Job): void => {
    if (busy.get(job.group) !== job) return;
    busy.delete(job.group);
    const [next, ...others] = waiting.get(job.group) ?? [];
    waiting.set(job.group, others);
    if (next) begin(next);
  };

  const again = (job: Job): void => {
    job.running = undefined;
    job.attempts += 1;
    leave(job);
    if (job.attempts > DELIVERIES.retryLimit) jobs.delete(job.key);
    else ring(job, schedule.now() + waitAfter(job.attempts));
  };

  const end = (job: Job): void => {
    if (jobs.get(job.key) === job) jobs.delete(job.key);
    job.running = undefined;
    leave(job);
  };

  const begin = (job: Job): void => {
    if (jobs.get(job.key) !== job || job.running) return;
    const other = busy.get(job.group);
    if (other && other !== job) {
      const line = waiting.get(job.group) ?? [];
      if (!line.includes(job)) waiting.set(job.group, [...line, job]);
      return;
    }
    const hand = anyHand();
    if (!hand) {
      ring(job, schedule.now() + 5_000);
      return;
    }
    busy.set(job.group, job);
    job.running = hand;
    const given = (to: Hand): void => {
      to.work.deliver(job.ws, job.id).then(
        () => end(job),
        () => {
          if (job.running === to) again(job);
        },
      );
    };
    given(hand);
    const second = nemesis.strikes("twice", job.id) ? anyHand() : undefined;
    if (second) given(second);
  };

  const runRound = (name: string, hand: Hand, run: number): void => {
    const round = hand.work.rounds.find((one) => one.name === name);
    if (!round) return;
    rounds.set(name, { running: hand, name, run });
    const done = (): void => {
      if (rounds.get(name)?.run === run) rounds.delete(name);
    };
    round.run().then(done, done);
  };

  const every = (name: string, milliseconds: number, skip: () => boolean): void => {
    let run = 0;
    const tick = (): void => {
      if (schedule.now() + milliseconds <= until) schedule.at(schedule.now() + milliseconds, tick);
      if (skip()) return;
      const hand = anyHand();
      const two = nemesis.strikes("leaders", name);
      if (!hand || (rounds.has(name) && !two)) return;
      run += 1;
      runRound(name, hand, run);
      const second = two ? anyHand() : undefined;
      if (second) runRound(name, second, run);
    };
    schedule.at(schedule.now() + chance.between(0, milliseconds), tick);
  };

  return {
    wake: ({ ws, id, place, dueAt }) => {
      const known = jobs.get(id);
      if (known && known.attempts > 0 && !known.running) return;
      const key = known?.running ? `${id} ${(beside += 1)}` : id;
      const job = { key, ws, id, group: groupOf(ws, place), attempts: 0, alarm: 0, running: undefined };
      jobs.set(key, job);
      if (nemesis.strikes("jobless", id)) jobs.delete(key);
      else ring(job, Date.parse(dueAt) - skew());
    },
    lost: (hand) => {
      // Heartbeats stop: after ten seconds and up to a turn of the monitor others get what it had.
      schedule.at(schedule.now() + chance.between(10_000, 20_000), () => {
        const its = <T extends { readonly running: Hand | undefined }>(of: Iterable<T>): readonly T[] =>
          Array.from(of).filter(({ running }) => running === hand);
        for (const job of its(jobs.values())) again(job);
        for (const { name, run } of its(rounds.values())) {
          rounds.delete(name);
          const next = anyHand();
          if (next) runRound(name, next, run + 1_000_000);
        }
      });
    },
    start: () => {
      every("repair", MINUTE, idle);
      every("look-ahead", 60 * MINUTE, () => false);
      every("audit", 5 * MINUTE, () => false);
    },
  };
};
