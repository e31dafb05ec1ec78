import type { Clock } from "../../src/ports.ts";

/** A number of things kept in mind for a while; what was learnt first is forgotten first. */
export interface Memory<T> {
  recall(key: string): T | undefined;
  remember(key: string, thing: T): T;
  forget(key: string): void;
}

/** Never more than `most`, and nothing longer than so many milliseconds. */
export const createMemory = <T>(clock: Pick<Clock, "elapsed">, most: number, milliseconds: number): Memory<T> => {
  const kept = new Map<string, { readonly thing: T; readonly at: number }>();
  return {
    recall: (key) => {
      const found = kept.get(key);
      return found && clock.elapsed() - found.at < milliseconds ? found.thing : undefined;
    },
    remember: (key, thing) => {
      kept.delete(key);
      const [oldest] = kept.keys();
      if (kept.size >= most && oldest !== undefined) kept.delete(oldest);
      kept.set(key, { thing, at: clock.elapsed() });
      return thing;
    },
    forget: (key) => void kept.delete(key),
  };
};
