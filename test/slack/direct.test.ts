import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { arrivalOf } from "../../adapters/slack/reading.ts";
import type { Database } from "../../db/database.ts";
import { quickDatabase } from "../support/database.ts";
import { openSlackHouse, type SlackHouse } from "../support/slack-house.ts";

describe("whoever writes to the app directly in Slack", { timeout: 60_000 }, () => {
  let database: Database;
  let scene: SlackHouse;
  beforeEach(async () => {
    database = await quickDatabase();
    scene = await openSlackHouse({ database });
    scene.office.channel("#outreach");
    const olena = scene.office.person("olena").in("#outreach");
    await olena.slash('/aid request Amazon "End AWS" kind:other channel:email');
  });
  afterEach(async () => {
    await scene.close();
    await database.close();
  });
  const directly = (handle = "olena") => scene.office.person(handle).in("@app");

  it("is answered there, as if it were a command", async () => {
    const olena = directly();
    await olena.says("help");
    expect(olena.news()).toContain("/aid");
    await olena.says("show AID-1");
    expect(olena.news()).toContain("End AWS");
    await olena.says("edit AID-1 title:Generators");
    await olena.says("history AID-1");
    expect(olena.news()).toContain("Generators");
  });

  it("is told what is wrong with it, and gets a form behind a button where something is missing", async () => {
    const olena = directly();
    await olena.says("thanks a lot");
    expect(olena.news()).toContain("thanks");
    await olena.says("request Contoso");
    await olena.click("Open the form");
    await olena.submit({ "What it is, in short": "Terminals", Kind: "equipment" });
    expect(olena.news()).toContain("Contoso");
  });

  it("is answered once, however often Slack tells of it", async () => {
    const olena = directly();
    await olena.says("edit AID-1 title:Generators");
    const answered = olena.news().match(/Generators/gu)?.length;
    expect(answered).toBeGreaterThan(0);
    await olena.says("edit AID-1 title:Trucks");
    scene.slack.events.repeat(3);
    await olena.says("edit AID-1 title:Generators");
    scene.slack.events.repeat(1);
    expect(olena.news().match(/Generators/gu)?.length).toBe(answered);
  });

  it("is answered in the thread where they wrote", async () => {
    const olena = directly();
    await olena.says("show AID-1");
    const thread = olena.thread("show AID-1");
    await thread.says("history AID-1");
    expect(thread.sees()).toContain("Request logged");
  });
});

describe("of the messages in a direct conversation", () => {
  const event = { type: "message", channel_type: "im", channel: "D1", user: "U1", text: "help", ts: "1.2" };
  const read = (over: object) =>
    arrivalOf({ type: "event_callback", team_id: "T1", event_id: "Ev1", event: { ...event, ...over } });

  it.each([
    ["a person's own words", {}],
    ["words beside a file", { subtype: "file_share" }],
    ["words in a thread, shown outside it", { subtype: "thread_broadcast", thread_ts: "1.1" }],
  ])("%s are a command", (_, over) => {
    expect(read(over)).toMatchObject({ kind: "line", text: "help", place: { id: "@U1" }, key: "Ev1" });
  });

  it.each([
    ["our own words", { bot_id: "B1" }],
    ["an edit", { subtype: "message_changed", message: event }],
    ["what was deleted", { subtype: "message_deleted" }],
    ["a file without words", { subtype: "file_share", text: " " }],
    ["what nobody said", { user: undefined }],
    ["what was said in a channel", { channel_type: "channel", channel: "C1" }],
    ["what several talk about", { channel_type: "mpim", channel: "G1" }],
  ])("%s is none", (_, over) => {
    expect(read(over)).toBeUndefined();
  });
});
