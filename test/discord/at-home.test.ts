import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Database } from "../../db/database.ts";
import { quickDatabase } from "../support/database.ts";
import { fault } from "../support/discord/index.ts";
import { type DiscordHouse, openDiscordHouse } from "../support/discord-house.ts";

/** Commands work where the app may not speak: whoever makes such a channel a team's hears of it at once. */

describe("a channel of Discord that becomes a team's", { timeout: 60_000 }, () => {
  let database: Database;
  let scene: DiscordHouse;
  let olena: ReturnType<ReturnType<DiscordHouse["office"]["person"]>["in"]>;

  beforeEach(async () => {
    database = await quickDatabase();
    scene = await openDiscordHouse({ database });
    scene.office.channel("#desk");
    olena = scene.office.person("olena").in("#desk");
  });
  afterEach(async () => {
    await scene.close();
    await database.close();
  });

  const hushed = () => {
    const channel = scene.office.channel("#press");
    channel.overwrite("app", { deny: ["SEND_MESSAGES", "CREATE_PUBLIC_THREADS"] });
    return channel;
  };

  it("where the app may not speak is told of, with what to allow", async () => {
    const { id } = hushed();
    await olena.slash("aid line", { words: `team Press channel:<#${id}>` });
    expect(await olena.until("Not everything is allowed yet")).toContain(
      "#press: Send Messages, Create Public Threads",
    );
    expect(olena.sees()).toContain("Edit Channel, Permissions");
    const petro = scene.office.person("petro").in("#desk");
    expect(petro.sees()).not.toContain("Not everything is allowed yet");
  });

  it("is well without a word where all is allowed", async () => {
    hushed();
    await olena.slash("aid line", { words: "team Desk" });
    await olena.until("team settings recorded");
    await expect.poll(scene.waiting).toBe(0);
    expect(olena.sees()).not.toContain("Not everything is allowed yet");
  });

  it("is a team's all the same where Discord does not say what is allowed", async () => {
    const { id } = hushed();
    scene.discord.faults.plant("GET /guilds/{guild}/channels", fault.serverError());
    await olena.slash("aid line", { words: `team Press channel:<#${id}>` });
    await olena.until("team settings recorded");
    await expect.poll(scene.waiting).toBe(0);
    expect(scene.log.map(({ event }) => event)).toContain("discord.unchecked");
  });
});
