import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Database } from "../../db/database.ts";
import { quickDatabase } from "../support/database.ts";
import { fault } from "../support/discord/index.ts";
import { type DiscordHouse, type DiscordHouseOptions, openDiscordHouse } from "../support/discord-house.ts";

const LIST = { words: "request Amazon Servers kind:other" };

describe("the gateway", { timeout: 30_000 }, () => {
  let database: Database;
  let scene: DiscordHouse;

  const open = async (options: Partial<DiscordHouseOptions> = {}) => {
    scene = await openDiscordHouse({ database, ...options });
    scene.office.channel("#outreach");
    return scene.office.person("olena");
  };
  const events = (): readonly string[] => scene.log.map(({ event }) => event);
  const registered = (): number => scene.discord.calls.filter(({ route }) => route.startsWith("PUT /app")).length;

  beforeEach(async () => {
    database = await quickDatabase();
  });
  afterEach(async () => {
    await scene.close();
    await database.close();
  });

  it("goes on when the line is cut, and when Discord has forgotten it", async () => {
    const olena = (await open()).in("#outreach");
    const { gateway } = scene.discord;
    const works = async (): Promise<void> => {
      await gateway.connected(1);
      expect(await olena.slash("aid line", LIST)).toMatchObject({ ok: true });
    };
    await works();
    gateway.invalidate(false);
    await works();
    gateway.drop();
    await works();
    expect(scene.log.filter(({ level }) => level === "error")).toEqual([]);
  });

  it("gives back what came too late to be answered, and does nothing of it", async () => {
    const olena = await open();
    scene.discord.interactions.hold();
    const sending = olena.in("#outreach").slash("aid line", LIST);
    scene.discord.clock.advance(4_000);
    scene.discord.interactions.release();
    expect(await sending).toMatchObject({ ok: false });
    const direct = olena.in("@app");
    await direct.until("Nothing was changed. Please do it again.");
    expect(direct.sees()).toContain("request Amazon Servers");
    expect(events()).toContain("discord.unacknowledged");
    olena.takesDirectMessages(false);
    scene.discord.interactions.hold();
    const again = olena.in("#outreach").slash("aid line", LIST);
    scene.discord.clock.advance(4_000);
    scene.discord.interactions.release();
    await again;
    const seen = await olena.in("#outreach").until("too late to be answered");
    expect(seen).not.toContain("request Amazon Servers");
  });

  it("is tried again when Discord cannot be reached at first", async () => {
    const olena = await open({ started: false });
    const down = scene.discord.faults.plant("GET /gateway/bot", fault.serverError(503), { times: 2 });
    await scene.open();
    expect(down.hits()).toBe(2);
    expect(events()).toContain("discord.disconnected");
    expect(await olena.in("#outreach").slash("aid line", LIST)).toMatchObject({ ok: true });
  });

  it("is not tried again when Discord has taken the token away", async () => {
    await open();
    const { gateway } = scene.discord;
    gateway.closeWith(4004);
    await expect.poll(events).toContain("discord.refused");
    expect(gateway.identified.length).toBe(1);
  });

  it("waits when too many have been greeted today", async () => {
    const olena = await open({ started: false });
    scene.discord.app.identifies = 0;
    const opening = scene.open();
    await expect.poll(events).toContain("discord.greetings");
    expect(scene.discord.gateway.identified).toEqual([]);
    expect(olena.handle).toBe("olena");
    await opening;
  });

  it("is not opened with a token that Discord does not know: the start says what to do", async () => {
    await open({ started: false, settings: { botToken: "a.wrong.token" } });
    await expect(scene.open()).rejects.toThrow(/^Discord does not take DISCORD_BOT_TOKEN\. Reset it/u);
  });

  it("opens as many lines as Discord recommends", async () => {
    await open({ started: false });
    scene.discord.app.shards = 2;
    await scene.open();
    expect(scene.discord.gateway.identified.map(({ shard }) => shard)).toEqual([
      [0, 2],
      [1, 2],
    ]);
  });

  it("asks for servers alone, and where it is in none, to be invited", async () => {
    await open({ started: false });
    scene.office.kick();
    const adapter = await scene.open();
    expect(adapter.invitation()).toMatch(
      new RegExp(`client_id=${scene.discord.app.id}&scope=bot\\+applications\\.commands&permissions=\\d+$`, "u"),
    );
    scene.office.invite();
    await expect.poll(() => adapter.invitation()).toBeUndefined();
    expect(scene.discord.gateway.identified[0]).toMatchObject({ intents: 1 });
  });

  it("registers the commands when they are others, and starts without", async () => {
    await open();
    expect(registered()).toBe(1);
    await scene.open();
    expect(registered()).toBe(1);
    scene.discord.world.commands.splice(0);
    scene.discord.faults.plant("PUT /applications/{application}/commands", fault.serverError(), { times: 1 });
    await scene.open();
    expect(registered()).toBe(2);
    expect(events()).toContain("discord.commands");
    expect(scene.discord.world.commands).toEqual([]);
  });
});
