import { performance } from "node:perf_hooks";
import { setTimeout as rest } from "node:timers/promises";
import type { Bot } from "../ports.ts";

/**
 * Ways on which work goes on side by side. What finds none free waits, first come, first served, but nobody
 * has more than a share of them: one register that is locked, or in a hurry, leaves room for the others.
 */
export interface Lanes {
  run<T>(whose: string, work: () => Promise<T>): Promise<T>;
  /** Whether more came than there are lanes. */
  crowded(): boolean;
}

/** So many lanes, all free, of which one may have so many. */
export const createLanes = (count: number, each: number): Lanes => {
  const waiting: { readonly whose: string; go(): void }[] = [];
  const running = new Map<string, number>();
  let free = count;

  const mayGo = (whose: string): boolean => free > 0 && (running.get(whose) ?? 0) < each;

  const taken = (whose: string): void => {
    free -= 1;
    running.set(whose, (running.get(whose) ?? 0) + 1);
  };

  const left = (whose: string): void => {
    free += 1;
    const others = (running.get(whose) ?? 1) - 1;
    if (others === 0) running.delete(whose);
    else running.set(whose, others);
    const at = waiting.findIndex((one) => mayGo(one.whose));
    // A lane goes from hand to hand, so that nobody who comes later is first.
    for (const next of at < 0 ? [] : waiting.splice(at, 1)) {
      taken(next.whose);
      next.go();
    }
  };

  return {
    crowded: () => waiting.length > 0,
    run: async (whose, work) => {
      if (mayGo(whose)) taken(whose);
      else await new Promise<void>((resolve) => waiting.push({ whose, go: resolve }));
      try {
        return await work();
      } finally {
        left(whose);
      }
    },
  };
};

/** How busy this process may be, of 1, before work that waits in a crowd waits a little longer. */
const BUSY = 0.4;

/** Milliseconds over which that is looked at, between two looks, and after which work goes on all the same. */
const WINDOW = 20;
const LOOK = 4;
const PATIENCE = 1_000;

/** Resolves when this process has a moment to spare: what comes in is acknowledged in it. */
const createBreath = () => {
  let since = performance.eventLoopUtilization();
  let at = performance.now();
  let busy = 0;
  const look = (): number => {
    const now = performance.now();
    if (now - at >= WINDOW) {
      const until = performance.eventLoopUtilization();
      busy = performance.eventLoopUtilization(until, since).utilization;
      [since, at] = [until, now];
    }
    return busy;
  };
  return async (): Promise<void> => {
    const end = performance.now() + PATIENCE;
    while (look() > BUSY && performance.now() < end) await rest(LOOK);
  };
};

/**
 * A bot that runs so many commands at a time: however many come at once, what is asked next finds a connection of
 * the database. One that makes way runs them in a crowd only while this process has time to spare, so that what is
 * asked next also has a turn, and can be acknowledged.
 */
export const inLanes = (bot: Bot, lanes: Lanes, makesWay: boolean): Bot => {
  const breath = createBreath();
  return {
    ...bot,
    handle: (invocation) =>
      lanes.run(JSON.stringify([invocation.platform, invocation.space]), async () => {
        if (makesWay && lanes.crowded()) await breath();
        return bot.handle(invocation);
      }),
  };
};
