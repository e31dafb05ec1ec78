import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Database } from "../../db/database.ts";
import { quickDatabase } from "../support/database.ts";
import { openSlackHouse, type SlackHouse } from "../support/slack-house.ts";

/** Slack keeps the name of a private channel to itself; its readers see it all the same, and no other name is made up. */

describe("in a private channel of Slack", { timeout: 60_000 }, () => {
  let database: Database;
  let scene: SlackHouse;

  beforeEach(async () => {
    database = await quickDatabase();
  });
  afterEach(async () => {
    await scene.close();
    await database.close();
  });

  const begun = async (language: "en" | "uk") => {
    scene = await openSlackHouse({ database, language });
    const room = scene.office.channel("#crisis-cell", { kind: "private" });
    const person = scene.office.person("olena", { locale: language === "uk" ? "uk-UA" : "en-GB" });
    await room.invite(person);
    const olena = person.in("#crisis-cell");
    await olena.slash('/aid request Amazon "End AWS" kind:other channel:email');
    return olena;
  };

  it.each([
    ["en", "Team"],
    ["uk", "Команда"],
  ] as const)("a first team is called by a word of the register's language: %s, %s", async (language, name) => {
    const olena = await begun(language);
    await olena.slash("/aid team");
    expect(olena.news()).toContain(name);
    expect(olena.sees()).not.toMatch(/privategroup|directmessage/u);
    await olena.slash(`/aid team ${name}`);
    expect(olena.news()).toContain("#crisis-cell");
    expect(olena.sees()).not.toContain(olena.channel.id);
  });

  it("a team that gets its channel by a form shows it by its name, too", async () => {
    const olena = await begun("en");
    await olena.slash(`/aid team Outreach channel:<#${olena.channel.id}|>`);
    expect(olena.news()).not.toContain("privategroup");
    const other = scene.office.channel("#outreach");
    await olena.slash(`/aid team Outreach channel:<#${other.id}>`);
    expect(olena.news()).toContain("#outreach");
  });
});

describe("a channel of Slack that is called otherwise by now", { timeout: 60_000 }, () => {
  it("is shown by its name of today", async () => {
    const database = await quickDatabase();
    const scene = await openSlackHouse({ database });
    try {
      const room = scene.office.channel("#desk");
      const olena = scene.office.person("olena").in("#desk");
      await olena.slash("/aid team Outreach channel:here");
      const channel = scene.slack.world.channels.get(room.id);
      if (channel) channel.name = "front-desk";
      await olena.slash("/aid team Outreach");
      expect(olena.news()).toContain("#front-desk");
    } finally {
      await scene.close();
      await database.close();
    }
  });
});
