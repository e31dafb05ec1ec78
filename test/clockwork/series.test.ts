import fc from "fast-check";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Database } from "../../db/database.ts";
import { quickDatabase } from "../support/database.ts";
import { openWorld, type World } from "../support/world.ts";

/** What returns every week for as long as it holds, whatever was moved meanwhile: through the bot alone. */

let database: Database;
let world: World;

beforeAll(async () => {
  database = await quickDatabase();
});
const begin = async () => {
  world = await openWorld({ database, at: "2022-03-08 10:00" });
  await world.as("admin").says("team Outreach digest-day:off");
  await olena().says("request Contoso Terminals kind:equipment channel:email reply-by:2022-03-08 owner:me");
};
const end = async () => {
  expect(world.faults).toEqual([]);
  expect(await world.flaws()).toEqual([]);
  await world.close();
};
beforeEach(begin);
afterEach(end);
afterAll(() => database.close());

const olena = () => world.as("olena");

/** The days on which somebody was reminded after a day. */
const after = (day: string) =>
  world
    .posts()
    .map(({ at }) => at.slice(0, 10))
    .filter((at) => at > day);

const WEEK = 7 * 86_400_000;

/** Whole weeks between each of some days and the next. */
const weeks = (days: readonly string[]) =>
  days.slice(1).map((day, index) => (Date.parse(day) - Date.parse(days[index] ?? "")) / WEEK);

describe("The weekly reminder of what is very late", { timeout: 60_000 }, () => {
  it("goes on after a date that they named was moved further and back", async () => {
    await world.passes("2022-03-18 12:00");
    await olena().says("promise AID-1 2022-03-30");
    await olena().says("promise AID-1 2022-03-21");
    await world.passes("2022-05-11 12:00");
    expect(after("2022-04-05")).toEqual(["2022-04-12", "2022-04-19", "2022-04-26", "2022-05-03", "2022-05-10"]);
  });

  it("goes on after a snooze that was ended, and is silent within it", async () => {
    await world.passes("2022-03-18 12:00");
    const snoozed = await olena().says('snooze AID-1 2022-04-14 reason:"They are moving"');
    await snoozed.presses("Undo");
    await world.passes("2022-04-05 12:00");
    await olena().says('snooze AID-1 2022-04-22 reason:"They are moving"');
    await world.passes("2022-05-11 12:00");
    expect(after("2022-04-05")).toEqual(["2022-04-22", "2022-04-27", "2022-05-04", "2022-05-11"]);
  });

  it("never ends and is never said twice in a week, however often dates are named", async () => {
    await end();
    const day = fc.integer({ min: 0, max: 60 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ wait: fc.integer({ min: 0, max: 9 }), named: day }), { maxLength: 5 }),
        async (moves) => {
          await begin();
          let today = new Date("2022-03-18T12:00:00Z");
          const plus = (days: number) => new Date(today.getTime() + days * 86_400_000);
          for (const { wait, named } of moves) {
            await world.passes(`${today.toISOString().slice(0, 10)} 12:00`);
            await olena().says(`promise AID-1 ${plus(named).toISOString().slice(0, 10)}`);
            today = plus(wait);
          }
          await world.passes("2022-08-31 12:00");
          // By then the last day that they named is past by weeks.
          expect(weeks(after("2022-07-20"))).toEqual([1, 1, 1, 1, 1]);
          await end();
        },
      ),
      { numRuns: 12 },
    );
    await begin();
  });
});
