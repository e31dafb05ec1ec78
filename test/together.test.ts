import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Database } from "../db/database.ts";
import { plusHours } from "../src/domain/time.ts";
import type { Adapter } from "../src/ports.ts";
import { createVirtualClock } from "../src/process/virtual-clock.ts";
import { quickDatabase } from "./support/database.ts";
import { type DiscordHouse, openDiscordHouse } from "./support/discord-house.ts";
import { openSlackHouse, type SlackHouse } from "./support/slack-house.ts";

/** Two people in Slack and two in Discord, at work on one register. */
describe("One register for Slack and Discord", { timeout: 60_000 }, () => {
  let database: Database;
  let slack: SlackHouse;
  let discord: DiscordHouse;
  beforeAll(async () => {
    database = await quickDatabase();
    const clock = createVirtualClock("2022-03-07T07:00:00.000Z");
    const adapters: Adapter[] = [];
    slack = await openSlackHouse({ database, clock, adapters });
    discord = await openDiscordHouse({ database, clock, adapters });
    slack.office.channel("#outreach");
    discord.office.channel("#aid");
  });
  afterAll(async () => {
    await slack.close();
    await discord.close();
    await database.close();
  });

  const inSlack = new Map<string, ReturnType<SlackHouse["office"]["person"]>>();
  const inDiscord = new Map<string, ReturnType<DiscordHouse["office"]["person"]>>();
  const s = (name: string, place = "#outreach") => {
    const one = inSlack.get(name) ?? slack.office.person(name);
    inSlack.set(name, one);
    return one.in(place);
  };
  const d = (name: string, place = "#aid") => {
    const one = inDiscord.get(name) ?? discord.office.person(name);
    inDiscord.set(name, one);
    return one.in(place);
  };
  const times = (text: string, words: string): number => text.split(words).length - 1;
  const codeIn = (text: string): string => /[0-9A-Z]{5}-[0-9A-Z]{5}/u.exec(text)?.[0] ?? expect.fail(text);
  const passes = (hours: number): Promise<void> => slack.pass(plusHours(slack.clock.now(), hours));

  it("begins with a code that one admin gives the other", async () => {
    await s("olena").slash("/aid team Outreach");
    await s("olena").slash("/aid link server");
    const code = codeIn(s("olena").sees());
    await d("denys").slash("aid setup link", { code: `server ${code}` });
    expect(d("denys").news()).toContain("belongs to the register");
    // Whoever comes with the server begins as a newcomer, and is given more by those who are there.
    await d("denys").slash("aid mine");
    await s("olena").slash("/aid role denys lead");
    await d("denys").slash("aid setup team", { name: "Outreach", channel: "aid" });
    expect(d("denys").news()).toContain("Outreach");
  });

  it("shows a request that was logged in Slack in both", async () => {
    await s("olena").slash(
      '/aid request Contoso "500 terminals" kind:equipment channel:email reply-by:2022-03-17 owner:me',
    );
    expect(s("petro").sees()).toContain("AID-1 · Contoso · 500 terminals");
    expect(d("iryna").sees()).toContain("AID-1 · Contoso · 500 terminals");
  });

  it("shows in Slack what was answered in Discord, and who heard it", async () => {
    await d("iryna").slash("aid response", { request: "AID-1", outcome: "accepted_partial", text: "200 of them" });
    expect(times(s("petro").sees(), "AID-1 · Contoso")).toBe(1);
    expect(s("petro").sees()).toContain("agreed in part");
    expect(s("petro").thread("AID-1 · Contoso").sees()).toMatch(/iryna: .*200 of them/u);
    expect(times(d("denys").sees(), "AID-1 · Contoso")).toBe(1);
    expect(d("denys").sees()).toContain("agreed in part");
  });

  it("takes a press in either, and refuses an outdated one in the other", async () => {
    await d("denys").press("Snooze", "AID-1 · Contoso");
    await d("denys").submit({ until: "2022-03-09", reason: "the rest is being asked for" });
    expect(s("petro").sees()).toContain("the rest is being asked for");
    await s("petro").slash("/aid chase AID-1 channel:call");
    expect(d("iryna").sees()).toContain("AID-1 · Contoso");
  });

  it("reminds once, where the team keeps its reminders", async () => {
    const before = times(d("iryna").sees(), "AID-1");
    await passes(24 * 3);
    expect(s("petro").sees()).toMatch(/AID-1[^]*AID-1/u);
    expect(times(d("iryna").sees(), "AID-1")).toBe(before);
  });

  it("knows a person who says so as one and the same", async () => {
    await s("olena").slash("/aid link");
    const code = codeIn(s("olena").news());
    await d("olenka").slash("aid setup link", { code });
    await d("olenka").slash("aid mine");
    expect(d("olenka").news()).toContain("AID-1");
  });
});
