import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Database } from "../../db/database.ts";
import { MIGRATIONS } from "../../db/migrate.ts";
import { quickDatabase } from "../support/database.ts";
import { type Office, openOffice } from "../support/office.ts";

/** Monday 14 March 2022, and the Mondays after it. */
const MONDAY = "2022-03-14";

describe("a team's digest", () => {
  let database: Database;
  beforeAll(async () => {
    database = await quickDatabase();
  });
  afterAll(() => database.close());

  /** A team in UTC whose digest comes on Mondays at nine, which it has known since Tuesday. */
  const openTeam = async (): Promise<Office> => {
    const one = await openOffice({ database });
    one.clock.set("2022-03-08T10:00:00.000Z");
    await does(one, "team desk quiet:20:00-08:00");
    return one;
  };
  const does = async (one: Office, ...lines: readonly string[]): Promise<void> => {
    for (const line of lines) expect((await one.says(line)).view.tone, line).not.toBe("refused");
  };
  const digests = (one: Office): number => one.texts().filter((text) => text.startsWith("Digest")).length;

  it("has come on its day, whatever its morning is moved to after that, and comes again a week later", async () => {
    const one = await openTeam();
    await one.passes(`${MONDAY}T09:00:00.000Z`);
    expect(digests(one)).toBe(1);
    await does(one, "team desk morning:11:00");
    await one.passes(`${MONDAY}T11:00:00.000Z`);
    expect(digests(one)).toBe(1);
    await one.passes("2022-03-21T10:59:00.000Z");
    expect(digests(one)).toBe(1);
    await one.passes("2022-03-21T11:00:00.000Z");
    expect(digests(one)).toBe(2);
  });

  it("has come on its day in a zone where that day has only begun", async () => {
    const one = await openTeam();
    await one.passes(`${MONDAY}T09:00:00.000Z`);
    await does(one, "team desk zone:America/Los_Angeles");
    await one.passes(`${MONDAY}T16:00:00.000Z`);
    expect(digests(one)).toBe(1);
    await one.passes("2022-03-21T16:00:00.000Z");
    expect(digests(one)).toBe(2);
  });

  it("comes at once where it is waited for and its morning is moved to an hour that is over", async () => {
    const one = await openTeam();
    await does(one, "team desk morning:11:00");
    await one.passes(`${MONDAY}T10:00:00.000Z`);
    expect(digests(one)).toBe(0);
    await does(one, "team desk morning:09:00");
    await one.passes(`${MONDAY}T10:01:00.000Z`);
    expect(digests(one)).toBe(1);
    await one.passes("2022-03-21T09:00:00.000Z");
    expect(digests(one)).toBe(2);
  });

  it("goes with the team to another channel, also when its morning is moved to an hour that is over", async () => {
    const one = await openTeam();
    await does(one, "team desk morning:11:00");
    await one.passes(`${MONDAY}T10:00:00.000Z`);
    expect((await one.says("team desk channel:here morning:09:00", "#elsewhere")).view.tone).not.toBe("refused");
    await one.passes(`${MONDAY}T10:01:00.000Z`);
    expect([digests(one), one.places()]).toEqual([0, ["#elsewhere"]]);
  });

  it("does not come on the day on which its team begins, or takes that day for its digests, after the morning", async () => {
    const one = await openOffice({ database });
    await does(one, "team desk quiet:20:00-08:00");
    await does(one, "team desk digest-day:tuesday", "team desk digest-day:monday");
    await one.passes("2022-03-07T19:00:00.000Z");
    await one.passes("2022-03-13T19:00:00.000Z");
    expect(digests(one)).toBe(0);
  });

  it("comes once on each of its days, however its hours are moved", async () => {
    const hour = fc.integer({ min: 0, max: 23 }).map((at) => String(at).padStart(2, "0"));
    const moves = fc.uniqueArray(fc.tuple(fc.constantFrom("14", "21"), hour, hour), {
      maxLength: 6,
      selector: ([day, at]) => day + at,
    });
    await fc.assert(
      fc.asyncProperty(moves, async (made) => {
        const one = await openTeam();
        await does(one, "team desk quiet:23:30-00:00");
        for (const [day, at, morning] of made.toSorted(([a, b], [c, d]) => Number(a + b) - Number(c + d))) {
          await one.passes(`2022-03-${day}T${at}:05:00.000Z`);
          await does(one, `team desk morning:${morning}:00`);
          await one.passes(`2022-03-${day}T${at}:06:00.000Z`);
          expect(digests(one)).toBeLessThanOrEqual(day === "14" ? 1 : 2);
        }
        for (const [index, day] of ["14", "15", "21", "22", "28"].entries()) {
          if (one.clock.now() > `2022-03-${day}T23:00:00.000Z`) continue;
          await one.passes(`2022-03-${day}T23:00:00.000Z`);
          expect(digests(one)).toBe(Math.floor(index / 2) + 1);
        }
      }),
      { numRuns: Number(process.env["AIDLINE_RUNS"] ?? 15) },
    );
  });

  it("that went out under the name that it had before is known by its day", async () => {
    const one = await openTeam();
    await one.passes(`${MONDAY}T09:00:00.000Z`);
    expect(digests(one)).toBe(1);
    // As it was kept when a digest was known by its moment.
    for (const monday of [MONDAY, "2022-03-21"])
      await database.rows(sql`
        update intent set occurrence = ${`digest:${monday}T09:00:00.000Z`}
        where workspace_id = ${one.ws} and occurrence = ${`digest:${monday}`}`);
    const migration = await readFile(join(MIGRATIONS, "0018_digest_days.sql"), "utf8");
    for (const statement of migration.split("--> statement-breakpoint")) await database.rows(sql.raw(statement));
    await does(one, "team desk morning:11:00");
    await one.passes(`${MONDAY}T11:00:00.000Z`);
    expect(digests(one)).toBe(1);
    await one.passes("2022-03-21T11:00:00.000Z");
    expect(digests(one)).toBe(2);
  });
});
