import type { Chance } from "./chance.ts";

/** A process, as far as time treats it: dead it does nothing more, paused nothing for a while. */
export interface Being {
  alive: boolean;
  /** Virtual milliseconds; past means that it runs. */
  pausedUntil: number;
}

/** Virtual time, and who goes on next. */
export interface Schedule {
  /** True time in milliseconds; nobody in the simulated world can read it. */
  now(): number;
  /** Goes on after so many milliseconds; never when the process is dead by then, later when it is paused. */
  wait(who: Being, milliseconds: number): Promise<void>;
  /** Something that happens by itself. */
  at(time: number, act: () => void): void;
  /** Lets time pass until nothing is left to happen, or `until`. */
  run(until: number): Promise<void>;
  /** How often somebody went on. */
  readonly steps: number;
}

interface Turn {
  readonly time: number;
  /** Of those at one moment chance picks the first. */
  readonly tie: number;
  readonly who?: Being;
  readonly act: () => void;
}

const before = (one: Turn, other: Turn): boolean =>
  one.time < other.time || (one.time === other.time && one.tie < other.tie);

/** The turns that are to come, in a binary heap. */
const createTurns = () => {
  const heap: Turn[] = [];
  const swap = (one: number, other: number): void => {
    const kept = heap[one];
    const moved = heap[other];
    if (!kept || !moved) return;
    heap[one] = moved;
    heap[other] = kept;
  };
  const isBefore = (one: number, other: number): boolean => {
    const first = heap[one];
    const second = heap[other];
    return first !== undefined && second !== undefined && before(first, second);
  };
  return {
    first: () => heap[0],
    add: (turn: Turn): void => {
      heap.push(turn);
      for (let at = heap.length - 1; at > 0; ) {
        const above = (at - 1) >> 1;
        if (!isBefore(at, above)) break;
        swap(at, above);
        at = above;
      }
    },
    take: (): Turn | undefined => {
      swap(0, heap.length - 1);
      const taken = heap.pop();
      for (let at = 0; ; ) {
        const left = at * 2 + 1;
        const least = isBefore(left + 1, left) ? left + 1 : left;
        if (!isBefore(least, at)) break;
        swap(least, at);
        at = least;
      }
      return taken;
    },
  };
};

/** Resolves when whoever just went on cannot go further: a tick comes after all promises that are kept. */
const stillness = (): Promise<void> =>
  new Promise((resolve) => {
    process.nextTick(resolve);
  });

/** Makes a schedule in which one goes on at a time, picked by time and, at the same moment, by chance. */
export const createSchedule = (start: number, chance: Chance): Schedule => {
  const turns = createTurns();
  let now = start;
  let steps = 0;
  const add = (time: number, act: () => void, who?: Being): void =>
    turns.add({ time: Math.max(time, now), tie: chance.draw(), act, ...(who && { who }) });
  return {
    now: () => now,
    get steps() {
      return steps;
    },
    wait: (who, milliseconds) =>
      new Promise((resolve) => {
        add(now + milliseconds, resolve, who);
      }),
    at: (time, act) => add(time, act),
    run: async (until) => {
      for (let next = turns.first(); next && next.time <= until; next = turns.first()) {
        turns.take();
        const { who, act, time } = next;
        if (who && !who.alive) continue;
        if (who && who.pausedUntil > time) {
          add(who.pausedUntil, act, who);
          continue;
        }
        now = time;
        steps += 1;
        act();
        await stillness();
      }
      now = Math.max(now, until);
    },
  };
};
