/** Ways on which work goes on side by side; what finds none free waits, first come, first served. */
export interface Lanes {
  run<T>(work: () => Promise<T>): Promise<T>;
}

/** So many lanes, all free. */
export const createLanes = (count: number): Lanes => {
  const waiting: (() => void)[] = [];
  let free = count;

  const taken = (): Promise<void> => {
    if (free === 0) return new Promise((resolve) => waiting.push(resolve));
    free -= 1;
    return Promise.resolve();
  };

  /** A lane goes from hand to hand, so that nobody who comes later is first. */
  const left = (): void => {
    const next = waiting.shift();
    if (next) next();
    else free += 1;
  };

  return {
    run: async (work) => {
      await taken();
      try {
        return await work();
      } finally {
        left();
      }
    },
  };
};
