import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Database } from "../../db/database.ts";
import { quickDatabase } from "../support/database.ts";
import { fault } from "../support/slack/index.ts";
import { openSlackHouse, type SlackHouse } from "../support/slack-house.ts";

/** The Home tab is where somebody looks after their own settings, and a lead after the teams' digests. */
describe("on the Home tab of Slack", { timeout: 60_000 }, () => {
  let database: Database;
  let scene: SlackHouse;
  let olena: ReturnType<SlackHouse["office"]["person"]>;

  beforeEach(async () => {
    database = await quickDatabase();
    scene = await openSlackHouse({ database });
    scene.office.channel("#desk");
    olena = scene.office.person("olena", { tz: "Europe/Kyiv" });
    await olena.in("#desk").slash("/aid team Desk zone:Europe/Kyiv");
    await olena.openHome();
  });
  afterEach(async () => {
    await scene.close();
    await database.close();
  });

  it("somebody chooses their time zone by a form, and sees it there", async () => {
    expect(olena.home.sees()).toContain("Time zone: Europe/Kyiv");
    await olena.home.click("Time zone");
    await olena.submit({ zone: "Europe/Lisbon" });
    await expect.poll(() => olena.home.sees()).toContain("Time zone: Europe/Lisbon");
  });

  it("a zone that there is not is said on its field", async () => {
    await olena.home.click("Time zone");
    await olena.submit({ zone: "Atlantis" });
    expect(olena.modal.sees()).toContain("Atlantis");
    await olena.submit({ zone: "Europe/Lisbon" });
    await expect.poll(() => olena.home.sees()).toContain("Time zone: Europe/Lisbon");
  });

  it("somebody changes to the other language, and back, by a button in its own words", async () => {
    await olena.home.click("Українська");
    await expect.poll(() => olena.home.sees()).toContain("Мова: українська");
    expect(olena.home.sees()).toContain("зведення: понеділок");
    await olena.home.click("English");
    await expect.poll(() => olena.home.sees()).toContain("Language: English");
  });

  it("somebody who changed to the other language has their forms in it, too, whatever Slack says of them", async () => {
    await olena.home.click("Українська");
    await expect.poll(() => olena.home.sees()).toContain("Мова: українська");
    await olena.home.click("Часовий пояс");
    expect(olena.modal.sees()).toContain("Записати");
    await olena.submit({ zone: "Atlantis" });
    expect(olena.modal.sees()).toMatch(/Atlantis.*[а-яіїє]{4}/u);
    await olena.submit({ zone: "Europe/Lisbon" });
    await expect.poll(() => olena.home.sees()).toContain("Europe/Lisbon");
  });

  it("somebody has their reminders brought to them, or says until when they are away", async () => {
    await olena.home.click("Remind me directly");
    await expect.poll(() => olena.home.sees()).toContain("Reminders by direct message: yes");
    await olena.home.click("Away until…");
    await olena.submit({ away: "21 March" });
    await olena.in("#desk").slash("/aid role");
    expect(olena.in("#desk").sees()).toContain("away until Mon 21 Mar 2022");
  });

  it("a lead sets the day of a team's digest, which others only see", async () => {
    expect(olena.home.sees()).toContain("digest: Monday, 09:00");
    await olena.home.click("Digest day of Desk");
    await olena.submit({ "digest-day": "Thursday" });
    await expect.poll(() => olena.home.sees()).toContain("digest: Thursday, 09:00");
    await olena.home.click("Digest day of Desk");
    await olena.submit({ "digest-day": "never" });
    await expect.poll(() => olena.home.sees()).toContain("no digest");
    const petro = scene.office.person("petro");
    await petro.openHome();
    expect(petro.home.sees()).toContain("no digest");
    expect(petro.home.buttons()).not.toContain("Digest day of Desk");
  });

  it("what waits for somebody is counted apart from what is theirs", async () => {
    const desk = olena.in("#desk");
    await desk.slash('/aid request Amazon "End AWS" kind:other channel:email owner:me reply-by:"5 working days"');
    await desk.slash('/aid request Contoso "500 terminals" kind:equipment owner:me');
    await olena.openHome();
    expect(olena.home.sees()).toContain("1 request waits for you; 2 open requests are yours.");
    const lines = olena.home.sees();
    expect(lines.indexOf("AID-2")).toBeLessThan(lines.indexOf("AID-1"));
  });
});

