import {
  ChannelType,
  type Client,
  Events,
  type ForumChannel,
  type TextChannel,
  ThreadAutoArchiveDuration,
} from "discord.js";
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

const textChannel = async (name: string): Promise<TextChannel> => {
  const channel = await client.channels.fetch(office.channel(name).id);
  if (channel?.type !== ChannelType.GuildText) throw new Error("a text channel is one");
  return channel;
};

const forum = async (name: string, tags: readonly string[] = []) => {
  const room = office.channel(name, { kind: "forum", tags });
  const channel = await client.channels.fetch(room.id);
  if (channel?.type !== ChannelType.GuildForum) throw new Error("a forum is one");
  const found: ForumChannel = channel;
  return { room, forum: found };
};

describe("A thread", () => {
  it("starts at a message, once", async () => {
    const channel = await textChannel("#desk");
    const card = await channel.send("AID-1");
    const thread = await card.startThread({
      name: "About AID-1",
      autoArchiveDuration: ThreadAutoArchiveDuration.OneDay,
    });
    expect(thread.id).toBe(card.id);
    await thread.send("Inside");
    expect(discord.world.channels.get(thread.id)?.thread?.archiveAfter).toBe(1_440);
    const again = client.rest.post(`/channels/${channel.id}/messages/${card.id}/threads`, { body: { name: "Again" } });
    await expect(again).rejects.toMatchObject({ code: 160_004 });
    const within = client.rest.post(`/channels/${thread.id}/threads`, { body: { name: "Within" } });
    await expect(within).rejects.toMatchObject({ code: 50_024 });
  });

  it("is a place like others: people type and press there", async () => {
    const channel = await textChannel("#typing");
    const card = await channel.send("AID-2");
    const thread = await card.startThread({ name: "About AID-2" });
    await client.application.commands.set([{ name: "ping", description: "Ping" }]);
    client.once(Events.InteractionCreate, (interaction) => {
      if (interaction.isChatInputCommand()) void interaction.reply(`in ${interaction.channel?.isThread() === true}`);
    });
    const inside = office.person("typist").in("#typing").thread("AID-2");
    await inside.slash("ping");
    expect(inside.sees()).toBe("Aidline: in true");
    expect(inside.channel.id).toBe(thread.id);
  });

  it("without a message is public or private, as the app says", async () => {
    const channel = await textChannel("#open");
    const open = await channel.threads.create({ name: "Open" });
    expect(open.type).toBe(ChannelType.PublicThread);
    expect(office.person("anybody").in("#open").sees()).toBe("# Open");
    const closed = channel.threads.create({ name: "Closed", type: ChannelType.PrivateThread });
    await expect(closed).rejects.toMatchObject({ code: 50_013 });
  });

  it("is archived, opened again by a message, and locked by moderators alone", async () => {
    const channel = await textChannel("#busy");
    const thread = await channel.threads.create({ name: "Old" });
    const said = await thread.send("One");
    await thread.setArchived(true);
    expect(office.person("reader").in("#busy").sees()).toBe("# Old (archived)");
    await expect(said.edit("Two")).rejects.toMatchObject({ code: 50_083 });
    await thread.send("Three");
    expect(discord.world.channels.get(thread.id)?.thread?.archived).toBe(false);
    await expect(thread.setLocked(true)).rejects.toMatchObject({ code: 50_013 });
    office.channel("#busy-rules");
    const parent = discord.world.channels.get(channel.id);
    parent?.overwrites.set(discord.app.botUser, { id: discord.app.botUser, on: "member", allow: 1n << 34n, deny: 0n });
    await thread.edit({ locked: true, archived: true, name: "Closed case" });
    expect(office.person("late").in("#busy").sees()).toBe("# Closed case (locked, archived)");
    parent?.overwrites.clear();
    await expect(thread.send("Still?")).rejects.toMatchObject({ code: 160_005 });
    const active = await client.rest.get(`/guilds/${office.id}/threads/active`);
    expect(JSON.stringify(active)).not.toContain("Closed case");
  });

  it("takes no words where the app may not write in threads", async () => {
    const channel = await textChannel("#hush");
    const thread = await channel.threads.create({ name: "Quiet" });
    const parent = discord.world.channels.get(channel.id);
    parent?.overwrites.set(discord.app.botUser, { id: discord.app.botUser, on: "member", allow: 0n, deny: 1n << 38n });
    await expect(thread.send("?")).rejects.toMatchObject({ code: 50_013 });
  });
});

