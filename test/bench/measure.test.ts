import { describe, expect, it } from "vitest";
import { type Contender, compare, isEnough, type Measured, spreadOf } from "./measure.ts";
import { table } from "./table.ts";

/** A stopwatch that only work moves. */
const workshop = () => {
  let now = 0;
  const log: string[] = [];
  const contender = (name: string, takes: (run: number) => number): Contender => {
    let run = 0;
    return {
      name,
      run: async () => {
        log.push(name);
        now += takes(run);
        run += 1;
      },
    };
  };
  return { contender, log, stopwatch: () => now };
};

const EFFORT = { rounds: 4, runs: 10, width: 1, warmUp: 0 };

describe("Measuring a ratio", () => {
  it("finds that a subject which takes twice as long reaches half the speed", async () => {
    const { contender, stopwatch } = workshop();
    const sides = { floor: contender("bare", () => 2), subject: contender("bot", () => 4) };
    const measured = await compare({ name: "request", ...sides }, EFFORT, stopwatch);
    expect(measured.floor.median).toBe(500);
    expect(measured.subject.median).toBe(250);
    expect(measured.ratio).toEqual({ median: 0.5, low: 0.5, high: 0.5 });
  });

  it("alternates who goes first", async () => {
    const { contender, log, stopwatch } = workshop();
    const sides = { floor: contender("a", () => 1), subject: contender("b", () => 1) };
    await compare({ name: "order", ...sides }, { ...EFFORT, runs: 1 }, stopwatch);
    expect(log.join("")).toBe("abbaabba");
  });

  it("does not count the warm-up, however slow it is", async () => {
    const { contender, stopwatch } = workshop();
    const cold = (run: number): number => (run < 5 ? 1000 : 1);
    const sides = { floor: contender("bare", () => 1), subject: contender("bot", cold) };
    const measured = await compare({ name: "warm", ...sides }, { ...EFFORT, warmUp: 5 }, stopwatch);
    expect(measured.ratio.median).toBe(1);
  });

  it("is not led astray by a minute in which the machine was slow for both", async () => {
    const { contender, stopwatch } = workshop();
    const slowThird = (takes: number) => (run: number) => (run >= 20 && run < 30 ? takes * 50 : takes);
    const sides = { floor: contender("bare", slowThird(1)), subject: contender("bot", slowThird(2)) };
    const { ratio } = await compare({ name: "noise", ...sides }, EFFORT, stopwatch);
    expect(ratio).toEqual({ median: 0.5, low: 0.5, high: 0.5 });
  });

  it("keeps as many runs going as it was told, and does each exactly once", async () => {
    let going = 0;
    let most = 0;
    let done = 0;
    const run = async (): Promise<void> => {
      going += 1;
      most = Math.max(most, going);
      await Promise.resolve();
      going -= 1;
      done += 1;
    };
    let now = 0;
    await compare(
      { name: "width", floor: { name: "a", run }, subject: { name: "b", run } },
      { rounds: 2, runs: 25, width: 8, warmUp: 0 },
      () => ++now,
    );
    expect(most).toBe(8);
    expect(done).toBe(2 * 2 * 25);
  });

  it("fails with the error of the run that failed", async () => {
    const { contender, stopwatch } = workshop();
    const broken: Contender = { name: "bot", run: () => Promise.reject(new Error("no connection")) };
    await expect(
      compare({ name: "x", floor: contender("a", () => 1), subject: broken }, EFFORT, stopwatch),
    ).rejects.toThrow("no connection");
  });
});

describe("A spread", () => {
  it("is the median and the middle half", () => {
    expect(spreadOf([5, 1, 4, 2, 3])).toEqual({ median: 3, low: 2, high: 4 });
    expect(spreadOf([1, 2])).toEqual({ median: 1.5, low: 1.25, high: 1.75 });
    expect(spreadOf([7])).toEqual({ median: 7, low: 7, high: 7 });
  });
});

describe("The table", () => {
  const one = (value: number) => ({ median: value, low: value, high: value });
  const measured = (ratio: number, atLeast?: number): Measured => ({
    name: "request",
    floor: one(2000),
    subject: one(2000 * ratio),
    ratio: one(ratio),
    ...(atLeast !== undefined && { atLeast }),
  });

  it("says whether what was asked for was reached", () => {
    expect(table([measured(0.5, 0.4)])).toMatch(/request +2000 +1000 +0\.50 +0\.50–0\.50 +≥ 0\.40 +reached/);
    expect(table([measured(0.3, 0.4)])).toContain("MISSED");
    expect(table([measured(0.3)])).not.toContain("MISSED");
    expect([measured(0.5, 0.4), measured(0.3, 0.4), measured(0.3)].map(isEnough)).toEqual([true, false, true]);
  });
});
