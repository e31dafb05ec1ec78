import { expect, it } from "vitest";
import type { Budget } from "../../src/domain/budget.ts";
import type { Limiter } from "../../src/ports.ts";
import { type TestClock, testClock } from "../support/clock.ts";

/** A limiter of several processes, on a clock that the test moves. */
type OpenLimiters = (clock: TestClock, processes: number) => Promise<readonly Limiter[]>;

let keys = 0;
const budget = (perSecond: number, burst: number, key = `key-${(keys += 1)}`): Budget => ({ key, perSecond, burst });

/** What every limiter must do. Property: however many take at once, no stretch of time sees more than burst + rate × stretch. */
export const limiterContract = (open: OpenLimiters): void => {
  const one = async () => {
    const clock = testClock();
    const [limiter] = await open(clock, 1);
    if (!limiter) throw new Error("no limiter");
    return { clock, limiter };
  };

  it("gives a burst at once, then one after the other, and says when", async () => {
    const { clock, limiter } = await one();
    const budgets = [budget(1, 3)];
    for (let nth = 0; nth < 3; nth += 1) expect(await limiter.take(budgets)).toEqual({ free: true });
    expect(await limiter.take(budgets)).toEqual({ free: false, at: "2022-03-07T07:00:01.000Z" });
    clock.advance(999);
    expect(await limiter.take(budgets)).toMatchObject({ free: false });
    clock.advance(1);
    expect(await limiter.take(budgets)).toEqual({ free: true });
    expect(await limiter.take(budgets)).toEqual({ free: false, at: "2022-03-07T07:00:02.000Z" });
    clock.advance(60_000);
    for (let nth = 0; nth < 3; nth += 1) expect(await limiter.take(budgets)).toEqual({ free: true });
    expect(await limiter.take(budgets)).toMatchObject({ free: false });
  });

  it("takes from all budgets or from none, and waits for the slowest", async () => {
    const { limiter } = await one();
    const [narrow, wide, slow] = [budget(1, 1), budget(1, 2), budget(0.1, 1)];
    expect(await limiter.take([narrow, wide])).toEqual({ free: true });
    expect(await limiter.take([wide, narrow])).toEqual({ free: false, at: "2022-03-07T07:00:01.000Z" });
    expect(await limiter.take([wide])).toEqual({ free: true });
    expect(await limiter.take([slow])).toEqual({ free: true });
    expect(await limiter.take([narrow, slow])).toEqual({ free: false, at: "2022-03-07T07:00:10.000Z" });
  });

  it("lets somebody with a larger burst go on where others wait", async () => {
    const { limiter } = await one();
    const patient = budget(1, 1);
    expect(await limiter.take([patient])).toEqual({ free: true });
    expect(await limiter.take([{ ...patient, burst: 3 }])).toEqual({ free: true });
    expect(await limiter.take([patient])).toEqual({ free: false, at: "2022-03-07T07:00:02.000Z" });
  });

  it("has again what was given back", async () => {
    const { limiter } = await one();
    const budgets = [budget(1, 1)];
    await limiter.take(budgets);
    await limiter.giveBack(budgets);
    expect(await limiter.take(budgets)).toEqual({ free: true });
    expect(await limiter.take(budgets)).toMatchObject({ free: false });
  });

  it("gives nobody anything for as long as the platform wants to be left alone, unless that is over sooner", async () => {
    const clock = testClock();
    const [limiter, other] = await open(clock, 2);
    const [here, both] = [budget(50, 50), budget(50, 50)];
    await limiter?.block([here], 30);
    await limiter?.block([here], 5);
    expect(await other?.take([both, here])).toEqual({ free: false, at: "2022-03-07T07:00:30.000Z" });
    expect(await other?.take([both])).toEqual({ free: true });
    clock.advance(30_000);
    expect(await other?.take([here])).toEqual({ free: true });
    await limiter?.block([here], 3_600);
    await other?.open([here]);
    expect(await limiter?.take([here])).toEqual({ free: true });
  });

  it("forgets buckets that have long been full, and no others", async () => {
    const { clock, limiter } = await one();
    const [blockedOne, used] = [budget(1, 1), budget(1, 1)];
    await limiter.block([blockedOne], 3 * 3_600);
    clock.advance(2 * 3_600_000);
    await limiter.take([used]);
    await limiter.prune();
    expect(await limiter.take([used])).toMatchObject({ free: false });
    expect(await limiter.take([blockedOne])).toMatchObject({ free: false });
  });

  it("is free where there are no limits", async () => {
    const { limiter } = await one();
    expect(await limiter.take([])).toEqual({ free: true });
    await limiter.block([], 60);
    await limiter.giveBack([]);
  });

  it("never gives more than the budgets, however many processes take at once", async () => {
    const clock = testClock();
    const limiters = await open(clock, 4);
    const [channel, other, app] = [budget(2, 3), budget(5, 4), budget(4, 6)];
    const given: { readonly at: number; readonly budgets: readonly Budget[] }[] = [];
    for (let step = 0; step < 12; step += 1) {
      const at = step * 250;
      const wishes = [[channel, app], [app, other], [channel, app], [other]];
      await Promise.all(
        limiters.flatMap((limiter, nth) =>
          wishes.map(async (_, turn) => {
            const budgets = wishes[(turn + nth) % wishes.length] ?? [];
            const answer = await limiter.take(budgets);
            if (answer.free) given.push({ at, budgets });
          }),
        ),
      );
      clock.advance(250);
    }
    for (const each of [channel, other, app]) {
      const times = given.filter(({ budgets }) => budgets.includes(each)).map(({ at }) => at);
      for (const from of times)
        for (const to of times.filter((at) => at >= from)) {
          const within = times.filter((at) => at >= from && at <= to).length;
          expect(within).toBeLessThanOrEqual(each.burst + ((to - from) / 1_000) * each.perSecond);
        }
      // And all that it may: the budgets are a limit, not a brake.
      expect(times.length).toBeGreaterThanOrEqual(each.burst);
    }
    expect(given.length).toBeGreaterThan(16);
  });
};
