import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { quotedText } from "../../adapters/discord/quoted.ts";
import type { Database } from "../../db/database.ts";
import { quickDatabase } from "../support/database.ts";
import { type DiscordHouse, openDiscordHouse } from "../support/discord-house.ts";

describe("somebody's words in Discord, taken over", () => {
  it.each([
    ["<@123> and <@!123>, <@456>", "@Olena and @Olena, @456"],
    ["<@&99> <:fire:12> <a:run:13> </aid list:14>", "@99 :fire: :run: /aid list"],
    ["by <t:1647259530:f> or <t:1647259530>", "by 2022-03-14 12:05 UTC or 2022-03-14 12:05 UTC"],
    ["**bold** <https://a.example> 3 < 5", "**bold** <https://a.example> 3 < 5"],
  ])("%s", (written, shown) => {
    expect(quotedText(written, (id) => (id === "123" ? "Olena" : undefined))).toBe(shown);
  });
});

describe("a message's menu", { timeout: 60_000 }, () => {
  let database: Database;
  let scene: DiscordHouse;
  beforeEach(async () => {
    database = await quickDatabase();
    scene = await openDiscordHouse({ database });
    scene.office.channel("#outreach");
  });
  afterEach(async () => {
    await scene.close();
    await database.close();
  });
  const seat = (handle: string) => scene.office.person(handle, { name: `${handle} K` }).in("#outreach");

  it("shows people and channels as they are read", async () => {
    const [olena, petro] = [seat("olena"), seat("petro")];
    await petro.says("@olena please ask Northwind for 20 generators, see #outreach");
    await olena.messageMenu("Log as aid request", "20 generators");
    expect(olena.modal.sees()).toContain("@olena K please ask Northwind for 20 generators, see #outreach");
    expect(olena.modal.sees()).not.toMatch(/<[@#]/u);
  });

  it("takes over what was forwarded", async () => {
    scene.office.channel("#hospital");
    const olena = seat("olena");
    const elsewhere = scene.office.person("petro").in("#hospital");
    await seat("petro").forwards(await elsewhere.says("Please ask Northwind for 20 generators for @olena"));
    await olena.messageMenu("Log as aid request", "20 generators");
    expect(olena.modal.sees()).toContain("Please ask Northwind for 20 generators for @olena K");
  });
});
