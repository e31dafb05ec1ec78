import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Database } from "../../db/database.ts";
import { quickDatabase } from "../support/database.ts";
import { HOSTILE } from "../support/hostile-typed.ts";
import { furnished } from "../support/hostile-words.ts";
import type { Seat } from "../support/seat.ts";
import { openWorld, type World } from "../support/world.ts";

let database: Database;
let world: World;
let admin: Seat;

beforeAll(async () => {
  database = await quickDatabase();
});
afterAll(() => database.close());

describe("A line", () => {
  beforeAll(async () => {
    world = await furnished(database);
    admin = world.as("admin");
  });
  afterAll(() => world.close());

  it.each(Object.entries(HOSTILE))("of %s is answered, and changes nothing", async (_, typed) => {
    const head = await world.head();
    for (const line of [typed, `/aid ${typed}`, `request ${typed}`, `show ${typed}`, `due AID-1 ${typed}:${typed}`]) {
      const invocation = admin.invocation(line);
      const answer = world.bot.form(invocation) ? undefined : await world.bot.handle(invocation);
      expect(answer?.fault).toBeUndefined();
      expect(await world.bot.suggest(admin.invocation("show"), "request", typed)).toBeInstanceOf(Array);
    }
    expect(await world.head()).toBe(head);
    expect(world.faults).toEqual([]);
  });

  it("of a call that no button of ours carries is refused", async () => {
    const head = await world.head();
    for (const call of [
      { command: "", options: {} },
      { command: "__proto__", options: {} },
      { command: "parked", options: { key: "nothing" } },
      { command: "show", options: { request: "AID-1", "no-such-option": "x" } },
      { command: "due", options: { request: "AID-1", v: "-7", when: "tomorrow" } },
    ]) {
      const answer = await world.bot.handle(admin.invocation(call));
      expect(answer.fault, call.command).toBeUndefined();
    }
    expect(await world.head()).toBe(head);
  });
});

describe("Another workspace", () => {
  it("has requests, people, companies, teams, campaigns and parked calls that simply are not here", async () => {
    const ours = await furnished(database);
    const me = ours.as("admin");
    const other = await openWorld({ database, at: "2022-03-07 10:00" });
    const stranger = other.as("stranger");
    await stranger.says(`request Elsewhere "Their own request" kind:other channel:email owner:me`);
    await stranger.says('campaign SECRET "Their campaign"');
    await stranger.in("#theirs").says("help");
    await other.as("admin").in("#theirs").says("team Theirs quiet:20:00-08:00");
    const long = `request Elsewhere "${"A long title of theirs ".repeat(8)}" kind:other channel:email`;
    const parked = (await stranger.says(long)).call("Log it anyway");
    expect(parked.command).toBe("parked");

    const head = await ours.head();
    // Ours has fewer requests: AID-2 is theirs alone.
    await other.as("admin").says(`request Elsewhere "Another" kind:funding channel:email`);
    const asked = [
      ["show AID-2", "There is no request AID-2."],
      ["close AID-2 Done", "There is no request AID-2."],
      ["assign AID-1 stranger", "Nobody here is called “stranger”."],
      ["company Elsewhere", "There is no company “Elsewhere”."],
      ["campaign SECRET", "There is no campaign “SECRET”."],
      ["late team:Theirs", "There is no team “Theirs”."],
      ["list text:theirs all:yes", "Nothing matches."],
    ] as const;
    for (const [line, sentence] of asked) expect((await me.says(line)).text, line).toContain(sentence);
    expect((await me.does(parked)).text).toContain("this button is no longer valid");
    const offered = await ours.bot.suggest(me.invocation("show"), "request", "AID-2");
    expect(offered.map(({ value }) => value)).toEqual(["AID-1"]);
    expect(await ours.head()).toBe(head);
    expect(await other.flaws()).toEqual([]);
    expect(await ours.flaws()).toEqual([]);
    await other.close();
    await ours.close();
  });
});
