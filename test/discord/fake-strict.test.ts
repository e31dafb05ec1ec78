import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Discord, startDiscord } from "../support/discord/index.ts";

let discord: Discord;
let channel: string;

beforeAll(async () => {
  discord = await startDiscord();
  channel = discord.guild("Office").channel("#desk").id;
});
afterAll(() => discord.close());

/** A body as it stands: discord.js would put right, or keep back, half of what is tried here. */
const post = async (body: unknown, path = `/channels/${channel}/messages`, method = "POST") => {
  const response = await fetch(`${discord.apiUrl}/v10${path}`, {
    method,
    headers: { authorization: `Bot ${discord.app.token}`, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  // Both an error and a message are objects.
  return { status: response.status, said: (await response.json()) as Readonly<Record<string, unknown>> };
};

const V2 = { flags: 1 << 15 };
const text = (content = "Hello") => ({ type: 10, content });
const button = (more: object = {}) => ({ type: 2, style: 1, custom_id: "a", label: "A", ...more });
const row = (...components: readonly object[]) => ({ type: 1, components });
const select = (more: object = {}) => ({ type: 3, custom_id: "s", options: [{ label: "A", value: "a" }], ...more });
const many = (count: number, make: (index: number) => object) =>
  Array.from({ length: count }, (_, index) => make(index));
const x = (count: number): string => "x".repeat(count);

describe("A message that is right", () => {
  it.each([
    ["words", { content: x(2_000) }],
    ["numbers written as strings", { content: "x", flags: "0", embeds: [{ description: "x", color: "255" }] }],
    ["a nonce of digits", { content: "x", nonce: "1234567890123456789012345" }],
    ["an embed with nothing but a picture", { embeds: [{ image: { url: "https://example.org/a.png" } }] }],
    ["embeds up to 6,000", { embeds: [{ description: x(4_000) }, { description: x(2_000) }] }],
    [
      "five rows of five",
      { content: "x", components: many(5, (r) => row(...many(5, (c) => button({ custom_id: `${r}-${c}` })))) },
    ],
    ["a link", { content: "x", components: [row({ type: 2, style: 5, url: "https://example.org", label: "Go" })] }],
    [
      "a button with nothing but an emoji",
      { content: "x", components: [row(button({ label: undefined, emoji: { name: "💤" } }))] },
    ],
    [
      "components of the second kind",
      { ...V2, components: [text(), { type: 17, components: [text(), row(button())] }] },
    ],
    ["forty of them", { ...V2, components: many(40, () => text()) }],
    ["four thousand characters in them", { ...V2, components: [text(x(2_000)), text(x(2_000))] }],
    ["what is null and counts as left out", { content: "x", embeds: null, components: null, allowed_mentions: null }],
  ])("is taken: %s", async (_, body) => {
    expect((await post(body)).status).toBe(200);
  });
});

describe("A message that is wrong", () => {
  it.each([
    ["2,001 characters", { content: x(2_001) }, "content"],
    ["content that is a number", { content: 5 }, "content"],
    ["a misspelt property", { contnet: "x", content: "x" }, "contnet"],
    [
      "a misspelt property deep inside",
      { ...V2, components: [{ type: 17, components: [text()], accent_colour: 1 }] },
      "components",
    ],
    ["eleven embeds", { embeds: many(11, () => ({ title: "x" })) }, "embeds"],
    ["embeds over 6,000 together", { embeds: [{ description: x(4_000) }, { description: x(2_001) }] }, "embeds"],
    ["an embed with nothing in it", { embeds: [{ color: 1 }] }, "embeds"],
    ["26 fields", { embeds: [{ title: "x", fields: many(26, () => ({ name: "n", value: "v" })) }] }, "embeds"],
    ["a field without a value", { embeds: [{ title: "x", fields: [{ name: "n", value: "" }] }] }, "embeds"],
    ["a picture that was not sent along", { embeds: [{ image: { url: "attachment://none.png" } }] }, "embeds"],
    [
      "six buttons in a row",
      { content: "x", components: [row(...many(6, (i) => button({ custom_id: `${i}` })))] },
      "components",
    ],
    ["six rows", { content: "x", components: many(6, (i) => row(button({ custom_id: `${i}` }))) }, "components"],
    ["a button of 81 characters", { content: "x", components: [row(button({ label: x(81) }))] }, "components"],
    ["a custom id of 101", { content: "x", components: [row(button({ custom_id: x(101) }))] }, "components"],
    ["a custom id twice", { content: "x", components: [row(button(), button())] }, "components"],
    ["a custom id twice over rows", { content: "x", components: [row(button()), row(button())] }, "components"],
    [
      "a button without a custom id",
      { content: "x", components: [row(button({ custom_id: undefined }))] },
      "components",
    ],
    ["a button without words", { content: "x", components: [row(button({ label: undefined }))] }, "components"],
    [
      "a link with a custom id",
      { content: "x", components: [row(button({ style: 5, url: "https://example.org" }))] },
      "components",
    ],
    [
      "a link that leads nowhere",
      { content: "x", components: [row({ type: 2, style: 5, label: "Go" })] },
      "components",
    ],
    [
      "a button with an address",
      { content: "x", components: [row(button({ url: "https://example.org" }))] },
      "components",
    ],
    ["a button outside a row", { content: "x", components: [button()] }, "components"],
    ["a menu beside a button", { content: "x", components: [row(select(), button())] }, "components"],
    [
      "26 options",
      { content: "x", components: [row(select({ options: many(26, (i) => ({ label: "l", value: `${i}` })) }))] },
      "components",
    ],
    ["no options", { content: "x", components: [row(select({ options: [] }))] }, "components"],
    [
      "an option twice",
      { content: "x", components: [row(select({ options: many(2, () => ({ label: "l", value: "v" })) }))] },
      "components",
    ],
    ["more to choose than there is", { content: "x", components: [row(select({ max_values: 2 }))] }, "components"],
    [
      "more chosen than may be",
      {
        content: "x",
        components: [row(select({ options: many(2, (i) => ({ label: "l", value: `${i}`, default: true })) }))],
      },
      "components",
    ],
    ["components of the second kind without the flag", { components: [text()] }, "components"],
    ["words beside them", { ...V2, content: "x", components: [text()] }, "content"],
    ["embeds beside them", { ...V2, embeds: [{ title: "x" }], components: [text()] }, "embeds"],
    [
      "forty-one of them",
      { ...V2, components: [{ type: 17, components: many(10, () => text()) }, ...many(30, () => text())] },
      "components",
    ],
    ["4,001 characters in them", { ...V2, components: [text(x(4_000)), text("x")] }, "components"],
    ["a text that says nothing", { ...V2, components: [text("  ")] }, "components"],
    [
      "a section of four texts",
      { ...V2, components: [{ type: 9, components: many(4, () => text()), accessory: button() }] },
      "components",
    ],
    ["a section without anything beside it", { ...V2, components: [{ type: 9, components: [text()] }] }, "components"],
    [
      "a container in a container",
      { ...V2, components: [{ type: 17, components: [{ type: 17, components: [text()] }] }] },
      "components",
    ],
    [
      "a gallery of eleven",
      { ...V2, components: [{ type: 12, items: many(11, () => ({ media: { url: "https://example.org/a.png" } })) }] },
      "components",
    ],
    [
      "a picture described in 1,025",
      {
        ...V2,
        components: [{ type: 12, items: [{ media: { url: "https://example.org/a.png" }, description: x(1_025) }] }],
      },
      "components",
    ],
    [
      "a file that was not sent along",
      { ...V2, components: [{ type: 13, file: { url: "attachment://none.txt" } }] },
      "components",
    ],
    [
      "two components of one number",
      {
        ...V2,
        components: [
          { ...text(), id: 3 },
          { ...text(), id: 3 },
        ],
      },
      "components",
    ],
    ["a name that is none", { content: "x", allowed_mentions: { users: ["olena"] } }, "allowed_mentions"],
    ["a file that never came", { content: "x", attachments: [{ id: "0" }] }, "attachments"],
  ])("is refused: %s (50035)", async (_, body, where) => {
    const before = discord.world.messages.length;
    const { status, said } = await post(body);
    expect([status, said]).toMatchObject([
      400,
      { code: 50_035, message: "Invalid Form Body", errors: { [where]: {} } },
    ]);
    expect(discord.world.messages.length).toBe(before);
  });

  it.each([
    ["nothing at all", {}],
    ["blanks", { content: " \n " }],
    ["no components of the second kind", { ...V2, components: [] }],
  ])("is refused for saying nothing: %s (50006)", async (_, body) => {
    expect(await post(body)).toMatchObject({ status: 400, said: { code: 50_006 } });
  });

  it("is told where it is wrong, in Discord's words", async () => {
    const { said } = await post({
      ...V2,
      components: [text(), { type: 17, components: [row(button({ label: x(81) }))] }],
    });
    expect(said.errors).toEqual({
      components: {
        1: {
          components: {
            0: {
              components: {
                0: {
                  label: { _errors: [{ code: "BASE_TYPE_MAX_LENGTH", message: "Must be 80 or fewer in length." }] },
                },
              },
            },
          },
        },
      },
    });
    expect((await post({ content: x(2_001) })).said.errors).toEqual({
      content: { _errors: [{ code: "BASE_TYPE_MAX_LENGTH", message: "Must be 2000 or fewer in length." }] },
    });
  });
});

describe("An edit", () => {
  const edit = async (first: object, then: object) => {
    const { said } = await post(first);
    return post(then, `/channels/${channel}/messages/${String(said.id)}`, "PATCH");
  };

  it("cannot take the second kind of components away, nor put words beside them", async () => {
    const first = { ...V2, components: [text()] };
    expect(await edit(first, { flags: 0, content: "x" })).toMatchObject({
      said: { code: 50_035, errors: { flags: {} } },
    });
    expect(await edit(first, { content: "x" })).toMatchObject({ said: { code: 50_035, errors: { content: {} } } });
    expect(await edit(first, { components: [text("Else")] })).toMatchObject({ status: 200, said: { flags: 1 << 15 } });
  });

  it("may turn a message to the second kind, when its words are taken away", async () => {
    const next = { ...V2, components: [text()] };
    expect(await edit({ content: "x" }, next)).toMatchObject({ said: { code: 50_035 } });
    expect(await edit({ content: "x" }, { ...next, content: null })).toMatchObject({
      status: 200,
      said: { content: "" },
    });
  });

  it("leaves what it does not name, and cannot leave nothing", async () => {
    const first = { content: "x", components: [row(button())] };
    expect(await edit(first, { content: "y" })).toMatchObject({ said: { content: "y", components: [{ type: 1 }] } });
    expect(await edit({ content: "x" }, { content: "" })).toMatchObject({ status: 400, said: { code: 50_006 } });
  });

  it("keeps the files that it lists, and drops the others", async () => {
    const form = new FormData();
    form.set(
      "payload_json",
      JSON.stringify({ content: "x", attachments: [{ id: "0", description: "one" }, { id: "1" }] }),
    );
    form.set("files[0]", new File(["a"], "a.txt"));
    form.set("files[1]", new File(["b"], "b.txt"));
    const response = await fetch(`${discord.apiUrl}/v10/channels/${channel}/messages`, {
      method: "POST",
      headers: { authorization: `Bot ${discord.app.token}` },
      body: form,
    });
    // Discord answers with the message.
    const { id, attachments } = (await response.json()) as {
      id: string;
      attachments: { id: string; filename: string }[];
    };
    expect(attachments.map(({ filename }) => filename)).toEqual(["a.txt", "b.txt"]);
    const kept = await post(
      { attachments: [{ id: attachments[1]?.id }] },
      `/channels/${channel}/messages/${id}`,
      "PATCH",
    );
    expect(kept.said.attachments).toMatchObject([{ filename: "b.txt" }]);
    const tooLong = { content: "x", attachments: [{ id: attachments[1]?.id, description: x(1_025) }] };
    expect(await post(tooLong, `/channels/${channel}/messages/${id}`, "PATCH")).toMatchObject({
      said: { code: 50_035 },
    });
  });
});
