import { type Client, Events, GatewayIntentBits, type Guild, Partials } from "discord.js";
import { afterEach, describe, expect, it } from "vitest";
import { type Discord, type DiscordOptions, startDiscord } from "../support/discord/index.ts";
import { loggedIn, onInteraction, stockClient } from "../support/discord/stock-client.ts";

const open: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).toReversed()) await close();
});

const started = async (options?: DiscordOptions): Promise<Discord> => {
  const discord = await startDiscord(options);
  open.push(discord.close);
  return discord;
};

const joined = async (discord: Discord, intents: readonly GatewayIntentBits[] = [GatewayIntentBits.Guilds]) => {
  const client = await loggedIn(discord, { intents: [...intents], partials: [Partials.Channel] });
  open.push(() => client.destroy());
  await client.application.commands.set([{ name: "ping", description: "Asks whether anybody is there" }]);
  return client;
};

const answering = (client: Client): readonly unknown[] =>
  onInteraction(client, async (interaction) => {
    if (interaction.isChatInputCommand()) await interaction.reply("pong");
  });

const resumed = (client: Client): Promise<unknown> =>
  new Promise((resolve) => {
    client.once(Events.ShardResume, resolve);
  });

const begunAnew = (client: Client): Promise<unknown> =>
  new Promise((resolve) => {
    client.once(Events.ShardReady, resolve);
  });

describe("Our Discord's gateway", () => {
  it("greets stock discord.js with the guilds, channels and members it would see", async () => {
    const discord = await started();
    const office = discord.guild("Office", { locale: "uk" });
    const desk = office.channel("#desk");
    discord.guild("Elsewhere", { app: false }).channel("#other");
    const client = await joined(discord);
    expect(client.user.username).toBe("aidline");
    expect([...client.guilds.cache.values()].map((guild) => guild.name)).toEqual(["Office"]);
    expect(client.guilds.cache.get(office.id)?.preferredLocale).toBe("uk");
    expect([...client.channels.cache.keys()]).toEqual([desk.id]);
    expect(client.guilds.cache.get(office.id)?.members.me?.permissions.has("SendMessages")).toBe(true);
    expect(discord.gateway.identified).toMatchObject([{ token: discord.app.token, intents: 1, shard: [0, 1] }]);
  });

  it("says nothing of channels that the app cannot see", async () => {
    const discord = await started();
    const office = discord.guild("Office");
    office.channel("#secret").overwrite("app", { deny: ["VIEW_CHANNEL"] });
    const client = await joined(discord);
    expect(client.channels.cache.size).toBe(0);
  });

  it("counts sessions of the day, and resets the token after the last", async () => {
    const discord = await started();
    discord.app.identifies = 1;
    const client = await joined(discord);
    expect(await client.rest.get("/gateway/bot")).toMatchObject({
      session_start_limit: { total: 1_000, remaining: 0 },
    });
    const second = stockClient(discord);
    open.push(() => second.destroy());
    await expect(second.login(discord.app.token)).rejects.toThrow(/Not enough sessions remaining/);
  });

  it("closes 4004 on a token that is not the app's, however well it began", async () => {
    const discord = await started();
    const client = stockClient(discord);
    open.push(() => client.destroy());
    await expect(client.login("wrong.token.altogether")).rejects.toThrow(/invalid token/i);
    const other = await joined(discord);
    const gone = new Promise((resolve) => {
      other.once(Events.ShardDisconnect, resolve);
    });
    discord.app.token = "was.reset";
    discord.gateway.invalidate(false);
    await expect(gone).resolves.toMatchObject({ code: 4_004 });
  });

  it("closes 4014 on privileged intents that the portal did not allow", async () => {
    const discord = await started();
    const client = stockClient(discord, { intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMembers] });
    open.push(() => client.destroy());
    await expect(client.login(discord.app.token)).rejects.toThrow(/disallowed intents/i);
    discord.app.privileged = ["GUILD_MEMBERS"];
    const second = await joined(discord, [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMembers]);
    expect(second.isReady()).toBe(true);
  });

  it("tells of messages by intent, and of their words only where the app may read them", async () => {
    const discord = await started();
    const office = discord.guild("Office");
    office.channel("#desk");
    const olena = office.person("olena");
    const client = await joined(discord, [
      GatewayIntentBits.Guilds,
      GatewayIntentBits.GuildMessages,
      GatewayIntentBits.DirectMessages,
    ]);
    const heard: string[] = [];
    client.on(Events.MessageCreate, (message) => heard.push(message.content));
    await olena.in("#desk").says("hello all");
    await olena.in("#desk").says("hello @aidline");
    await olena.in("@app").says("just us");
    await client.rest.get("/users/@me");
    expect(heard).toEqual(["", `hello <@${discord.app.botUser}>`, "just us"]);
    const quiet = await joined(discord);
    quiet.on(Events.MessageCreate, () => heard.push("told without asking"));
    await olena.in("#desk").says("again");
    await quiet.rest.get("/users/@me");
    expect(heard).not.toContain("told without asking");
  });

  it("tells of guilds that the app joins and leaves while it is connected", async () => {
    const discord = await started();
    const client = await joined(discord);
    const office = discord.guild("Office", { app: false });
    office.channel("#desk");
    expect(client.guilds.cache.size).toBe(0);
    const come = new Promise<Guild>((resolve) => {
      client.once(Events.GuildCreate, resolve);
    });
    office.invite(["VIEW_CHANNEL"]);
    expect((await come).channels.cache.size).toBe(1);
    const went = new Promise<Guild>((resolve) => {
      client.once(Events.GuildDelete, resolve);
    });
    office.kick();
    expect((await went).name).toBe("Office");
    await expect(client.rest.get(`/guilds/${office.id}`)).rejects.toMatchObject({ code: 50_001 });
  });

  it("spreads guilds over shards", async () => {
    const discord = await started();
    const guilds = ["a", "b", "c", "d"].map((name) => discord.guild(name));
    // Snowflakes of one moment fall on one shard.
    discord.clock.advance(1);
    guilds.push(discord.guild("e"));
    discord.app.shards = 2;
    const client = stockClient(discord, { shards: "auto" });
    open.push(() => client.destroy());
    const ready = new Promise((resolve) => {
      client.once(Events.ClientReady, resolve);
    });
    await client.login(discord.app.token);
    await ready;
    const shards = [...discord.gateway.sessions.values()].map(({ shard, told }) => [
      shard,
      told.filter(({ t }) => t === "GUILD_CREATE").length,
    ]);
    expect(shards).toEqual(
      expect.arrayContaining([
        [[0, 2], expect.any(Number)],
        [[1, 2], expect.any(Number)],
      ]),
    );
    expect(client.guilds.cache.size).toBe(guilds.length);
  });
});

