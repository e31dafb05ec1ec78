import { type Bucket, type Budget, blocked, freeAt, givenBack, taken } from "../../src/domain/budget.ts";
import type { Instant } from "../../src/domain/time.ts";
import type { Limiter } from "../../src/ports.ts";

/** The Limiter port over a map; those who share the map are processes on one database. */
export const simulatedLimiter = (now: () => Instant, buckets: Map<string, Bucket> = new Map()): Limiter => {
  const bucketOf = ({ key }: Budget): Bucket => buckets.get(key) ?? { fullAt: now() };
  const change = (budgets: readonly Budget[], to: (bucket: Bucket, budget: Budget) => Bucket): void => {
    for (const budget of budgets) buckets.set(budget.key, to(bucketOf(budget), budget));
  };
  return {
    take: async (budgets) => {
      const [at] = budgets
        .map((budget) => freeAt(bucketOf(budget), budget))
        .filter((free) => free > now())
        .toSorted()
        .toReversed();
      if (at !== undefined) return { free: false, at };
      change(budgets, (bucket, budget) => taken(bucket, budget, now()));
      return { free: true };
    },
    giveBack: async (budgets) => change(budgets, givenBack),
    block: async (budgets, seconds) => change(budgets, (bucket) => blocked(bucket, now(), seconds)),
    open: async (budgets) => change(budgets, ({ fullAt }) => ({ fullAt })),
    prune: async () => {
      for (const [key, { fullAt, blockedUntil = "" }] of buckets)
        if (fullAt < now() && blockedUntil < now()) buckets.delete(key);
    },
  };
};
