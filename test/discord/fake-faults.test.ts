import { type Client, Events, MessageFlags } from "discord.js";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Discord, fault, realDiscordClock, startDiscord } from "../support/discord/index.ts";
import { loggedIn, onInteraction, stockClient } from "../support/discord/stock-client.ts";

let discord: Discord;
let client: Client<true>;
let office: ReturnType<Discord["guild"]>;
let room: ReturnType<ReturnType<Discord["guild"]>["channel"]>;
const open: (() => Promise<unknown>)[] = [];

const POST = "POST /channels/{channel}/messages";

beforeEach(async () => {
  discord = await startDiscord();
  open.push(discord.close);
  office = discord.guild("Office");
  room = office.channel("#desk");
  client = await loggedIn(discord, { rest: { timeout: 400 } });
  open.push(() => client.destroy());
});
afterEach(async () => {
  for (const close of open.splice(0).toReversed()) await close();
});

const send = (body: object = { content: "Hello" }, to = room.id) =>
  client.rest.post(`/channels/${to}/messages`, { body });
const said = (): readonly string[] => room.messages().map(({ content }) => content);
const posts = (): number => discord.calls.filter(({ route }) => route === POST).length;

describe("A fault", () => {
  it("of 502 after storing makes two messages of one, where nothing names it", async () => {
    discord.faults.plant(POST, fault.serverErrorAfterApplying(), { times: 1 });
    await send();
    expect(said()).toEqual(["Hello", "Hello"]);
    discord.faults.plant(POST, fault.serverErrorAfterApplying(), { times: 1 });
    await send({ content: "Once", nonce: "a", enforce_nonce: true });
    expect(said()).toEqual(["Hello", "Hello", "Once"]);
  });

  it("of 500 before storing loses nothing, since discord.js tries again", async () => {
    const planted = discord.faults.plant(POST, fault.serverError(), { times: 1 });
    await send();
    expect([planted.hits(), said()]).toEqual([1, ["Hello"]]);
  });

  it("of 429 makes discord.js wait as long as it is told", async () => {
    discord.faults.plant(POST, fault.rateLimited(0.05), { times: 1 });
    await send();
    expect(said()).toEqual(["Hello"]);
    discord.faults.plant("*", fault.rateLimited(0.02, "global"), { times: 1 });
    await send();
    expect(said()).toHaveLength(2);
    expect(discord.calls.map(({ status }) => status)).toEqual([200, 429, 200, 429, 200]);
  });

  it.each([
    ["drop", fault.drop(), 0],
    ["dropAfterApplying", fault.dropAfterApplying(), 1],
    ["reset", fault.reset(), 0],
  ])("that cuts the line leaves the app without an answer: %s", async (_, what, stored) => {
    discord.faults.plant(POST, what);
    await expect(send()).rejects.toThrow(/other side closed|aborted|ECONNRESET|terminated/i);
    expect(new Set(said()).size).toBe(stored);
    expect(discord.calls.at(-1)?.status).toBeUndefined();
  });

  it.each([
    ["hang", fault.hang(), 0],
    ["hangAfterApplying", fault.hangAfterApplying(), 1],
  ])("that hangs is given up by the app: %s", async (_, what, stored) => {
    const planted = discord.faults.plant(POST, what, { times: 1 });
    const sending = client.rest.post(`/channels/${room.id}/messages`, {
      body: { content: "Hello" },
      signal: AbortSignal.timeout(50),
    });
    await planted.struck;
    await expect(sending).rejects.toThrow(/aborted/i);
    expect(said()).toHaveLength(stored);
  });

  it("that hangs goes on when it is let go, and one that is slow by itself", async () => {
    const planted = discord.faults.plant(POST, fault.hang(), { times: 1 });
    const sending = send();
    await planted.struck;
    planted.release();
    await sending;
    discord.faults.plant(POST, fault.slow(5), { times: 1 });
    await send();
    expect(said()).toHaveLength(2);
  });

  it("strikes where it is told to, and no more once it is removed", async () => {
    const planted = discord.faults.plant(POST, fault.refuses("missingAccess"), {
      if: ({ content }) => content === "No",
    });
    await send({ content: "Yes" });
    await expect(send({ content: "No" })).rejects.toMatchObject({ code: 50_001 });
    planted.remove();
    await send({ content: "No" });
    expect(said()).toEqual(["Yes", "No"]);
  });

  it("of the first answer leaves the person without one, and of the whole of Discord keeps the app away", async () => {
    await client.application.commands.set([{ name: "ping", description: "Ping" }]);
    onInteraction(client, async (interaction) => {
      if (interaction.isChatInputCommand()) await interaction.reply({ content: "pong", flags: MessageFlags.Ephemeral });
    });
    const callback = "POST /interactions/{interaction}/{token}/callback";
    const planted = discord.faults.plant(callback, fault.hang(), { times: 1 });
    const seat = office.person("olena").in("#desk");
    const doing = seat.slash("ping");
    await planted.struck;
    discord.clock.advance(3_001);
    expect((await doing).error).toBe("The application did not respond");
    discord.faults.plant("GET /gateway/bot", fault.serverError(503));
    const second = stockClient(discord, { rest: { retries: 0 } });
    open.push(() => second.destroy());
    await expect(second.login(discord.app.token)).rejects.toMatchObject({ status: 503 });
  });
});

