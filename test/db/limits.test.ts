import { expect, it } from "vitest";
import { createLimiter } from "../../db/limits.ts";
import { limiterContract } from "../contracts/limiter.contract.ts";
import { onBothDatabases } from "../support/grounds.ts";

onBothDatabases("limits that all processes share", (ground) => {
  limiterContract(async (clock, processes) =>
    Promise.all(Array.from({ length: processes }, async () => createLimiter(await ground().open(), clock))),
  );

  it("go by the clock of the database, where no story brings its own", async () => {
    const limiter = createLimiter(ground().database);
    const budget = { key: "real", perSecond: 0.001, burst: 1 };
    expect(await limiter.take([budget])).toEqual({ free: true });
    const answer = await limiter.take([budget]);
    const wait = answer.free ? 0 : Date.parse(answer.at) - Date.now();
    expect(Math.abs(wait - 1_000_000)).toBeLessThan(60_000);
  });
});
