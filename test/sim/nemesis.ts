import { chanceOf } from "./chance.ts";
import type { History } from "./history.ts";
import type { Schedule } from "./schedule.ts";
import { FAULTS, type Fault, type Swarm } from "./swarm.ts";

/** Decides what goes wrong, and when. */
export interface Nemesis {
  /** Whether it strikes here and now. */
  strikes(fault: Fault, where: string): boolean;
  /** Of these the first that strikes. */
  oneOf<F extends Fault>(faults: readonly F[], where: string): F | undefined;
}

/** Faults left out, to find the fewest that still show a failure: all of a kind (`late`), or one (`late:3`). */
export type Spared = ReadonlySet<string>;

/** Processes that die or stand still more often than this leave nothing to look at. */
const MOST: Partial<Record<Fault, number>> = { killed: 8, paused: 4, suspended: 2 };

/** Makes a nemesis. Each fault draws from a stream of its own, so that leaving one out changes little else. */
export const createNemesis = (swarm: Swarm, schedule: Schedule, history: History, spared: Spared): Nemesis => {
  const streams = new Map(FAULTS.map((fault) => [fault, chanceOf(`${swarm.seed}/${fault}`)]));
  const counts = new Map<Fault, number>();
  const strikes: Nemesis["strikes"] = (fault, where) => {
    const rate = swarm.rates[fault];
    if (rate === 0 || schedule.now() >= swarm.calmFrom || spared.has(fault)) return false;
    const no = counts.get(fault) ?? 0;
    if (no >= (MOST[fault] ?? Number.POSITIVE_INFINITY) || !streams.get(fault)?.happens(rate)) return false;
    counts.set(fault, no + 1);
    if (spared.has(`${fault}:${no}`)) return false;
    history.note({ kind: "fault", fault, no, where });
    return true;
  };
  return { strikes, oneOf: (faults, where) => faults.find((fault) => strikes(fault, where)) };
};
