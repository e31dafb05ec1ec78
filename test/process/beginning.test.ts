import { once } from "node:events";
import { sql } from "drizzle-orm";
import { describe, expect, it, onTestFinished } from "vitest";
import { logOf, startAidline } from "../support/child.ts";
import { hasPostgres, realPostgres } from "../support/database.ts";

describe.skipIf(!(await hasPostgres()))("A process that has just started", () => {
  it("bears a database that goes away while it looks for what fell due, and leaves that to the next round", {
    timeout: 60_000,
  }, async () => {
    const real = await realPostgres();
    onTestFinished(real.remove);
    const [database, beside] = [await real.open(), await real.open()];
    const taken = Promise.withResolvers<void>();
    const ended = Promise.withResolvers<void>();
    const locked = beside.transaction(async (tx) => {
      await tx.execute(sql`lock table delivery in access exclusive mode`);
      taken.resolve();
      await ended.promise;
    });
    await taken.promise;

    const bot = startAidline(["start", "--no-sample"], { DATABASE_URL: real.url, AIDLINE_LOG: "info" });
    const left = once(bot, "exit");
    const { entries } = logOf(bot);
    const events = (): readonly string[] => entries.map(({ event }) => event);
    const cut = (): Promise<unknown[]> =>
      database.rows(sql`
        select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'`);
    while (bot.exitCode === null && !events().includes("round.later")) await cut();
    ended.resolve();
    await locked;

    expect(await left).toEqual([0, null]);
    expect(events()).toEqual(expect.arrayContaining(["round.later", "started"]));
  });
});
