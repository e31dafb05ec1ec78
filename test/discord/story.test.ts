import { describe, expect, it } from "vitest";
import { readStory } from "../../adapters/console/story.ts";
import { quickDatabase } from "../support/database.ts";
import { openDiscordHouse } from "../support/discord-house.ts";
import { playInDiscord } from "../support/discord-story.ts";
import { onTheConsole, registerIn, storyIn } from "../support/story-register.ts";

const STORIES = ["2022.story", "2022-restrict.story", "ukrainian.story"];

describe.each(["the gateway", "HTTP"] as const)("in Discord over %s", { timeout: 240_000 }, (transport) => {
  it("stops where something else is seen than was expected", async () => {
    const database = await quickDatabase();
    const scene = await openDiscordHouse({ database, transport });
    const lines = [
      "as olena",
      "in #outreach",
      '/aid request Amazon "End AWS" kind:service_suspension',
      'expect "AID-1"',
      'expect "AID-2"',
    ];
    try {
      await expect(playInDiscord(readStory(lines.join("\n")), scene)).rejects.toThrow(
        /^line 5: .*\n.*AID-2, but saw: .*AID-1/su,
      );
    } finally {
      await scene.close();
      await database.close();
    }
  });

  it.each(STORIES)("%s comes true, and ends in the same register as on the console", async (name) => {
    const story = storyIn(name);
    const database = await quickDatabase();
    const { zone, language, opening } = story;
    const scene = await openDiscordHouse({ database, transport, zone, language, opening });
    try {
      await playInDiscord(story, scene);
      const { users, channels } = scene.discord.world;
      const names = new Map([
        ...[...channels.values()].map((one) => [one.id, `#${one.name}`] as const),
        ...[...users.values()].map((one) => [one.id, one.handle] as const),
      ]);
      const register = await registerIn(database, names, "discord");
      expect(register.length).toBeGreaterThan(20);
      expect(register).toEqual(await onTheConsole(name));
      expect(scene.log.filter(({ level }) => level === "error")).toEqual([]);
    } finally {
      await scene.close();
      await database.close();
    }
  });
});