describe("A line that breaks", () => {
  it("is resumed after a cut, and what was missed is told again", async () => {
    const discord = await started();
    const office = discord.guild("Office");
    office.channel("#desk");
    const olena = office.person("olena");
    const client = await joined(discord);
    answering(client);
    discord.gateway.drop();
    const done = await olena.in("#desk").slash("ping");
    expect(done.ok).toBe(true);
    expect(olena.in("#desk").sees()).toBe("Aidline: pong");
    expect(discord.gateway.identified).toHaveLength(1);
    expect([...discord.gateway.sessions.values()][0]?.resumes).toBe(1);
  });

  it("is resumed when Discord asks for it (op 7)", async () => {
    const discord = await started();
    const client = await joined(discord);
    const back = resumed(client);
    discord.gateway.reconnect();
    await back;
    expect(discord.gateway.identified).toHaveLength(1);
  });

  it("begins anew when its session was taken back (op 9), and is resumed when it may be", async () => {
    const discord = await started();
    const client = await joined(discord);
    const back = resumed(client);
    discord.gateway.invalidate(true);
    await back;
    expect(discord.gateway.identified).toHaveLength(1);
    const anew = begunAnew(client);
    discord.gateway.invalidate(false);
    await anew;
    expect(discord.gateway.identified).toHaveLength(2);
  });

  it("is given up by the app when heartbeats are not answered, and resumed", async () => {
    const discord = await started({ heartbeat: 60 });
    const client = await joined(discord);
    const back = resumed(client);
    discord.gateway.deafen(true);
    await discord.until(() => discord.gateway.open() === 0 || [...discord.gateway.sessions.values()][0]?.resumes === 1);
    discord.gateway.deafen(false);
    await back;
    expect(discord.gateway.open()).toBe(1);
  });

  it("comes back after an outage", async () => {
    const discord = await started();
    const client = await joined(discord);
    const back = resumed(client);
    discord.gateway.away(true);
    expect(discord.gateway.open()).toBe(0);
    discord.gateway.away(false);
    await back;
    expect(discord.gateway.open()).toBe(1);
  });

  it("leaves people without an answer when nobody is there at all", async () => {
    const discord = await started();
    const office = discord.guild("Office");
    office.channel("#desk");
    const olena = office.person("olena");
    const client = await joined(discord);
    await client.destroy();
    await discord.gateway.connected(0);
    const done = await olena.in("#desk").slash("ping");
    expect(done.error).toBe("The application did not respond");
    expect(olena.in("#desk").sees()).toBe("Discord (only you): The application did not respond");
  });
});

describe("Interactions on their way", () => {
  it("come twice when asked to, and the second answer is refused", async () => {
    const discord = await started();
    const office = discord.guild("Office");
    office.channel("#desk");
    answering(await joined(discord));
    discord.interactions.repeat(2);
    const desk = office.person("olena").in("#desk");
    expect((await desk.slash("ping")).ok).toBe(true);
    await discord.until(() => discord.calls.filter(({ status }) => status === 400).length === 1);
    expect(discord.calls.at(-1)?.answer).toMatchObject({ code: 40_060 });
    expect(desk.sees()).toBe("Aidline: pong");
  });

  it("come late when they were kept back, and their time is over", async () => {
    const discord = await started();
    const office = discord.guild("Office");
    office.channel("#desk");
    answering(await joined(discord));
    discord.interactions.hold();
    const desk = office.person("olena").in("#desk");
    const doing = desk.slash("ping");
    discord.clock.advance(3_500);
    expect((await doing).error).toBe("The application did not respond");
    discord.interactions.release();
    await discord.until(() => discord.calls.some(({ status }) => status === 404));
    expect(discord.calls.at(-1)?.answer).toEqual({ message: "Unknown interaction", code: 10_062 });
  });
});
