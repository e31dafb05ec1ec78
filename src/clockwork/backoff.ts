import type { Random } from "../ports.ts";

/** The first wait after a failed attempt, in milliseconds; each further one is twice as long. */
const FIRST = 15_000;

/** No wait is longer: a platform that is back is noticed within the hour. */
const LONGEST = 3_600_000;

/** So many attempts span about two days, which is longer than any outage that still ends. */
export const ATTEMPTS = 56;

/**
 * Milliseconds to wait after the given number of attempts (1 after the first); undefined when it is
 * time to give up. The upper half is random, so that what failed together does not return together.
 */
export const backoff = (attempts: number, random: Random): number | undefined =>
  attempts >= ATTEMPTS ? undefined : patience(attempts, random);

/** The same without an end, for what a person has to put right: an adapter that is not switched on. */
export const patience = (attempts: number, random: Random): number => {
  const longest = Math.min(LONGEST, FIRST * 2 ** Math.max(0, attempts - 1));
  const [high = 0, low = 0] = random.bytes(2);
  return Math.round((longest * (1 + (high * 256 + low) / 65_536)) / 2);
};
