import { sql } from "drizzle-orm";
import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Database, rows } from "../../db/database.ts";
import { fold } from "../../src/domain/company.ts";
import { likeness, trigrams } from "../../src/domain/likeness.ts";
import { alikeAmong } from "../../src/imports/alike.ts";
import { quickDatabase } from "../support/database.ts";

let database: Database;
beforeAll(async () => {
  database = await quickDatabase();
});
afterAll(() => database.close());

const names = fc.oneof(
  fc.constantFrom(
    "Northwind",
    "Northwnd",
    "Northwind Traders",
    "Nordvind",
    "Фабрикам",
    "Fabrikam Ukraine",
    "A B",
    "7-11",
  ),
  fc.string({ maxLength: 20 }),
);

describe("How much two names of a list resemble each other", () => {
  it("is what the register's own comparison says", async () => {
    const pairs = fc
      .sample(fc.tuple(names, names), { numRuns: 200, seed: 7 })
      .map(([one, two]) => [fold(one), fold(two)]);
    const asked = JSON.stringify(pairs);
    const found = await database.transaction((tx) =>
      rows<{ likeness: number }>(
        tx,
        sql`select similarity(pair ->> 0, pair ->> 1)::float8 as likeness from jsonb_array_elements(${asked}::jsonb) with ordinality as all_pairs (pair, no) order by no`,
      ),
    );
    expect(found).toHaveLength(pairs.length);
    for (const [index, [one = "", two = ""]] of pairs.entries()) {
      const [mine, theirs] = [trigrams(one), trigrams(two)];
      const shared = [...mine].filter((piece) => theirs.has(piece)).length;
      expect(likeness(shared, mine.size, theirs.size), `${one} | ${two}`).toBeCloseTo(found[index]?.likeness ?? -1, 5);
    }
  });

  it("pairs each name with the earlier one that it resembles most", () => {
    expect(alikeAmong(["Northwind", "Zeta", "Northwind Traders", "Northwnd Traders"])).toEqual([
      { name: "Northwind Traders", other: "Northwind" },
      { name: "Northwnd Traders", other: "Northwind Traders" },
    ]);
  });
});
