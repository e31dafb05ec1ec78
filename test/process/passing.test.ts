import { describe, expect, it } from "vitest";
import { epoch, type Instant } from "../../src/domain/time.ts";
import { passTime } from "../../src/process/passing.ts";
import { testClock } from "../support/clock.ts";

const START = "2022-03-07T07:00:00.000Z";

/** Time with things that fall due; a thing may bring another one after it. Returns what was delivered, and when. */
const passed = async (
  due: readonly Instant[],
  to: Instant,
  following: Readonly<Record<Instant, Instant>> = {},
): Promise<readonly Instant[]> => {
  const clock = testClock(START);
  const left = new Set(due);
  const delivered: Instant[] = [];
  await passTime(
    {
      clock,
      deliveries: { nextDue: async (at) => [...left].filter((one) => one > at).toSorted()[0] },
      crew: {
        round: async (at) => {
          expect(clock.now()).toBe(at);
          const ready = [...left].filter((one) => one <= at).toSorted();
          for (const one of ready) {
            left.delete(one);
            delivered.push(at);
            const next = following[one];
            if (next) left.add(next);
          }
          return ready.length;
        },
      },
    },
    to,
  );
  expect(clock.now()).toBe(to > START ? to : START);
  return delivered;
};

describe("time that passes", () => {
  it("delivers each thing at its own moment, whatever the order in which it was planned", async () => {
    expect(await passed(["2022-03-09T07:00:00.000Z", "2022-03-08T07:00:00.000Z"], "2022-03-10T07:00:00.000Z")).toEqual([
      "2022-03-08T07:00:00.000Z",
      "2022-03-09T07:00:00.000Z",
    ]);
  });

  it("begins with what is due already, and ends with what is due at its very end", async () => {
    expect(await passed(["2022-03-06T07:00:00.000Z", "2022-03-10T07:00:00.000Z"], "2022-03-10T07:00:00.000Z")).toEqual([
      START,
      "2022-03-10T07:00:00.000Z",
    ]);
  });

  it("leaves what falls due later", async () => {
    expect(await passed(["2022-03-10T07:00:00.001Z"], "2022-03-10T07:00:00.000Z")).toEqual([]);
  });

  it("delivers what a delivery brings after it", async () => {
    const weekly = {
      "2022-03-08T07:00:00.000Z": "2022-03-15T07:00:00.000Z",
      "2022-03-15T07:00:00.000Z": "2022-03-22T07:00:00.000Z",
    };
    expect(await passed(["2022-03-08T07:00:00.000Z"], "2022-03-21T07:00:00.000Z", weekly)).toEqual([
      "2022-03-08T07:00:00.000Z",
      "2022-03-15T07:00:00.000Z",
    ]);
  });

  it("never runs backwards", () => {
    expect(() => testClock(START).set("2022-03-06T07:00:00.000Z")).toThrow("does not go back");
    const clock = testClock(START);
    clock.advance(60_000);
    expect(clock.elapsed() - epoch(START)).toBe(60_000);
  });
});
