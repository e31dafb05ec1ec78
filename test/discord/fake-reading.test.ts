import { AttachmentBuilder, ButtonStyle, type Client, ComponentType, MessageFlags } from "discord.js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Discord, startDiscord } from "../support/discord/index.ts";
import { readMarkdown } from "../support/discord/people/markdown.ts";
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

const room = (name: string) => {
  const made = office.channel(name);
  return { ...made, send: (body: object) => client.rest.post(`/channels/${made.id}/messages`, { body }) };
};

describe("Words", () => {
  it.each([
    [
      "**bold** and *slanted*, ***both***, __under__, ~~gone~~ and ||hidden||",
      "bold and slanted, both, under, gone and hidden",
    ],
    ["# Title\n-# small\n> said\nplain", "Title\nsmall\nsaid\nplain"],
    ["`a * b` and\n```ts\nc * d\n```", "a * b and\nc * d\n"],
    [String.raw`\*not bold\* \<@1\> 5 * 6 * 7 snake_case_name`, "*not bold* <@1> 5 * 6 * 7 snake_case_name"],
    ["[the letter](https://example.org/a) and <https://example.org/b>", "the letter and https://example.org/b"],
    ["</aid request:123456789012345678> <:yes:123456789012345678>", "/aid request :yes:"],
    ["<t:not a time> <t:99999999999999>", "<t:not a time> <t:99999999999999>"],
  ])("are read without their marks: %s", (written, read) => {
    const user = discord.world.users.get(discord.app.botUser);
    if (!user) throw new Error("the app has a user");
    expect(readMarkdown({ world: discord.world, user }, written)).toBe(read);
  });

  it("name people, roles and channels as the guild knows them", async () => {
    const { send, id } = room("#names");
    const olena = office.person("olena", { name: "Olena", nick: "Lena" });
    await send({ content: `<@${olena.id}> <@&${office.role("desk").id}> <#${id}> <@123456789012345678>` });
    expect(olena.in("#names").sees()).toBe("Aidline: @Lena @desk #names @unknown-user");
  });

  it.each([
    ["t", "en-US", "12:00 PM"],
    ["T", "uk", "12:00:00"],
    ["d", "en-GB", "10/03/2022"],
    ["D", "de", "10. März 2022"],
    ["f", "en-US", "March 10, 2022 at 12:00 PM"],
    ["F", "uk", "четвер, 10 березня 2022 р. о 12:00"],
    ["R", "en-US", "in 3 days"],
    ["R", "uk", "через 3 дні"],
  ])("tell moments in the reader's zone and language: %s in %s", async (style, locale, read) => {
    const { send, id } = room(`#time-${style}-${locale}`);
    await send({ content: `<t:1646906400:${style}>` });
    const reader = office.person(`reader-${style}-${locale}`, { locale, tz: "Europe/Kyiv" });
    expect(reader.in(id).sees()).toBe(`Aidline: ${read}`);
  });
});

