import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ATTEMPTS, backoff, patience } from "../../src/clockwork/backoff.ts";

const HOUR = 3_600_000;
const random = (...bytes: number[]) => ({ bytes: () => Uint8Array.from(bytes) });
const anyRandom = fc.tuple(fc.nat(255), fc.nat(255)).map(([high, low]) => random(high, low));

describe("the wait before another attempt", () => {
  it("begins with some seconds and doubles", () => {
    expect([1, 2, 3].map((attempts) => backoff(attempts, random(0, 0)))).toEqual([7_500, 15_000, 30_000]);
  });

  it("is never more than an hour nor less than half of its step", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: ATTEMPTS - 1 }), anyRandom, (attempts, chance) => {
        const wait = backoff(attempts, chance);
        expect(wait).toBeGreaterThanOrEqual(7_500);
        expect(wait).toBeLessThanOrEqual(HOUR);
      }),
    );
  });

  it("differs by chance, so that what failed together does not return together", () => {
    expect(backoff(5, random(0, 0))).not.toBe(backoff(5, random(200, 0)));
  });

  it("ends after about two days", () => {
    const waits = Array.from({ length: ATTEMPTS - 1 }, (_, index) => backoff(index + 1, random(128, 0)) ?? 0);
    const total = waits.reduce((sum, wait) => sum + wait, 0);
    expect(total).toBeGreaterThan(30 * HOUR);
    expect(total).toBeLessThan(60 * HOUR);
    expect(backoff(ATTEMPTS, random(0, 0))).toBeUndefined();
  });

  it("has no end where a person has to act", () => {
    expect(patience(1_000_000, random(255, 255))).toBeLessThanOrEqual(HOUR);
  });
});
