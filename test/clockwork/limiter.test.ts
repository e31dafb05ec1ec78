import { describe } from "vitest";
import type { Bucket } from "../../src/domain/budget.ts";
import { limiterContract } from "../contracts/limiter.contract.ts";
import { simulatedLimiter } from "../support/simulated-limiter.ts";

describe("limits that simulated processes share", () => {
  limiterContract(async (clock, processes) => {
    const buckets = new Map<string, Bucket>();
    return Array.from({ length: processes }, () => simulatedLimiter(clock.now, buckets));
  });
});
