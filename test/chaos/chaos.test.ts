import { describe, expect, it } from "vitest";
import { hasPostgres, realPostgres } from "../support/database.ts";
import { playShortly } from "./short.ts";
import { explained } from "./verdict.ts";

/** A short form of `npm run chaos`, which has many rounds and eight more kinds of trouble. */
describe.skipIf(!(await hasPostgres()))("Real processes that are killed while messages go out", () => {
  it("lose nothing, say nothing twice, and do what they acknowledged", { timeout: 180_000 }, async () => {
    const { url, remove } = await realPostgres();
    try {
      const verdict = await playShortly(url, "short");
      const { deliveries, messages, acknowledged } = verdict;
      expect(explained(verdict)).toEqual([]);
      expect(acknowledged).toBeGreaterThan(0);
      expect(deliveries).toBeGreaterThanOrEqual(acknowledged);
      expect(messages).toBe(deliveries);
    } finally {
      await remove();
    }
  });
});
