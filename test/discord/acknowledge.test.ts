import { sql } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Database } from "../../db/database.ts";
import type { Bot } from "../../src/ports.ts";
import { quickDatabase } from "../support/database.ts";
import { fault, signed } from "../support/discord/index.ts";
import { type DiscordHouse, type DiscordHouseOptions, openDiscordHouse } from "../support/discord-house.ts";
import { slowBot, slowInbox } from "../support/slow.ts";
import { troubledInbox } from "../support/troubled-inbox.ts";

const ASK = { company: "Amazon", title: "End AWS in Russia", kind: "service_suspension" };
const SECONDS = 1_000;
const EDIT = "PATCH /webhooks/{application}/{token}/messages/{message}";
const POST = "POST /channels/{channel}/messages";
const DISCARD = "DELETE /webhooks/{application}/{token}/messages/{message}";

describe("what Discord hands over", { timeout: 60_000 }, () => {
  let database: Database;
  let scene: DiscordHouse;
  let olenaHerself: ReturnType<DiscordHouse["office"]["person"]>;

  const open = async (options: Partial<DiscordHouseOptions> = {}) => {
    scene = await openDiscordHouse({ database, ...options });
    scene.office.channel("#outreach");
    olenaHerself = scene.office.person("olena");
    return olenaHerself.in("#outreach");
  };
  const requests = async (): Promise<number> => {
    const [row] = await database.rows<{ count: number }>(sql`select count(*)::int as count from request`);
    return row?.count ?? -1;
  };
  const answers = (): number =>
    scene.discord.world.messages.filter(
      ({ components, deleted }) => !deleted && JSON.stringify(components).includes("draft for Amazon"),
    ).length;

  /** Ends the process of a bot that dies, so that nothing waits for it. */
  let bury: (() => void) | undefined;
  /** A bot that is killed in the middle of whatever it is asked. */
  const dyingBot = (begun: () => void = () => undefined): Bot => ({
    ...scene.house.bot,
    handle: () => {
      begun();
      const { promise, reject } = Promise.withResolvers<never>();
      bury = () => reject(new Error("killed"));
      return promise;
    },
  });
  beforeEach(async () => {
    database = await quickDatabase();
  });
  afterEach(async () => {
    scene.discord.faults.releaseAll();
    bury?.();
    bury = undefined;
    await scene.close();
    await database.close();
  });

  it.each(["the gateway", "HTTP"] as const)(
    "is acknowledged at once over %s, however slow what follows is",
    async (transport) => {
      const olena = await open({ transport, started: false, patient: false });
      const { bot, release } = slowBot(scene.house.bot);
      await scene.open({}, bot);
      const done = await olena.slash("aid request", ASK);
      expect(done).toMatchObject({ ok: true });
      expect(done.took).toBeLessThan(1 * SECONDS);
      expect(answers()).toBe(0);
      release();
      await olena.until("draft for Amazon");
    },
  );

  it("is done after a crash, once, by whoever starts next", async () => {
    const olena = await open({ started: false, patient: false });
    const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
    await scene.open({}, dyingBot(begin));
    expect(await olena.slash("aid request", ASK)).toMatchObject({ ok: true });
    await begun;
    expect([await requests(), await scene.waiting()]).toEqual([0, 1]);
    await scene.open();
    await olena.until("draft for Amazon");
    expect([await requests(), await scene.waiting(), answers()]).toEqual([1, 0, 1]);
  });

  it("is answered after a crash that came between the change and its answer, and changes nothing twice", async () => {
    const olena = await open({ patient: false });
    const dead = [EDIT, POST].map((route) => scene.discord.faults.plant(route, fault.serverError()));
    await olena.slash("aid request", ASK);
    await dead[0]?.struck;
    await expect.poll(requests).toBe(1);
    expect(await scene.waiting()).toBe(1);
    for (const one of dead) one.remove();
    await scene.open();
    await olena.until("draft for Amazon");
    expect([await requests(), await scene.waiting(), answers()]).toEqual([1, 0, 1]);
  });

  it("is answered in the channel, or alone, when its own quarter of an hour is over", async () => {
    const olena = await open({ started: false, patient: false });
    const petro = scene.office.person("petro").in("#outreach");
    await scene.leave(olena, { kind: "typed", input: "team Press channel:#outreach" });
    await scene.leave(olena, { kind: "typed", input: "help" });
    await scene.open();
    await petro.until("Press");
    // What only one person may read comes to them alone.
    const direct = olenaHerself.in("@app");
    expect(await direct.until("/aid")).toContain("Office");
    expect(petro.sees()).not.toContain("/aid");
  });

  it("asks for a form after a crash by a button, since the time to open one is over", async () => {
    const olena = await open({ started: false, patient: false });
    await scene.leave(olena, { kind: "typed", input: "request Amazon" });
    await scene.open();
    const direct = olenaHerself.in("@app");
    await direct.until("Open the form");
    await direct.press("Open the form");
    await expect.poll(() => direct.modal.sees()).toContain("Kind");
  });

  it.each([
    [EDIT, "team Press channel:here", "Press"],
    [DISCARD, "request Amazon 'End AWS' kind:other channel:email", "End AWS"],
  ])("leaves no promise behind where Discord hears %s before it has read the promise", async (route, line, said) => {
    const olena = await open();
    await olena.slash("aid line", { words: "team Outreach channel:here" });
    const early = scene.discord.faults.plant(route, fault.refuses("unknownWebhook"), { times: 2 });
    await olena.slash("aid line", { words: line });
    await olena.until(said);
    await expect.poll(() => early.hits()).toBe(2);
    await expect.poll(() => olena.sees()).not.toContain("thinking");
    expect(scene.log.map(({ event }) => event)).not.toContain("discord.other_way");
  });

  it("is given up at last, and then kept no longer", async () => {
    const olena = await open({ started: false, patient: false });
    await scene.leave(olena, { kind: "typed", input: "help" });
    for (let nth = 0; nth < 15; nth += 1) await scene.inbox.take(0, true);
    await scene.open();
    expect(await scene.waiting()).toBe(0);
    expect(scene.log.map(({ event }) => event)).toContain("discord.given_up");
  });

  it("has one effect and one answer, however often it comes", async () => {
    const olena = await open();
    scene.discord.interactions.repeat(3);
    await olena.slash("aid request", ASK);
    expect([await requests(), answers()]).toEqual([1, 1]);
  });

  it("is refused in words when it cannot be written down", async () => {
    const olena = await open({ started: false });
    let broken = true;
    const { inbox, release } = troubledInbox(scene.inbox, () => broken);
    release();
    await scene.open({ inbox });
    expect(await olena.slash("aid request", ASK)).toMatchObject({ ok: true });
    const refusal = olena.news();
    expect(refusal).toContain("could not be written down");
    expect(refusal).toContain("End AWS in Russia");
    broken = false;
    await olena.slash("aid request", ASK);
    expect(await requests()).toBe(1);
  });

  it("is acknowledged within three seconds while it is still being written down, and then done", async () => {
    const olena = await open({ started: false, patient: false });
    const { inbox, release } = slowInbox(scene.inbox);
    await scene.open({ inbox });
    const done = await olena.slash("aid request", ASK);
    expect(done.ok).toBe(true);
    expect(done.took).toBeLessThan(3 * SECONDS);
    release();
    await olena.until("draft for Amazon");
  });

  it("is answered to whom it concerns when it was still being written down, also after a crash", async () => {
    const olena = await open({ started: false, patient: false });
    const petro = scene.office.person("petro").in("#outreach");
    const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
    let isSlow = true;
    const { inbox, release } = slowInbox(scene.inbox, () => isSlow);
    await scene.open({ inbox }, dyingBot(begin));
    await olena.slash("aid line", { words: `team Press channel:<#${olena.channel.id}|outreach>` });
    release();
    await begun;
    isSlow = false;
    await scene.open();
    await petro.until("Press");
    expect(olena.sees()).not.toContain("thinking");
  });

  it("makes a reminder the record of a press that was still being written down", async () => {
    const olena = await open({ started: false, patient: false });
    const petro = scene.office.person("petro").in("#outreach");
    let isSlow = false;
    const { inbox, release } = slowInbox(scene.inbox, () => isSlow);
    await scene.open({ inbox });
    await olena.slash("aid line", { words: `team Outreach channel:<#${olena.channel.id}|outreach>` });
    await petro.until("Outreach");
    const line = 'request Northwind "Send terminals" kind:equipment channel:email reply-by:2022-03-15';
    await olena.slash("aid line", { words: line });
    await olena.until("Send terminals");
    await scene.pass("2022-03-15T07:10:00.000Z");
    isSlow = true;
    const undone = (): number => petro.buttons().filter((label) => label === "Done").length;
    const before = undone();
    await olena.press("Chased");
    release();
    await expect.poll(undone, { timeout: 5 * SECONDS }).toBe(before - 1);
    await expect.poll(() => scene.waiting()).toBe(0);
    expect(olena.news()).not.toContain("thinking");
  });

  it("is written down once more when that failed after it was acknowledged, and then done once", async () => {
    const olena = await open({ started: false, patient: false });
    const { inbox, release, tries } = troubledInbox(scene.inbox, (nth) => nth === 1);
    await scene.open({ inbox });
    expect(await olena.slash("aid request", ASK)).toMatchObject({ ok: true });
    release();
    await olena.until("draft for Amazon");
    expect([await requests(), tries()]).toEqual([1, 2]);
  });

  it("is refused in words, with what was typed, when it could not be written down after it was acknowledged", async () => {
    const olena = await open({ started: false, patient: false });
    let broken = true;
    const { inbox, release } = troubledInbox(scene.inbox, () => broken);
    await scene.open({ inbox });
    expect(await olena.slash("aid request", ASK)).toMatchObject({ ok: true });
    release();
    expect(await olena.until("could not be written down")).toContain("End AWS in Russia");
    broken = false;
    await olena.slash("aid request", ASK);
    await olena.until("draft for Amazon");
    expect(await requests()).toBe(1);
  });

  it("is finished before the process stops", async () => {
    const olena = await open({ started: false, patient: false });
    const { bot, release } = slowBot(scene.house.bot);
    const adapter = await scene.open({}, bot);
    await olena.slash("aid request", ASK);
    let stopped = false;
    const stop = async (): Promise<void> => {
      await adapter.stop();
      stopped = true;
    };
    const stopping = stop();
    await new Promise((resolve) => setImmediate(resolve));
    expect(stopped).toBe(false);
    release();
    await stopping;
    expect([await requests(), await scene.waiting(), answers()]).toEqual([1, 0, 1]);
  });

  it("is not done when Discord did not hear that we have it, and whoever did it gets their words back", async () => {
    const olena = await open({ patient: false });
    const missed = scene.discord.faults.plant(
      "POST /interactions/{interaction}/{token}/callback",
      fault.refuses("unknownInteraction"),
      { times: 1 },
    );
    const sending = olena.slash("aid request", ASK);
    await missed.struck;
    const direct = olenaHerself.in("@app");
    await direct.until("Nothing was changed. Please do it again.");
    expect(direct.sees()).toContain("End AWS in Russia");
    scene.discord.clock.advance(4 * SECONDS);
    expect(await sending).toMatchObject({ ok: false });
    expect(await requests()).toBe(0);
  });

  it("is not done when Discord has hung up meanwhile", async () => {
    const olena = await open({ transport: "HTTP", started: false, patient: false });
    const { inbox, begun, release } = slowInbox(scene.inbox);
    const adapter = await scene.open({ inbox });
    scene.discord.interactions.hold();
    const sending = olena.slash("aid request", ASK);
    const { payload } = [...scene.discord.world.interactions.values()].at(-1) ?? {};
    const { keys, clock } = scene.discord;
    const body = JSON.stringify(payload);
    const hangUp = new AbortController();
    const request = fetch(`http://127.0.0.1:${adapter.port()}/discord/interactions`, {
      method: "POST",
      headers: signed(keys, body, Math.floor(clock.now() / SECONDS)),
      body,
      signal: hangUp.signal,
    });
    await begun;
    hangUp.abort();
    await expect(request).rejects.toThrow("aborted");
    // Whatever the server reads after that, it has read that we hung up.
    await fetch(`http://127.0.0.1:${adapter.port()}/health`);
    release();
    await olenaHerself.in("@app").until("Nothing was changed. Please do it again.");
    expect([await requests(), scene.log.map(({ event }) => event)]).toEqual([
      0,
      expect.arrayContaining(["discord.unacknowledged"]),
    ]);
    scene.discord.clock.advance(4 * SECONDS);
    await sending;
  });

  it("is done once when a signed request is played again, and offers nothing then", async () => {
    const olena = await open({ transport: "HTTP" });
    await olena.slash("aid request", ASK);
    expect(await olena.offers("aid request", "company", "ama")).toContain("Amazon");
    const replies = [];
    for (const { url, headers, body } of scene.discord.sent.slice(-2)) {
      const again = await fetch(url, { method: "POST", headers: { ...headers }, body });
      replies.push([again.status, await again.text()]);
    }
    expect(replies).toEqual([
      [409, ""],
      [200, '{"type":8,"data":{"choices":[]}}'],
    ]);
    expect([await requests(), answers(), await scene.waiting()]).toEqual([1, 1, 0]);
  });

  it("is taken for Discord's with its signature alone, of the last and the next five minutes", async () => {
    const olena = await open({ transport: "HTTP" });
    await olena.slash("aid line", { words: "help" });
    const { url = "", body = "" } = scene.discord.sent.at(-1) ?? {};
    const { keys, clock } = scene.discord;
    const now = Math.floor(clock.now() / SECONDS);
    const send = async (headers: Readonly<Record<string, string>>, text = body): Promise<number> =>
      (await fetch(url, { method: "POST", headers: { "content-type": "application/json", ...headers }, body: text }))
        .status;
    expect(await send(signed(keys, body, now))).toBe(409);
    expect(await send({})).toBe(401);
    expect(await send({ ...signed(keys, body, now), "x-signature-timestamp": "soon" })).toBe(401);
    expect(await send({ ...signed(keys, body, now), "x-signature-ed25519": "00" })).toBe(401);
    expect(await send(signed(keys, body, now), `${body} `)).toBe(401);
    expect(await send(signed(keys, body, now - 301))).toBe(401);
    expect(await send(signed(keys, body, now + 301))).toBe(401);
    expect(await send(signed(keys, "no JSON", now), "no JSON")).toBe(400);
    const home = new URL(url).origin;
    expect((await fetch(`${home}/health`)).status).toBe(200);
    expect((await fetch(`${home}/elsewhere`)).status).toBe(404);
  });
});
