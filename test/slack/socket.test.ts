import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Database } from "../../db/database.ts";
import { quickDatabase } from "../support/database.ts";
import { fault } from "../support/slack/index.ts";
import { openSlackHouse, type SlackHouse } from "../support/slack-house.ts";

describe("two connections to Slack", { timeout: 60_000 }, () => {
  let database: Database;
  let scene: SlackHouse;
  const olena = () => scene.office.person("olena").in("#outreach");

  beforeEach(async () => {
    database = await quickDatabase();
    scene = await openSlackHouse({ database, transport: "Socket Mode" });
    scene.office.channel("#outreach");
    await scene.slack.sockets.connected(2);
  });
  afterEach(async () => {
    await scene.close();
    await database.close();
  });

  it("carry commands while one of them is renewed after a warning, and are two again afterwards", async () => {
    const seat = olena();
    scene.slack.sockets.refresh(0, "warning");
    await scene.slack.sockets.connected(1);
    for (let nth = 0; nth < 20; nth += 1) expect(await seat.slash("/aid list")).toMatchObject({ ok: true });
    await scene.slack.sockets.connected(2);
  });

  it("lose no command while both are renewed, as far apart as they began", async () => {
    const { sockets } = scene.slack;
    const [first = 0, second = 0] = sockets.begun();
    const since = performance.now();
    const later = since + second - first;
    const seat = olena();
    let lost = 0;
    sockets.refresh(0);
    for (let renewed = false; !renewed || sockets.open() < 2; ) {
      if (!(await seat.slash("/aid list")).ok) lost += 1;
      if (renewed || performance.now() < later) continue;
      // What is left of the two that began, or the older of both.
      sockets.refresh(0);
      renewed = true;
    }
    expect(lost).toBe(0);
    expect(Math.min(...sockets.begun())).toBeGreaterThan(since);
  });

  it("come back when both are cut without a word", async () => {
    scene.slack.sockets.drop();
    await scene.slack.sockets.connected(0);
    expect(await olena().slash("/aid list")).toMatchObject({ ok: false });
    await scene.slack.sockets.connected(2);
    expect(await olena().slash("/aid list")).toMatchObject({ ok: true });
  });

  it("come back when Slack cannot be asked for a new one for a while", async () => {
    const broken = scene.slack.faults.plant("apps.connections.open", fault.serverError(), { times: 2 });
    scene.slack.sockets.drop(0);
    await broken.struck;
    expect(await olena().slash("/aid list")).toMatchObject({ ok: true });
    await scene.slack.sockets.connected(2);
  });

  it("end with the process, also in the middle of coming back", async () => {
    scene.slack.sockets.drop();
    await scene.slack.sockets.connected(0);
    await scene.close();
    await scene.slack.sockets.connected(0);
    expect(scene.slack.sockets.open()).toBe(0);
    scene = await openSlackHouse({ database, transport: "Socket Mode" });
  });
});

describe("an app token that Slack does not take", () => {
  it("stops the start with what to do", async () => {
    const database = await quickDatabase();
    const scene = await openSlackHouse({ database, transport: "Socket Mode", started: false });
    try {
      await expect(scene.open({ settings: { ...scene.settings, appToken: "xapp-wrong" } })).rejects.toThrow(
        /SLACK_APP_TOKEN/u,
      );
    } finally {
      await scene.close();
      await database.close();
    }
  });
});
