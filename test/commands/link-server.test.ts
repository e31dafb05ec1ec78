import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Database } from "../../db/database.ts";
import { quickDatabase } from "../support/database.ts";
import { installedIn, openTwoPlatforms, type TwoPlatforms } from "../support/two-platforms.ts";

/** Several servers in one register. */

let database: Database;
let world: TwoPlatforms;
let slack: ReturnType<TwoPlatforms["server"]>;
let discord: ReturnType<TwoPlatforms["server"]>;
let servers = 0;
const [T, D] = [() => `T${servers}`, () => `D${servers}`];

beforeAll(async () => {
  database = await quickDatabase();
  world = await openTwoPlatforms(database);
});
beforeEach(async () => {
  servers += 1;
  slack = world.server("slack", T());
  discord = world.server("discord", D());
  await slack("admin").says('request Contoso "500 terminals" kind:equipment channel:email');
  await discord("7").says("help");
});
afterAll(() => database.close());

const code = async (): Promise<string> => world.code((await slack("admin").says("link server")).text);
const joins = async (typed?: string) => discord("7").says(`link server ${typed ?? (await code())}`);
const withSample = async (): Promise<void> => {
  await discord("7").does({ command: "campaign", options: { code: "SAMPLE", sample: "yes" } });
};
const pending = async (workspace: string): Promise<readonly string[]> => {
  const found = await database.rows<{ state: string }>(
    sql`select distinct state from delivery where workspace_id = ${workspace}`,
  );
  return found.map(({ state }) => state);
};

describe("A server that joins a register", () => {
  it("writes in it from then on, with the register's own words on both platforms", async () => {
    const before = await world.register(D());
    expect((await joins()).text).toContain("belongs to the register “T");
    expect(await world.register(D())).toBe(await world.register(T()));
    expect((await discord("8").says("show AID-1")).text).toContain("500 terminals");
    await discord("8").says('request Northwind "Backup" kind:other channel:email');
    expect((await slack("admin").says("show AID-2")).text).toContain("Backup");
    expect((await slack("admin").says("settings")).text).toContain("Discord");
    for (const id of [before, await world.register(T())]) expect(await world.flaws(id)).toEqual([]);
  });

  it("brings its people in as newcomers, whatever they were", async () => {
    await slack("admin").says("settings all:yes newcomers:observer");
    expect((await joins()).text).toContain("“observer”");
    await discord("7").says("help");
    expect((await discord("7").says("role 7 admin")).text).toContain("Your role does not allow this");
    expect((await slack("admin").says("role")).text).toContain("observer · 1");
  });

  it("is known at once to every process, also to one that has served it before", async () => {
    const elsewhere = world.server("discord", D(), world.other);
    expect((await elsewhere("8").says("list")).text).not.toContain("500 terminals");
    await joins();
    expect((await elsewhere("8").says("list")).text).toContain("500 terminals");
    const suggested = await world.other.suggest(
      discord("8").invocation({ command: "show", options: {} }),
      "request",
      "term",
    );
    expect(suggested.map(({ value }) => value)).toEqual(["AID-1"]);
    await elsewhere("8").says('request Northwind "Backup" kind:other channel:email');
    expect((await slack("admin").says("show AID-2")).text).toContain("Backup");
  });

  it("ends its sample, and nothing of it is said any more", async () => {
    await withSample();
    const before = await world.register(D());
    expect(await pending(before)).toContain("PENDING");
    await joins();
    expect(await pending(before)).toEqual(["SKIPPED"]);
    expect((await discord("8").says("list")).text).not.toContain("Northwind");
    expect(await world.flaws(before)).toEqual([]);
  });

  it("has old buttons that act on nothing of the register that it joined", async () => {
    await withSample();
    const sample = await discord("7").says("due AID-1 2022-03-18");
    await slack("admin").says("due AID-1 2022-03-21");
    await joins();
    const { command, options } = sample.call("Snooze");
    const seen = await discord("8").does({ command, options: { ...options, until: "2022-03-20", reason: "later" } });
    expect(seen.text).toContain("this button is no longer valid");
    expect((await slack("admin").says("history AID-1")).text).not.toContain("later");
  });

  it("takes its Slack install along, bound to the same Slack workspace", async () => {
    const second = world.server("slack", `S${servers}`);
    await second("admin").says("help");
    await installedIn(database, `S${servers}`);
    await second("admin").says(`link server ${await code()}`);
    const rows = await database.rows(
      sql`select workspace_id as id, sealed from slack_install where team = ${`S${servers}`}`,
    );
    expect(rows).toEqual([{ id: await world.register(T()), sealed: `k1.S${servers}` }]);
  });

  it("may be several, and is no second time", async () => {
    await joins();
    expect((await joins()).text).toContain("already belongs to that register");
    const third = world.server("discord", `third-${servers}`);
    await third("9").says(`link server ${await code()}`);
    expect(await world.register(`third-${servers}`)).toBe(await world.register(T()));
  });

  it("is joined by one of two codes typed at once, not by both", async () => {
    const [one, other] = [await code(), world.server("slack", `other-${servers}`)];
    const two = world.code((await other("boss").says("link server")).text);
    const elsewhere = world.server("discord", D(), world.other);
    const seen = await Promise.all([
      discord("7").says(`link server ${one}`),
      elsewhere("7").says(`link server ${two}`),
    ]);
    expect(seen.filter(({ answer }) => answer.view.tone === "good")).toHaveLength(1);
    expect([await world.register(T()), await world.register(`other-${servers}`)]).toContain(await world.register(D()));
    expect(world.log.filter(({ level }) => level === "error")).toEqual([]);
  });
});

describe("A server is refused", () => {
  it("when its own register is in use, with the way that works", async () => {
    await discord("7").says('request Northwind "Backup" kind:other channel:email');
    const before = await world.register(D());
    const refused = await joins();
    expect(refused.answer.view.tone).toBe("refused");
    expect(refused.text).toContain("is in use");
    expect(refused.text).toContain("type /aid link server here");
    expect(await world.register(D())).toBe(before);
  });

  it("when it has a company of its own beside the sample", async () => {
    await withSample();
    await discord("7").says("company Adatum country:US");
    expect((await joins()).text).toContain("is in use");
  });

  it("when whoever types it is no admin there, or whoever gave it is none any more", async () => {
    const given = await code();
    expect((await discord("8").says(`link server ${given}`)).text).toContain("it needs the role “admin”");
    expect((await slack("petro").says("link server")).text).toContain("it needs the role “admin”");
    await slack("petro").says("help");
    await slack("admin").says("role petro admin");
    await slack("petro").says("role admin lead");
    expect((await joins(given)).text).toContain("may no longer give it");
    expect(await world.register(D())).not.toBe(await world.register(T()));
  });

  it("for a person's code, a used one, one that is over and one that was made up", async () => {
    const personal = world.code((await slack("admin").says("link")).text);
    expect((await joins(personal)).text).toContain("Nobody gave this code");
    const late = await code();
    world.clock.set(new Date(Date.parse(world.clock.now()) + 11 * 60_000).toISOString());
    expect((await joins(late)).text).toContain("ten minutes of this code are over");
    const used = await code();
    await world.server("discord", `first-${servers}`)("9").says(`link server ${used}`);
    expect((await joins(used)).text).toContain("used already");
    for (let guess = 0; guess < 4; guess += 1) await joins(`1111${guess}-22222`);
    expect((await joins()).text).toContain("too many wrong codes");
  });
});
