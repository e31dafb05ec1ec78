import { epoch, type Instant, plusMilliseconds } from "./time.ts";

/** How much of something a platform takes: `perSecond` in the long run, and `burst` at once after a pause. */
export interface Budget {
  /** Whoever names the same key shares the budget, in whichever process: `slack/<workspace>/<channel>`. */
  readonly key: string;
  readonly perSecond: number;
  readonly burst: number;
}

/** How far a budget is used up. */
export interface Bucket {
  /** When it will be full again if nothing more is taken; past means full. */
  readonly fullAt: Instant;
  /** Until then the platform itself takes nothing. */
  readonly blockedUntil?: Instant;
}

/** Whole milliseconds that one takes to come back; rounded up, so that no second ever sees one too many. */
const every = ({ perSecond }: Budget): number => Math.ceil(1_000 / perSecond);

const later = (one: Instant, other: Instant): Instant => (epoch(one) > epoch(other) ? one : other);

/** From when on the bucket gives one more. */
export const freeAt = ({ fullAt, blockedUntil }: Bucket, budget: Budget): Instant => {
  const refilled = plusMilliseconds(fullAt, -(budget.burst - 1) * every(budget));
  return blockedUntil === undefined ? refilled : later(refilled, blockedUntil);
};

/** The bucket after one more was taken out of it. */
export const taken = (bucket: Bucket, budget: Budget, at: Instant): Bucket => ({
  ...bucket,
  fullAt: plusMilliseconds(later(bucket.fullAt, at), every(budget)),
});

/** The bucket after one that was taken and not used came back. */
export const givenBack = (bucket: Bucket, budget: Budget): Bucket => ({
  ...bucket,
  fullAt: plusMilliseconds(bucket.fullAt, -every(budget)),
});

/** The bucket after the platform said that it takes nothing for so many seconds. */
export const blocked = (bucket: Bucket, at: Instant, seconds: number): Bucket => {
  const until = plusMilliseconds(at, Math.ceil(seconds * 1_000));
  return { ...bucket, blockedUntil: later(bucket.blockedUntil ?? until, until) };
};
