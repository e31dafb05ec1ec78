import { type Client, type RESTPostAPIChannelMessageJSONBody, SnowflakeUtil } from "discord.js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Discord, startDiscord } from "../support/discord/index.ts";
import { loggedIn } from "../support/discord/stock-client.ts";

let discord: Discord;
let client: Client<true>;
let office: ReturnType<Discord["guild"]>;

beforeAll(async () => {
  discord = await startDiscord();
  office = discord.guild("Office");
  client = await loggedIn(discord);
});
afterAll(async () => {
  await client.destroy();
  await discord.close();
});

const refused = (code: number, status?: number) => ({ code, ...(status !== undefined && { status }) });

/** Parts of answers that these tests read. */
interface Shown {
  readonly id: string;
  readonly content: string;
  readonly nonce?: string;
}

const asShown = (answer: unknown): Shown =>
  // Our Discord has held its answer to the schema of messages.
  answer as Shown;

const send = async (channel: string, body: RESTPostAPIChannelMessageJSONBody): Promise<Shown> =>
  asShown(await client.rest.post(`/channels/${channel}/messages`, { body }));

const edit = (channel: string, message: string, body: object) =>
  client.rest.patch(`/channels/${channel}/messages/${message}`, { body });

const history = async (channel: string, query: string): Promise<readonly string[]> =>
  // A list of messages, as above.
  ((await client.rest.get(`/channels/${channel}/messages?${query}`)) as Shown[]).map(({ content }) => content);

describe("Messages", () => {
  it("are posted, changed, read again one by one and in pages, and deleted", async () => {
    const { id, messages } = office.channel("#pages");
    const posted: Shown[] = [];
    for (const content of ["1", "2", "3", "4", "5"]) posted.push(await send(id, { content }));
    const [first, second, third, fourth] = posted.map((one) => one.id);
    expect(await history(id, "limit=2")).toEqual(["5", "4"]);
    expect(await history(id, `limit=2&before=${third}`)).toEqual(["2", "1"]);
    expect(await history(id, `limit=2&after=${second}`)).toEqual(["4", "3"]);
    expect(await history(id, `limit=3&around=${third}`)).toEqual(["4", "3", "2"]);
    await expect(history(id, "limit=101")).rejects.toMatchObject(refused(50_035));
    await edit(id, first ?? "", { content: "One" });
    await client.rest.delete(`/channels/${id}/messages/${fourth}`);
    expect(asShown(await client.rest.get(`/channels/${id}/messages/${first}`)).content).toBe("One");
    await expect(client.rest.get(`/channels/${id}/messages/${fourth}`)).rejects.toMatchObject(refused(10_008, 404));
    expect(messages().map(({ content }) => content)).toEqual(["One", "2", "3", "5"]);
  });

  it("answer one another, as long as the other is there", async () => {
    const { id } = office.channel("#answers");
    const { id: question } = await send(id, { content: "Who?" });
    const answer = await send(id, { content: "Olena", message_reference: { message_id: question } });
    expect(answer).toMatchObject({ type: 19, referenced_message: { content: "Who?" } });
    const lost = send(id, { content: "?", message_reference: { message_id: "123456789012345678" } });
    await expect(lost).rejects.toMatchObject(refused(50_035));
  });

  it("with the same nonce are one, for some minutes", async () => {
    const { id, messages } = office.channel("#nonce");
    const said = { content: "Once", nonce: "delivery-1", enforce_nonce: true };
    const first = await send(id, said);
    expect((await send(id, { ...said, content: "Twice" })).id).toBe(first.id);
    expect(messages()).toHaveLength(1);
    const { id: loose } = await send(id, { content: "Loose", nonce: "delivery-1" });
    expect(loose).not.toBe(first.id);
    await client.rest.delete(`/channels/${id}/messages/${first.id}`);
    await expect(send(id, said)).rejects.toMatchObject(refused(10_008));
    discord.clock.advance(5 * 60_000);
    expect((await send(id, said)).id).not.toBe(first.id);
    await expect(send(id, { content: "Long", nonce: "x".repeat(26) })).rejects.toMatchObject(refused(50_035));
  });

  it("of others cannot be changed, and deleted with the right alone", async () => {
    const { id, overwrite } = office.channel("#others");
    const theirs = await office.person("olena").in("#others").says("Mine");
    await expect(edit(id, theirs.id, { content: "Ours" })).rejects.toMatchObject(refused(50_005, 403));
    const path = `/channels/${id}/messages/${theirs.id}` as const;
    await expect(client.rest.delete(path)).rejects.toMatchObject(refused(50_013, 403));
    overwrite("app", { allow: ["MANAGE_MESSAGES"] });
    await client.rest.delete(path);
    expect(office.person("petro").in("#others").sees()).toBe("");
  });

  it("that are older than an hour cannot be changed for ever (30046)", async () => {
    const { id } = office.channel("#late");
    discord.app.lateEdits = 2;
    const { id: card } = await send(id, { content: "0" });
    for (const content of ["1", "2", "3", "4"]) await edit(id, card, { content });
    discord.clock.advance(61 * 60_000);
    await edit(id, card, { content: "5" });
    await edit(id, card, { content: "6" });
    // discord.js waits by itself on every 429, so the refusal is read on the wire.
    const response = await fetch(`${discord.apiUrl}/v10/channels/${id}/messages/${card}`, {
      method: "PATCH",
      headers: { authorization: `Bot ${discord.app.token}`, "content-type": "application/json" },
      body: JSON.stringify({ content: "7" }),
    });
    expect([response.status, await response.json()]).toMatchObject([429, { code: 30_046 }]);
    discord.clock.advance(60 * 60_000);
    await edit(id, card, { content: "8" });
    discord.app.lateEdits = Infinity;
  });

  it("have ids that tell when they were posted", async () => {
    const { id } = office.channel("#ids");
    const { id: message } = await send(id, { content: "Now" });
    expect(message).toMatch(/^\d{17,}$/);
    expect(SnowflakeUtil.timestampFrom(message)).toBe(discord.clock.now());
  });
});

