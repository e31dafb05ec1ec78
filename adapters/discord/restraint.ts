import type { Clock, Log } from "../../src/ports.ts";

/** Discord bars whoever causes 10,000 of them within ten minutes, for all bots at the same address; we stop long before. */
const MOST = 1_000;
const WINDOW = 10 * 60_000;

/** Counts what Discord calls invalid requests: answers 401, 403 and 429. */
export interface Restraint {
  /** `shared` is a limit that others used up, which does not count. */
  count(status: number, shared: boolean): void;
  /** Seconds for which nothing may be sent; undefined while all is well. */
  holds(): number | undefined;
}

/** Nothing went wrong yet. */
export const createRestraint = (clock: Pick<Clock, "elapsed">, log: Log): Restraint => {
  /** When each happened, the oldest first; never more than are counted. */
  const times: number[] = [];
  const recent = (): void => {
    const oldest = clock.elapsed() - WINDOW;
    while (times[0] !== undefined && times[0] <= oldest) times.shift();
  };
  return {
    count: (status, shared) => {
      if ((status !== 401 && status !== 403 && status !== 429) || shared) return;
      recent();
      if (times.length >= MOST) return;
      times.push(clock.elapsed());
      if (times.length === MOST) log.error("discord.held_back", { count: MOST, minutes: WINDOW / 60_000 });
    },
    holds: () => {
      recent();
      const [first] = times;
      return times.length < MOST || first === undefined
        ? undefined
        : Math.ceil((first + WINDOW - clock.elapsed()) / 1_000);
    },
  };
};
