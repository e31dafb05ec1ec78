import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Database } from "../../db/database.ts";
import { quickDatabase } from "../support/database.ts";
import { openTwoPlatforms, type TwoPlatforms } from "../support/two-platforms.ts";

/** One team with a channel on each of two platforms. */

let database: Database;
let world: TwoPlatforms;
let slack: ReturnType<TwoPlatforms["server"]>;
let discord: ReturnType<TwoPlatforms["server"]>;
let nth = 0;

beforeAll(async () => {
  database = await quickDatabase();
  world = await openTwoPlatforms(database);
});
beforeEach(async () => {
  nth += 1;
  slack = world.server("slack", `T${nth}`);
  discord = world.server("discord", `D${nth}`);
  const { text } = await slack("admin").says("link server");
  await discord("7").says(`link server ${world.code(text)}`);
  await discord("7").says("help");
  await slack("admin").says("role 7 lead");
  await slack("admin").says("team Outreach channel:here language:uk");
});
afterAll(() => database.close());

/** The lead in Discord, in a channel of another name. */
const there = () => discord("7").in("#aid");

describe("A channel on another platform", () => {
  it("is added to a team that exists, which says where its reminders still go", async () => {
    const { text } = await there().says("team Outreach channel:here");
    expect(text).toContain("картки тепер видно ще й тут: #aid (Discord)");
    expect(text).toContain("як і раніше, сюди: #outreach (Slack)");
    const card = (await slack("admin").in("#desk").says("team Outreach")).text;
    expect(card).toContain("Channel: #outreach (Slack)");
    expect(card).toContain("Cards also in: #aid (Discord)");
    expect((await slack("admin").in("#desk").says("team")).text).toContain("#outreach, #aid");
    expect(await world.flaws(await world.register(`T${nth}`))).toEqual([]);
  });

  it("is the team's own: what is asked there is its, in its language, and is found by that name", async () => {
    await there().says("team Outreach channel:here");
    await slack("admin").in("#desk").says("team Other channel:here");
    expect((await there().says('request Contoso "Terminals" kind:other channel:email')).text).toContain(
      "запит до компанії «Contoso»",
    );
    expect((await there().says("list team:#aid")).text).toContain("Terminals");
    expect((await slack("admin").says("list team:Other")).text).not.toContain("Terminals");
  });

  it("takes the place of an earlier one there, and no other team's", async () => {
    await there().says("team Outreach channel:here");
    await discord("7").in("#relief").says("team Outreach channel:here");
    const card = (await slack("admin").in("#desk").says("team Outreach")).text;
    expect(card).toContain("Cards also in: #relief (Discord)");
    expect(card).not.toContain("#aid");
    await slack("admin").in("#desk").says("team Other channel:here");
    const taken = await discord("7").in("#relief").says("team Other channel:here");
    expect(taken.answer.view.tone).toBe("refused");
    expect(taken.text).toContain("“#relief” is already in use");
  });

  it("is added by the form of a first team, too", async () => {
    await there().does({ command: "team", options: { name: "outreach", channel: "#aid", language: "uk" } });
    expect((await slack("admin").in("#desk").says("team Outreach")).text).toContain("Cards also in: #aid (Discord)");
  });

  it("can be taken away by its name, its platform or from where it is; that for reminders cannot", async () => {
    for (const [typed, by] of [
      ["#aid", slack("admin").in("#desk")],
      ["discord", slack("admin").in("#desk")],
      ["here", there()],
    ] as const) {
      await there().says("team Outreach channel:here");
      expect((await by.says(`team Outreach remove:${typed}`)).answer.view.tone, typed).not.toBe("refused");
      expect((await slack("admin").in("#desk").says("team Outreach")).text, typed).not.toContain("#aid");
    }
    const kept = await slack("admin").says("team Outreach remove:here");
    expect(kept.text).toContain("Outreach gets its reminders in #outreach");
    expect((await there().says("team Outreach remove:#nowhere")).text).toContain("has no channel “#nowhere”");
  });

  it("can become the one for reminders, and the other one stays for cards", async () => {
    await there().says("team Outreach channel:here");
    expect((await there().says("team Outreach reminders:here")).text).toContain("надходять сюди: #aid (Discord)");
    const card = (await slack("admin").in("#desk").says("team Outreach")).text;
    expect(card).toContain("Channel: #aid (Discord)");
    expect(card).toContain("Cards also in: #outreach (Slack)");
    expect((await slack("admin").in("#desk").says("team Outreach reminders:slack")).text).toContain(
      "#outreach (Slack)",
    );
    expect((await there().says("team Outreach reminders:slack")).text).not.toContain("тепер");
  });

  it("is a lead's to change", async () => {
    expect((await discord("8").says("team Outreach channel:here")).text).toContain("it needs the role “lead”");
  });
});