describe("A message", () => {
  it("of the old kind shows its words, embeds, files and rows", async () => {
    const { id } = room("#old");
    const channel = await client.channels.fetch(id);
    if (channel?.isSendable() !== true) throw new Error("a text channel takes messages");
    await channel.send({
      content: "See below",
      embeds: [
        {
          author: { name: "Desk" },
          title: "**AID-1**",
          description: "500 terminals",
          fields: [{ name: "Due", value: "<t:1646906400:d>" }],
          footer: { text: "version 3" },
          image: { url: "attachment://chart.png" },
        },
      ],
      files: [
        new AttachmentBuilder(Buffer.from("png"), { name: "chart.png", description: "Four of five answered" }),
        new AttachmentBuilder(Buffer.from("text"), { name: "letter.txt" }),
      ],
      components: [
        {
          type: ComponentType.ActionRow,
          components: [
            {
              type: ComponentType.Button,
              style: ButtonStyle.Primary,
              custom_id: "a",
              label: "Snooze",
              emoji: { name: "💤" },
            },
            { type: ComponentType.Button, style: ButtonStyle.Link, url: "https://example.org", label: "Letter" },
            { type: ComponentType.Button, style: ButtonStyle.Secondary, custom_id: "b", label: "Done", disabled: true },
          ],
        },
      ],
    });
    expect(office.person("old", { locale: "en-GB" }).in("#old").sees()).toBe(
      [
        "Aidline: See below",
        "Desk",
        "AID-1",
        "500 terminals",
        "Due: 10/03/2022",
        "(picture)",
        "version 3",
        "(picture: Four of five answered)",
        "(file: letter.txt)",
        "[💤 Snooze] [Letter → https://example.org] [Done] (disabled)",
      ].join("\n"),
    );
    const [file] = (await channel.messages.fetch({ limit: 1 })).first()?.attachments.values() ?? [];
    const response = await fetch(file?.url ?? "");
    expect([response.status, response.headers.get("content-type"), await response.text()]).toEqual([
      200,
      "image/png",
      "png",
    ]);
    expect(file?.description).toBe("Four of five answered");
    expect((await fetch(`${discord.url}/attachments/1/2/none.png`)).status).toBe(404);
  });

  it("of components shows containers, sections, galleries and files, and nothing that hangs loose", async () => {
    const { id } = room("#new");
    const channel = await client.channels.fetch(id);
    if (channel?.isSendable() !== true) throw new Error("a text channel takes messages");
    await channel.send({
      flags: MessageFlags.IsComponentsV2,
      files: [
        { attachment: Buffer.from("png"), name: "chart.png" },
        { attachment: Buffer.from("x"), name: "loose.txt" },
      ],
      components: [
        { type: ComponentType.TextDisplay, content: "# Board" },
        {
          type: ComponentType.Container,
          components: [
            {
              type: ComponentType.Section,
              components: [{ type: ComponentType.TextDisplay, content: "**AID-1** waits" }],
              accessory: { type: ComponentType.Button, style: ButtonStyle.Primary, custom_id: "a", label: "Open" },
            },
            { type: ComponentType.Separator, divider: true },
            {
              type: ComponentType.MediaGallery,
              items: [{ media: { url: "attachment://chart.png" }, description: "A chart" }],
            },
            {
              type: ComponentType.ActionRow,
              components: [
                {
                  type: ComponentType.StringSelect,
                  custom_id: "s",
                  placeholder: "More",
                  options: [{ label: "X", value: "x" }],
                },
              ],
            },
          ],
        },
      ],
    });
    const reader = office.person("new").in("#new");
    expect(reader.sees()).toBe("Aidline: Board\nAID-1 waits [Open]\n———\n(picture: A chart)\n[More ▾]");
    expect(reader.buttons()).toEqual(["Open"]);
  });

  it("in a thread or a forum stands there, and its title where it began", async () => {
    const { send, id } = room("#busy");
    const first = await send({ content: "AID-1" });
    // Discord answers with the message.
    const { id: message } = first as { id: string };
    await client.rest.post(`/channels/${id}/messages/${message}/threads`, { body: { name: "About AID-1" } });
    await client.rest.post(`/channels/${message}/messages`, { body: { content: "Inside" } });
    const reader = office.person("threads").in("#busy");
    expect(reader.sees()).toBe("Aidline: AID-1\n# About AID-1");
    expect(reader.thread("AID-1").sees()).toBe("Aidline: Inside");
    expect(reader.thread("About AID-1").channel.id).toBe(message);
    expect(() => reader.thread("About nothing")).toThrow(/no message with/);
  });
});

describe("A bell", () => {
  it("rings whom a message names, unless the message says otherwise", async () => {
    const { send } = room("#bells");
    const role = office.role("crew", { mentionable: true });
    const crew = office.person("crew-member", { roles: ["crew"] });
    const solo = office.person("solo");
    const words = `<@${solo.id}> <@&${role.id}> @everyone`;
    await send({ content: `loud ${words}` });
    await send({ content: `hushed ${words}`, allowed_mentions: { parse: [] } });
    await send({ content: `chosen ${words}`, allowed_mentions: { parse: [], users: [solo.id] } });
    await send({ content: "embeds never do", embeds: [{ description: words }] });
    await send({ content: `code never does: \`${words}\`` });
    const rung = (texts: readonly string[]) => texts.map((text) => text.split(" ")[0]);
    expect(rung(solo.rings())).toEqual(["loud", "chosen"]);
    expect(rung(crew.rings())).toEqual(["loud"]);
    const pings = discord.world.messages
      .slice(-5)
      .map(({ pings: { users, roles, everyone } }) => [users.length, roles.length, everyone]);
    expect(pings).toEqual([
      [1, 1, false],
      [0, 0, false],
      [1, 0, false],
      [0, 0, false],
      [0, 0, false],
    ]);
  });

  it("rings for everyone only where the app may do that", async () => {
    const { send, overwrite } = room("#loud");
    const anybody = office.person("anybody");
    overwrite("app", { allow: ["MENTION_EVERYONE"] });
    await send({ content: "@here now" });
    await send({ content: "@here hush", allowed_mentions: { parse: ["users"] } });
    expect(anybody.rings().filter((text) => text.includes("@here"))).toEqual(["@here now"]);
  });

  it("rings for every direct message", async () => {
    const solo = office.person("direct");
    const { id } = await client.users.createDM(solo.id);
    await client.rest.post(`/channels/${id}/messages`, { body: { content: "For you" } });
    expect(solo.rings()).toEqual(["For you"]);
    expect(solo.in("@app").sees()).toBe("Aidline: For you");
  });

  it("rings for whom a message answers, unless it is told not to", async () => {
    const { send } = room("#answers");
    const asker = office.person("asker");
    const { id } = await asker.in("#answers").says("Who?");
    await send({ content: "Loud", message_reference: { message_id: id } });
    await send({ content: "Hushed", message_reference: { message_id: id }, allowed_mentions: { parse: [] } });
    await send({ content: "Asked", message_reference: { message_id: id }, allowed_mentions: { replied_user: true } });
    expect(asker.rings()).toEqual(["Loud", "Asked"]);
  });

  it("never asks for names twice over", async () => {
    const { send } = room("#twice");
    const asking = send({ content: "x", allowed_mentions: { parse: ["users"], users: ["123456789012345678"] } });
    await expect(asking).rejects.toMatchObject({ code: 50_035 });
  });
});
