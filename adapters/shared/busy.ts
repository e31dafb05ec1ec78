/** Counts what is being worked on, so that stopping waits for it: Bolt itself does not. */
export interface Busy {
  /** Runs work that has to be finished before we stop. */
  run<T>(work: () => Promise<T>): Promise<T>;
  /** Resolves when nothing is being worked on, or after so many milliseconds; whether all was finished. */
  idle(within: number): Promise<boolean>;
}

/** Milliseconds that stopping a platform waits for what is being worked on. What is not done then is taken up by the next start. */
export const DRAIN = 8_000;

/** Nothing is being worked on yet. */
export const createBusy = (): Busy => {
  const running = new Set<Promise<unknown>>();
  return {
    run: async (work) => {
      const one = work();
      running.add(one);
      try {
        return await one;
      } finally {
        running.delete(one);
      }
    },
    idle: async (within) => {
      const end = AbortSignal.timeout(within);
      const over = new Promise<void>((resolve) => end.addEventListener("abort", () => resolve()));
      while (running.size > 0 && !end.aborted) await Promise.race([Promise.allSettled(running), over]);
      return running.size === 0;
    },
  };
};
