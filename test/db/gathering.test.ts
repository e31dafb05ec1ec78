import { describe, expect, it, onTestFinished, vi } from "vitest";
import { gathering } from "../../db/gathering.ts";

/** Work that ends when it is told to, and remembers who was served together. */
const scene = (poison?: string, sideBySide?: number) => {
  const served: (readonly string[])[] = [];
  const underway: (() => void)[] = [];
  const ask = gathering<string, string>(
    async (group, calls) => {
      served.push(calls);
      await new Promise<void>((resolve) => underway.push(resolve));
      if (poison !== undefined && calls.includes(poison)) throw new Error(`${poison} cannot be read`);
      return calls.map((call) => `${group}/${call}`);
    },
    sideBySide === undefined ? {} : { sideBySide },
  );
  /** Lets everything under way end, until nothing is. */
  const goOn = async (): Promise<void> => {
    for (let idle = 0; idle < 10; idle += 1) {
      await Promise.resolve();
      const ends = underway.splice(0);
      if (ends.length > 0) idle = 0;
      for (const end of ends) end();
    }
  };
  return { ask, served, goOn };
};

describe("calls of one group", () => {
  it("are answered in one piece of work when they come in the same breath, each with its own answer", async () => {
    const { ask, served, goOn } = scene();
    const answers = Promise.all([ask("a", "one"), ask("a", "two"), ask("b", "three")]);
    await goOn();
    expect(await answers).toEqual(["a/one", "a/two", "b/three"]);
    expect(served).toEqual([["one", "two"], ["three"]]);
  });

  it("wait for what is under way, and then go together, at most fifty of them", async () => {
    const { ask, served, goOn } = scene();
    const first = ask("a", "first");
    await Promise.resolve();
    await Promise.resolve();
    const others = Promise.all(Array.from({ length: 60 }, (_, nth) => ask("a", `${nth}`)));
    await goOn();
    expect([await first, (await others).at(-1)]).toEqual(["a/first", "a/59"]);
    expect(served.map((calls) => calls.length)).toEqual([1, 50, 10]);
  });

  it("wait for others of their kind where there is time for that", async () => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const served: (readonly string[])[] = [];
    const ask = gathering<string, string>(
      async (_, calls) => {
        served.push(calls);
        return calls;
      },
      { patience: 20 },
    );
    const first = ask("a", "one");
    await vi.advanceTimersByTimeAsync(19);
    const second = ask("a", "two");
    expect(served).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(await Promise.all([first, second])).toEqual(["one", "two"]);
    expect(served).toEqual([["one", "two"]]);
  });

  it("gather until it is their group's turn, where only so many groups are served at a time", async () => {
    const { ask, served, goOn } = scene(undefined, 1);
    const first = [ask("a", "one"), ask("b", "two")];
    for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
    expect(served).toEqual([["one"]]);
    const more = [ask("a", "three"), ask("b", "four"), ask("c", "five")];
    await goOn();
    expect(await Promise.all([...first, ...more])).toEqual(["a/one", "b/two", "a/three", "b/four", "c/five"]);
    expect(served).toEqual([["one"], ["two", "four"], ["five"], ["three"]]);
  });

  it("do not fail for what another one brought", async () => {
    const { ask, served, goOn } = scene("two");
    const answers = Promise.allSettled([ask("a", "one"), ask("a", "two"), ask("a", "three")]);
    await goOn();
    expect((await answers).map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
    expect(served).toEqual([["one", "two", "three"], ["one"], ["two"], ["three"]]);
    const later = ask("a", "four");
    await goOn();
    expect(await later).toBe("a/four");
  });
});
