import type { Bot } from "../ports.ts";

/**
 * Ways on which work goes on side by side. What finds none free waits, first come, first served, but nobody
 * has more than a share of them: one register that is locked, or in a hurry, leaves room for the others.
 */
export interface Lanes {
  run<T>(whose: string, work: () => Promise<T>): Promise<T>;
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

/** A bot that runs so many commands at a time: however many come at once, what is asked next finds a connection of the database. */
export const inLanes = (bot: Bot, lanes: Lanes): Bot => ({
  ...bot,
  handle: (invocation, who) =>
    lanes.run(JSON.stringify([invocation.platform, invocation.space]), () => bot.handle(invocation, who)),
});