/** In a house of its own, with one channel. */
const alone = async (options: { readonly scopes?: readonly string[] }, work: (scene: SlackHouse) => Promise<void>) => {
  const database = await quickDatabase();
  const scene = await openSlackHouse({ database, ...options });
  try {
    scene.office.channel("#desk");
    await work(scene);
  } finally {
    await scene.close();
    await database.close();
  }
};

describe("what is pressed on the Home tab", { timeout: 60_000 }, () => {
  it("is answered before it, goes on from there, and comes as a message where that fails", async () => {
    await alone({}, async (scene) => {
      const olena = scene.office.person("olena");
      await olena.in("#desk").slash('/aid request Amazon "End AWS" kind:other channel:email owner:me');
      await olena.openHome();
      await olena.home.click("My requests");
      const window = olena.modal.view()?.id;
      expect(olena.modal.sees()).toContain("AID-1");
      const [first = "none"] = olena.modal.buttons();
      await olena.modal.click(first);
      expect(olena.modal.view()?.id).toBe(window);
      expect(olena.modal.sees()).toContain("Their move");
      await olena.modal.click("New date");
      await olena.submit({ when: "22 March" });
      await expect.poll(() => olena.in("@app").sees()).toContain("22 Mar");
      expect(olena.modal.view()?.id).toBe(window);
      await olena.cancel();
      await olena.home.click("New request");
      expect(olena.modal.sees()).toContain("Kind");
      await olena.cancel();
      scene.slack.faults.plant("views.open", fault.refuses("expired_trigger_id"), { times: 1 });
      await olena.home.click("Help");
      expect(olena.modal.sees()).toBe("");
      expect(olena.in("@app").sees()).toContain("/aid help");
    });
  });
});

describe("what bare /aid offers where the app was put in by its token", { timeout: 60_000 }, () => {
  it("is a first channel until there is one, and what the app may not do, with how to mend it", async () => {
    const scopes = ["commands", "chat:write", "users:read", "app_mentions:read"];
    await alone({ scopes }, async (scene) => {
      const olena = scene.office.person("olena").in("#desk");
      await olena.slash("/aid");
      expect(olena.news()).toContain("No team has a channel yet");
      expect(olena.news()).toContain("1 permission is missing");
      expect(olena.news()).toContain("im:write");
      const petro = scene.office.person("petro").in("#desk");
      await petro.slash("/aid");
      expect(petro.news()).not.toContain("Set up this channel");
      await olena.click("Set up this channel");
      await olena.submit({ name: "Desk", channel: "#desk" });
      await olena.slash("/aid");
      expect(olena.news()).not.toContain("Set up this channel");
      expect(olena.news()).toContain("im:write");
      await olena.slash("/aid list");
      expect(olena.news()).not.toContain("im:write");
    });
  });
});

describe("on the Home tab of a register that has no team yet", { timeout: 60_000 }, () => {
  it("whoever comes first is greeted, as an installer is, sets up a channel, and is not greeted again", async () => {
    await alone({}, async (scene) => {
      const olena = scene.office.person("olena", { tz: "Europe/Kyiv" });
      olena.in("#desk");
      await olena.openHome();
      expect(olena.home.sees()).toContain("Aidline is ready: one step is left");
      await olena.home.click("Set up this channel");
      await olena.submit({ name: "Desk", channel: "#desk" });
      await expect.poll(() => olena.home.sees()).not.toContain("one step is left");
      expect(olena.home.sees()).toContain("Desk");
    });
  });
});