describe("Discord refuses the app", () => {
  it("a channel that is not there, or no longer (10003)", async () => {
    await expect(send("123456789012345678", { content: "?" })).rejects.toMatchObject(refused(10_003, 404));
    const room = office.channel("#gone");
    room.delete();
    await expect(send(room.id, { content: "?" })).rejects.toMatchObject(refused(10_003, 404));
  });

  it("a channel that it cannot see (50001)", async () => {
    const { id, overwrite } = office.channel("#secret");
    overwrite("everyone", { deny: ["VIEW_CHANNEL"] });
    overwrite("app", { deny: ["VIEW_CHANNEL"] });
    await expect(send(id, { content: "?" })).rejects.toMatchObject(refused(50_001, 403));
    await expect(client.rest.get(`/channels/${id}`)).rejects.toMatchObject(refused(50_001, 403));
    overwrite("app", { allow: ["VIEW_CHANNEL"] });
    await send(id, { content: "!" });
  });

  it.each([
    ["SEND_MESSAGES", { content: "?" }],
    ["EMBED_LINKS", { embeds: [{ description: "?" }] }],
  ] as const)("what it may not do there: %s (50013)", async (permission, body) => {
    const { id, overwrite } = office.channel(`#no-${permission}`);
    overwrite("app", { deny: [permission] });
    await expect(send(id, { ...body, embeds: "embeds" in body ? [...body.embeds] : [] })).rejects.toMatchObject(
      refused(50_013, 403),
    );
  });

  it("files where it may not attach them, and history where it may not read", async () => {
    const { id, overwrite } = office.channel("#no-files");
    overwrite("app", { deny: ["ATTACH_FILES", "READ_MESSAGE_HISTORY"] });
    const files = [{ name: "a.txt", data: Buffer.from("a") }];
    const attaching = client.rest.post(`/channels/${id}/messages`, { body: { content: "?" }, files });
    await expect(attaching).rejects.toMatchObject(refused(50_013, 403));
    await expect(
      send(id, { content: "?", message_reference: { message_id: "123456789012345678" } }),
    ).rejects.toMatchObject(refused(160_002));
    const { id: said } = await send(id, { content: "!" });
    expect(await history(id, "limit=1")).toEqual([]);
    await expect(client.rest.get(`/channels/${id}/messages/${said}`)).rejects.toMatchObject(refused(50_013, 403));
  });

  it("everything in a guild that removed it (50001)", async () => {
    const other = discord.guild("Other");
    const { id } = other.channel("#room");
    await send(id, { content: "Hello" });
    other.kick();
    await expect(send(id, { content: "?" })).rejects.toMatchObject(refused(50_001, 403));
    await expect(client.rest.get(`/guilds/${other.id}/members/${discord.app.botUser}`)).rejects.toMatchObject(
      refused(50_001),
    );
    other.invite();
    await send(id, { content: "Again" });
  });

  it("people who take no direct messages, and those with whom it shares no guild (50007, 50278)", async () => {
    const olena = office.person("shy");
    const { id } = await client.users.createDM(olena.id);
    await send(id, { content: "Hello" });
    olena.takesDirectMessages(false);
    await expect(send(id, { content: "?" })).rejects.toMatchObject(refused(50_007, 403));
    olena.takesDirectMessages(true);
    office.dismiss(olena);
    await expect(send(id, { content: "?" })).rejects.toMatchObject(refused(50_278, 403));
    await expect(client.users.createDM(discord.app.botUser)).rejects.toMatchObject(refused(50_035));
  });

  it("a token that is not its own (401)", async () => {
    const headers = { authorization: "Bot somebody.elses.token" };
    const response = await fetch(`${discord.apiUrl}/v10/users/@me`, { headers });
    expect([response.status, await response.json()]).toEqual([401, { message: "401: Unauthorized", code: 0 }]);
  });

  it("what it cannot read, and where nothing is", async () => {
    const { id } = office.channel("#garbage");
    const headers = { authorization: `Bot ${discord.app.token}`, "content-type": "application/json" };
    const post = (path: string, body: string, method = "POST") =>
      fetch(`${discord.apiUrl}/v10${path}`, { method, headers, body });
    expect((await post(`/channels/${id}/messages`, "{")).status).toBe(400);
    expect((await post("/nowhere", "{}")).status).toBe(404);
    expect((await post("/users/@me", "{}", "PUT")).status).toBe(405);
    expect((await post(`/channels/${id}/messages`, `{"content":"${"x".repeat(26 * 1_024 * 1_024)}"}`)).status).toBe(
      413,
    );
  });

  it("people it cannot know", async () => {
    await expect(client.users.fetch("123456789012345678")).rejects.toMatchObject(refused(10_013));
    const stranger = discord.person("stranger");
    await expect(client.rest.get(`/guilds/${office.id}/members/${stranger.id}`)).rejects.toMatchObject(refused(10_007));
    await expect(client.rest.get(`/guilds/${office.id}/members?limit=10`)).rejects.toMatchObject(refused(50_001));
    await expect(client.rest.get("/guilds/123456789012345678")).rejects.toMatchObject(refused(10_004));
  });
});

describe("The app", () => {
  it("asks for guilds, members, roles and itself", async () => {
    office.role("desk");
    const ann = office.person("ann", { roles: ["desk"], nick: "Annie" });
    const guild = await client.guilds.fetch(office.id);
    const member = await guild.members.fetch({ user: ann.id, force: true });
    expect([member.nickname, member.roles.cache.map(({ name }) => name)]).toEqual([
      "Annie",
      expect.arrayContaining(["desk"]),
    ]);
    expect((await guild.roles.fetch()).map(({ name }) => name)).toContain("desk");
    expect((await guild.channels.fetch()).map((channel) => channel?.name)).toContain("pages");
    expect((await client.application.fetch()).name).toBe("Aidline");
    expect((await client.users.fetch(ann.id, { force: true })).username).toBe("ann");
    const { id } = office.channel("#typing");
    await client.rest.post(`/channels/${id}/typing`);
  });
});