describe("Rates", () => {
  it("stand in headers by bucket, and are enforced when a test is about them", async () => {
    discord.rates.enforce(true);
    const wire = (content: string, to = room.id) =>
      fetch(`${discord.apiUrl}/v10/channels/${to}/messages`, {
        method: "POST",
        headers: { authorization: `Bot ${discord.app.token}`, "content-type": "application/json" },
        body: JSON.stringify({ content }),
      });
    const other = office.channel("#other").id;
    for (const content of ["1", "2", "3", "4"]) await wire(content);
    const fifth = await wire("5");
    expect(fifth.headers.get("x-ratelimit-remaining")).toBe("0");
    const sixth = await wire("6");
    expect([sixth.status, await sixth.json()]).toEqual([
      429,
      { message: "You are being rate limited.", code: 0, retry_after: 5, global: false },
    ]);
    expect(sixth.headers.get("retry-after")).toBe("5");
    expect((await wire("elsewhere", other)).status).toBe(200);
    discord.clock.advance(5_000);
    expect((await wire("7")).status).toBe(200);
    expect(discord.rates.exceeded()).toEqual([`${POST} ${room.id}`]);
  });

  it("are fifty a second for the whole bot, answers to interactions apart", async () => {
    discord.clock.advance(1_000);
    discord.rates.enforce(true);
    const wire = (path: string, method = "GET") =>
      fetch(`${discord.apiUrl}/v10${path}`, { method, headers: { authorization: `Bot ${discord.app.token}` } });
    const users = Array.from(
      { length: 50 },
      (_, index) => `/guilds/${office.id}/${index % 2 === 0 ? "roles" : "channels"}`,
    );
    const statuses = (await Promise.all(users.map((path) => wire(path)))).map(({ status }) => status);
    expect(new Set(statuses)).toEqual(new Set([200]));
    const over = await wire("/users/@me");
    expect([over.status, over.headers.get("x-ratelimit-global")]).toEqual([429, "true"]);
    const answer = await wire("/interactions/123456789012345678/x/callback", "POST");
    expect(answer.status).toBe(404);
    discord.clock.advance(1_000);
    expect((await wire("/users/@me")).status).toBe(200);
  });

  it("are kept to by discord.js, which waits for its bucket", async () => {
    const real = await startDiscord({ clock: realDiscordClock(), rates: "enforced" });
    open.push(real.close);
    const { id } = real.guild("Office").channel("#desk");
    const busy = await loggedIn(real);
    open.push(() => busy.destroy());
    const waited: number[] = [];
    busy.rest.on("rateLimited", ({ timeToReset }) => waited.push(timeToReset));
    // With the first answer it learns which bucket that is.
    for (const content of ["1", "2", "3", "4", "5"])
      await busy.rest.post(`/channels/${id}/messages`, { body: { content } });
    const sixth = busy.rest.post(`/channels/${id}/messages`, {
      body: { content: "x" },
      signal: AbortSignal.timeout(30),
    });
    await expect(sixth).rejects.toThrow(/aborted/i);
    expect(real.calls.filter(({ status }) => status === 429)).toEqual([]);
    expect(waited[0]).toBeGreaterThan(1_000);
  });
});

describe("What went over the wire", () => {
  it("is kept with its route, body, files and answer", async () => {
    await client.rest.post(`/channels/${room.id}/messages`, {
      body: { content: "Hello" },
      files: [{ name: "a.txt", data: Buffer.from("a") }],
    });
    expect(discord.calls.at(-1)).toMatchObject({
      route: POST,
      path: `/channels/${room.id}/messages`,
      given: { content: "Hello" },
      files: [{ key: "0", name: "a.txt" }],
      status: 200,
      at: discord.clock.now(),
    });
    expect(posts()).toBe(1);
    expect(client.listenerCount(Events.Error)).toBe(1);
  });
});
