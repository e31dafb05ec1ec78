import { once } from "node:events";
import { text } from "node:stream/consumers";
import { expect, it, onTestFinished } from "vitest";
import { startAidline } from "../support/child.ts";
import { realDiscordClock, startDiscord } from "../support/discord/index.ts";

it("the process joins Discord from its settings, serves until it is asked to stop, and leaves nothing undone", {
  timeout: 60_000,
}, async () => {
  const discord = await startDiscord({ clock: realDiscordClock() });
  onTestFinished(() => discord.close());
  const office = discord.guild("Office");
  office.channel("#outreach");
  const olena = office.person("olena").in("#outreach");
  const bot = startAidline(["start"], { DISCORD_BOT_TOKEN: discord.app.token, DISCORD_API_URL: discord.apiUrl });
  const ended = once(bot, "exit");
  await discord.gateway.connected(1);
  await expect.poll(() => discord.world.commands.length, { timeout: 20_000 }).toBeGreaterThan(0);
  await olena.slash("aid request", { company: "Amazon", title: "End AWS in Russia", kind: "service_suspension" });
  await olena.until("AID-1");
  bot.kill("SIGTERM");
  expect(await ended).toEqual([0, null]);
});

it("the process says in one line what is wrong with a token", { timeout: 60_000 }, async () => {
  const discord = await startDiscord({ clock: realDiscordClock() });
  onTestFinished(() => discord.close());
  const bot = startAidline(["start"], { DISCORD_BOT_TOKEN: "a.wrong.token", DISCORD_API_URL: discord.apiUrl });
  const ended = once(bot, "exit");
  const complaint = await text(bot.stderr);
  expect(await ended).toEqual([2, null]);
  expect(complaint.trim().split("\n")).toEqual([expect.stringMatching(/^Discord does not take DISCORD_BOT_TOKEN\./u)]);
});