describe("A forum", () => {
  it("takes posts with a first message and tags, and no messages of its own", async () => {
    const { room, forum: board } = await forum("#requests", ["open", "closed"]);
    const [open, closed] = room.channel.tags;
    const post = await board.threads.create({
      name: "AID-1",
      message: { content: "500 terminals" },
      appliedTags: [open?.id ?? ""],
    });
    const reader = office.person("forum-reader").in("#requests");
    expect(reader.sees()).toBe("# [open] AID-1");
    expect(reader.thread("AID-1").sees()).toBe("Aidline: 500 terminals");
    await post.setAppliedTags([closed?.id ?? ""]);
    expect(reader.sees()).toBe("# [closed] AID-1");
    const direct = client.rest.post(`/channels/${board.id}/messages`, { body: { content: "?" } });
    await expect(direct).rejects.toMatchObject({ code: 40_058 });
  });

  it("refuses tags that it does not have, that are not for everyone, and more than five", async () => {
    const { room, forum: board } = await forum("#strict", ["!verdict"]);
    const post = (appliedTags: string[]) =>
      board.threads.create({ name: "Post", message: { content: "x" }, appliedTags });
    await expect(post(["123456789012345678"])).rejects.toMatchObject({ code: 50_035 });
    await expect(post([room.channel.tags[0]?.id ?? ""])).rejects.toMatchObject({ code: 50_013 });
    await expect(post(Array.from({ length: 6 }, () => "123456789012345678"))).rejects.toMatchObject({ code: 50_035 });
  });

  it("makes nothing of a post whose message is refused", async () => {
    const { forum: board } = await forum("#whole");
    const before = discord.world.channels.size;
    const empty = board.threads.create({ name: "Empty", message: { content: "" } });
    await expect(empty).rejects.toMatchObject({ code: 50_006 });
    const long = board.threads.create({ name: "Long", message: { content: "x".repeat(2_001) } });
    await expect(long).rejects.toMatchObject({ code: 50_035, rawError: { errors: { message: { content: {} } } } });
    expect(discord.world.channels.size).toBe(before);
  });

  it("gives a post the id of its first message, and lists the archived ones apart", async () => {
    const { room, forum: board } = await forum("#archive");
    const post = await board.threads.create({ name: "Old", message: { content: "x" } });
    expect(room.messages()).toEqual([]);
    expect((await post.fetchStarterMessage())?.id).toBe(post.id);
    room.thread("Old").archive();
    const archived = await board.threads.fetchArchived();
    expect(archived.threads.map(({ id }) => id)).toEqual([post.id]);
    expect((await board.threads.fetchActive()).threads.size).toBe(0);
  });

  it("that wants a tag takes no post without one, nor one that lost it", async () => {
    const { room, forum: board } = await forum("#tagged");
    const bare = await board.threads.create({ name: "Before", message: { content: "x" } });
    expect(bare.appliedTags).toEqual([]);
    const strict = office.channel("#strictly", { kind: "forum", tags: ["open"], requiresTag: true });
    const body = (applied_tags: readonly string[]) => ({ name: "Post", message: { content: "x" }, applied_tags });
    const path = `/channels/${strict.id}/threads` as const;
    await expect(client.rest.post(path, { body: body([]) })).rejects.toMatchObject({ code: 40_067 });
    const made = await client.rest.post(path, { body: body([strict.channel.tags[0]?.id ?? ""]) });
    const lost = client.rest.patch(`/channels/${(made as { id: string }).id}`, { body: { applied_tags: [] } });
    await expect(lost).rejects.toMatchObject({ code: 40_067 });
    expect(room.channel.tags).toEqual([]);
  });

  it("has its tags changed by those who manage channels: 20 at most, with names of 20 letters, each once", async () => {
    const { room } = await forum("#managed", ["open"]);
    const change = (available_tags: readonly object[]) =>
      client.rest.patch(`/channels/${room.id}`, { body: { available_tags } });
    await expect(change([])).rejects.toMatchObject({ code: 50_013 });
    room.overwrite("app", { allow: ["MANAGE_CHANNELS"] });
    await expect(change([{ name: "x".repeat(21) }])).rejects.toMatchObject({ code: 50_035 });
    await expect(change([{ name: "open" }, { name: "Open" }])).rejects.toMatchObject({ code: 40_061 });
    const many = Array.from({ length: 21 }, (_, nth) => ({ name: `t${nth}` }));
    await expect(change(many)).rejects.toMatchObject({ code: 50_035 });
    const [open] = room.channel.tags;
    await change([open ?? {}, { name: "closed" }]);
    expect(room.channel.tags).toMatchObject([{ id: open?.id, name: "open" }, { name: "closed" }]);
  });

  it("lets nobody change anything in a locked post who may not manage threads", async () => {
    const { room, forum: board } = await forum("#locked");
    const post = await board.threads.create({ name: "Locked", message: { content: "x" } });
    room.thread("Locked").lock();
    const edit = client.rest.patch(`/channels/${post.id}/messages/${post.id}`, { body: { content: "y" } });
    await expect(edit).rejects.toMatchObject({ code: 160_005 });
    room.thread("Locked").delete();
    await expect(client.rest.get(`/channels/${post.id}`)).rejects.toMatchObject({ code: 10_003 });
  });
});
