import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connect } from "../../db/connect.ts";
import { type Database, rows } from "../../db/database.ts";
import { brokenConstraint, errorCode, faultWord } from "../../db/fault.ts";
import { SMALL, type World, worlds } from "../support/worlds.ts";

for (const { name, available, make } of worlds) {
  describe.skipIf(!available)(`the driver of ${name}`, () => {
    let world: World;
    let database: Database;

    beforeAll(async () => {
      world = await make(SMALL);
      database = await world.open();
    });
    afterAll(() => world.remove());

    const failureOf = async (work: Promise<unknown>): Promise<unknown> =>
      work.then(
        () => undefined,
        (error: unknown) => error,
      );

    it("answers raw queries with the same values on either driver", async () => {
      expect(
        await database.rows(sql`
          SELECT 42::bigint AS whole, 9007199254740993::bigint AS huge, 1.50::numeric AS exact, true AS yes,
            '2022-03-07 09:00+02'::timestamptz AS moment, '2022-03-07'::date AS day, ARRAY['a', '', 'б'] AS words,
            '{"a": [1]}'::jsonb AS tree, NULL AS nothing`),
      ).toEqual([
        {
          whole: 42,
          huge: 9007199254740993n,
          exact: "1.50",
          yes: true,
          moment: "2022-03-07 07:00:00+00",
          day: "2022-03-07",
          words: ["a", "", "б"],
          tree: { a: [1] },
          nothing: null,
        },
      ]);
    });

    it("keeps all of a transaction or nothing of it", async () => {
      const count = () => database.rows(sql`SELECT id FROM note WHERE id IN (1, 2)`);
      const failed = database.transaction(async (tx) => {
        await tx.execute(sql`INSERT INTO note VALUES (1, 'one')`);
        expect(await rows(tx, sql`SELECT id FROM note WHERE id = 1`)).toEqual([{ id: 1 }]);
        throw new Error("no");
      });
      await expect(failed).rejects.toThrow("no");
      expect(await count()).toEqual([]);
      expect(
        await database.transaction(async (tx) => (await tx.execute(sql`INSERT INTO note VALUES (2, 'two')`), "done")),
      ).toBe("done");
      expect(await count()).toEqual([{ id: 2 }]);
    });

    it("tells which rule a row broke, and none of the words in it", async () => {
      await database.rows(sql`INSERT INTO note VALUES (10, 'first')`);
      const twice = await failureOf(database.rows(sql`INSERT INTO note VALUES (10, ${"a secret"})`));
      expect([errorCode(twice), brokenConstraint(twice), faultWord(twice)]).toEqual(["23505", "note_pkey", "23505"]);
      const empty = await failureOf(database.transaction((tx) => tx.execute(sql`INSERT INTO note VALUES (11, ${""})`)));
      expect([errorCode(empty), brokenConstraint(empty)]).toEqual(["23514", "note_has_words"]);
    });

    it("has no code for what is not the database's fault", async () => {
      const ours = await failureOf(database.transaction(async () => Promise.reject(new RangeError("private words"))));
      expect([errorCode(ours), brokenConstraint(ours), faultWord(ours)]).toEqual([undefined, undefined, "RangeError"]);
      expect([
        errorCode("EPIPE"),
        errorCode({ code: "EPIPE" }),
        errorCode(undefined),
        errorCode({ code: 23505 }),
      ]).toEqual(Array(4).fill(undefined));
      expect([faultWord({ code: "EPIPE" }), faultWord("private words"), faultWord(null)]).toEqual([
        "EPIPE",
        "string",
        "object",
      ]);
    });
  });
}

describe("an address where no PostgreSQL is", () => {
  it("is refused with the network's word for it", async () => {
    const refused = await connect({ url: "postgres://nobody@127.0.0.1:1/nothing" }).catch((error: unknown) => error);
    expect(faultWord(refused)).toBe("ECONNREFUSED");
  });
});
