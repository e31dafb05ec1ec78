import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Database } from "../../db/database.ts";
import { erase, mentionsIn } from "../../db/erasing.ts";
import { everyWorkspaceIn } from "../../db/workspaces.ts";
import { namingOf } from "../../src/domain/naming.ts";
import { quickDatabase } from "../support/database.ts";
import { openTwoPlatforms, type TwoPlatforms } from "../support/two-platforms.ts";

/** Whoever is erased goes from wherever they were: from another platform, and from a register that joined another. */
describe("erasing somebody who was known in several places", () => {
  let database: Database;
  let world: TwoPlatforms;
  let nth = 0;
  beforeAll(async () => {
    database = await quickDatabase();
    world = await openTwoPlatforms(database);
  });
  afterAll(() => database.close());

  const sought = (typed: string) => {
    const naming = namingOf(typed);
    if (!naming) throw new Error(`${typed} is no name`);
    return { typed, naming };
  };

  const servers = () => {
    nth += 1;
    return { slack: world.server("slack", `T${nth}`), discord: world.server("discord", `${nth}`) };
  };

  const linked = async () => {
    const { slack, discord } = servers();
    const code = world.code((await slack("admin").says("link server")).text);
    await discord("desk-7").says(`link server ${code}`);
    return { slack, discord, ws: await world.register(`T${nth}`) };
  };

  const everything = async (): Promise<string> => {
    const found = await database.rows<{ text: string }>(sql`
      select t::text as text from journal_personal t union all select t::text from member t union all select t::text from account t
      union all select t::text from ingress t union all select t::text from intent t union all select t::text from name_known t`);
    return found.map(({ text }) => text).join("\n");
  };

  it.each(["olga petrenko", "petrenko on discord"])(
    "takes with %s whoever turned out to be the same person",
    async (by) => {
      const { slack, discord, ws } = await linked();
      await slack("olga petrenko").says('request Contoso "Terminals" kind:equipment channel:email owner:me');
      await discord("petrenko on discord").says("mine");
      const code = world.code((await slack("olga petrenko").says("link")).text);
      await discord("petrenko on discord").says(`link ${code}`);
      expect((await erase(database, ws, sought(by))).members.some(({ active }) => active)).toBe(true);
      await slack("admin").says('role "olga petrenko" left');
      const { members } = await erase(database, ws, sought(by));
      expect(members.flatMap(({ called }) => called).toSorted()).toEqual(["olga petrenko", "petrenko on discord"]);
      expect(await everything()).not.toContain("petrenko");
      expect(await world.flaws(ws)).toEqual([]);
    },
  );

  it("finds them in what is left of a register that joined another, of which nobody is a member any more", async () => {
    const { slack, discord, ws } = await linked();
    const of = async () => {
      const found = [];
      for (const place of await everyWorkspaceIn(database))
        found.push(await mentionsIn(database, place, sought("desk-7")));
      return found.flatMap(({ members }) => members.map(({ active }) => active));
    };
    await discord("desk-7").says("mine");
    expect(await of()).toContain(true);
    await slack("admin").says("role desk-7 left");
    expect(await of()).not.toContain(true);
    for (const place of await everyWorkspaceIn(database)) await erase(database, place, sought("desk-7"));
    expect(await everything()).not.toContain("desk-7");
    expect(await world.flaws(ws)).toEqual([]);
  });
});
