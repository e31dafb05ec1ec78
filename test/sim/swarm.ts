import { epoch, momentOf } from "../../src/domain/time.ts";
import { type Chance, chanceOf } from "./chance.ts";

/** What can go wrong. Each seed switches each on or off, with a rate of its own. */
export const FAULTS = [
  /** The answer takes almost as long as anybody waits for it. */
  "slow",
  /** 429 with Retry-After. */
  "limited",
  /** Nobody listens there: it was definitely not sent. */
  "refused",
  /** 5xx before it was applied. */
  "broken",
  /** 5xx after it was applied. */
  "applied",
  /** It is applied, and the answer never comes. */
  "lost",
  /** It is applied within a minute, long after we gave up waiting. */
  "late",
  /** It is never applied, and no answer comes. */
  "never",
  /** The workspace withdraws our token for a while. */
  "revoked",
  /** A channel is deleted. */
  "deleted",
  /** Somebody closes their direct messages. */
  "closed",
  /** Histories cannot be read for a while. */
  "unreadable",
  /** A process dies, at any await. */
  "killed",
  /** A process stands still for 30 to 300 seconds while its monotonic clock runs on. */
  "paused",
  /** The same, and the monotonic clock stands still, too: a virtual machine was suspended. */
  "suspended",
  /** The database's clock steps, forward or back. */
  "stepped",
  /** A transaction fails before it commits. */
  "cut",
  /** A transaction commits, and its answer never comes. */
  "unanswered",
  /** A job disappears. */
  "jobless",
  /** A job is given to two processes. */
  "twice",
  /** A round is run by two processes. */
  "leaders",
  /** What people do arrives several times, and out of order. */
  "repeated",
  /** The database is restored from a backup. */
  "restored",
] as const;
export type Fault = (typeof FAULTS)[number];

/** A zone with a Monday after its clocks changed, or one on which they did not. */
const MONDAYS = [
  ["Europe/Kyiv", "2022-03-07"],
  ["Europe/Kyiv", "2022-03-28"],
  ["Europe/Kyiv", "2022-10-31"],
  ["America/New_York", "2022-03-14"],
  ["America/New_York", "2022-11-07"],
  ["Australia/Lord_Howe", "2022-04-04"],
  ["Asia/Kolkata", "2022-03-07"],
] as const;

const MINUTE = 60_000;

/** What one seed is about. All moments are true milliseconds. */
export interface Swarm {
  readonly seed: number;
  readonly zone: string;
  readonly day: string;
  /** Twenty minutes before the morning of the teams. */
  readonly start: number;
  /** People do things, and things go wrong, until then. */
  readonly calmFrom: number;
  /** By then everything must be settled. */
  readonly end: number;
  readonly processes: number;
  readonly workspaces: number;
  readonly requests: number;
  readonly acts: number;
  /** One workspace has a great deal due at once. */
  readonly crowded: boolean;
  /** How often each fault happens where it can; 0 is never. */
  readonly rates: Readonly<Record<Fault, number>>;
  /** Seconds for which Discord takes a second post with the same nonce for the first. */
  readonly nonceSeconds: number;
}

/** How often a fault happens at most, by opportunity. Those that strike at any await have many. */
const MOST: Readonly<Record<Fault, number>> = {
  slow: 0.9,
  limited: 0.2,
  refused: 0.2,
  broken: 0.15,
  applied: 0.2,
  lost: 0.25,
  late: 0.25,
  never: 0.2,
  revoked: 1,
  deleted: 1,
  closed: 1,
  unreadable: 1,
  killed: 0.03,
  paused: 0.02,
  suspended: 0.01,
  stepped: 1,
  cut: 0.05,
  unanswered: 0.05,
  jobless: 0.3,
  twice: 0.3,
  leaders: 0.3,
  repeated: 0.5,
  restored: 1,
};

/** Rare, since what they bring makes most other checks lenient. */
const SELDOM: readonly Fault[] = ["suspended", "stepped", "restored", "deleted"];

/** Draws a seed's swarm: one in six is calm, and shows how things go when nothing goes wrong. */
export const swarmOf = (seed: number): Swarm => {
  const chance: Chance = chanceOf(`swarm ${seed}`);
  const [zone, day] = chance.one(MONDAYS);
  const calm = chance.happens(1 / 6);
  const crowded = chance.happens(calm ? 0.4 : 0.05);
  const start = epoch(momentOf(day, "08:40", zone));
  const rateOf = (fault: Fault): number => {
    const on = chance.happens(SELDOM.includes(fault) ? 0.12 : 0.3);
    const rate = MOST[fault] * (0.1 + 0.9 * chance.draw());
    return on && !calm ? rate : 0;
  };
  return {
    seed,
    zone,
    day,
    start,
    calmFrom: start + 110 * MINUTE,
    end: start + 9 * 60 * MINUTE,
    processes: chance.between(3, 5),
    workspaces: chance.happens(0.25) ? 3 : 2,
    requests: chance.between(2, 6),
    acts: chance.between(0, 8),
    crowded,
    nonceSeconds: chance.between(120, 300),
    rates: Object.fromEntries(FAULTS.map((fault) => [fault, rateOf(fault)])) as Record<Fault, number>,
  };
};
