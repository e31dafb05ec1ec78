import { type APIModalInteractionResponseCallbackData, type Client, ComponentType, TextInputStyle } from "discord.js";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Discord, startDiscord } from "../support/discord/index.ts";
import { loggedIn, onInteraction } from "../support/discord/stock-client.ts";

let discord: Discord;
let client: Client<true>;
let office: ReturnType<Discord["guild"]>;
let modal: APIModalInteractionResponseCallbackData;
let heard: unknown;
let problems: readonly unknown[];

const text = (more: object = {}) => ({
  type: ComponentType.Label,
  label: "Reason",
  description: "In your words",
  component: { type: ComponentType.TextInput, custom_id: "reason", style: TextInputStyle.Short, ...more },
});

const WHOLE = {
  custom_id: "why?id=1",
  title: "Snooze AID-1",
  components: [
    { type: ComponentType.TextDisplay, content: "**Since** <t:1646906400:d>" },
    text({ min_length: 3, max_length: 10, placeholder: "why" }),
    {
      type: ComponentType.Label,
      label: "Kind",
      component: {
        type: ComponentType.StringSelect,
        custom_id: "kind",
        required: false,
        options: [
          { label: "Goods", value: "goods", default: true },
          { label: "Money", value: "money" },
        ],
      },
    },
    {
      type: ComponentType.Label,
      label: "Owner",
      component: { type: ComponentType.UserSelect, custom_id: "owner", required: false },
    },
    {
      type: ComponentType.Label,
      label: "Letter",
      component: { type: ComponentType.FileUpload, custom_id: "letter", required: false },
    },
  ],
};

const asModal = (data: object): APIModalInteractionResponseCallbackData =>
  // What a test gives to a form is this form, or is to be refused.
  data as APIModalInteractionResponseCallbackData;

beforeAll(async () => {
  discord = await startDiscord();
  office = discord.guild("Office");
  office.channel("#desk");
  client = await loggedIn(discord);
  problems = onInteraction(client, async (interaction) => {
    if (interaction.isChatInputCommand()) await interaction.showModal(modal);
    if (!interaction.isModalSubmit()) return;
    heard = {
      id: interaction.customId,
      components: JSON.parse(JSON.stringify(discord.world.interactions.get(interaction.id)?.payload.data)),
      read: interaction.fields.fields.map((field) => [
        field.customId,
        "value" in field ? field.value : "values" in field ? field.values : undefined,
      ]),
    };
    await interaction.reply("Taken");
  });
  await client.application.commands.set([{ name: "snooze", description: "Later" }]);
});
afterAll(async () => {
  await client.destroy();
  await discord.close();
});
beforeEach(() => {
  modal = asModal(WHOLE);
  heard = undefined;
});

describe("A form", () => {
  it("is seen with what stands in it, filled in, and sent", async () => {
    const olena = office.person("olena", { name: "Olena", tz: "Europe/Kyiv" });
    const desk = olena.in("#desk");
    await desk.slash("snooze");
    expect(olena.modal.sees()).toBe(
      [
        "# Snooze AID-1",
        "Since 3/10/22",
        "Reason: [why]",
        "  In your words",
        "Kind (optional): [Goods ▾]",
        "Owner (optional): [Make a selection ▾]",
        "Letter (optional): [Make a selection ▾]",
      ].join("\n"),
    );
    await olena.submit({
      Reason: "they asked",
      Kind: "Money",
      owner: "@olena",
      Letter: [{ name: "a.txt", bytes: Buffer.from("dear all") }],
    });
    expect(heard).toMatchObject({
      id: "why?id=1",
      read: [
        ["reason", "they asked"],
        ["kind", ["money"]],
        ["owner", [olena.id]],
        ["letter", [expect.stringMatching(/^\d{17,}$/)]],
      ],
      components: {
        components: [
          { type: 10 },
          { type: 18, component: { type: 4, custom_id: "reason", value: "they asked" } },
          {},
          {},
          {},
        ],
        resolved: { users: { [olena.id]: { username: "olena" } } },
      },
    });
    expect(olena.modal.open()).toBeUndefined();
    expect(desk.news()).toBe("Taken");
  });

  it("may be put away, and the app is not told", async () => {
    const person = office.person("cancels");
    await person.in("#desk").slash("snooze");
    const before = discord.world.interactions.size;
    person.cancel();
    expect(person.modal.sees()).toBe("");
    expect(discord.world.interactions.size).toBe(before);
    await expect(async () => person.submit()).rejects.toThrow(/No form is open/);
  });

  it.each([
    [{ Reason: "" }, /"Reason" is required/],
    [{ Reason: "no" }, /"Reason" takes 3 to 10, not 2/],
    [{ Reason: "much too long" }, /"Reason" takes 3 to 10, not 13/],
    [{ Reason: "right", Kind: "Time" }, /no option "Time"/],
    [{ Reason: "right", Kind: ["Goods", "Money"] }, /"Kind" takes 0 to 1, not 2/],
    [{ Reason: "right", Colour: "red" }, /no field "Colour"/],
    [{ Reason: "right", Owner: "nobody" }, /no member called nobody/],
  ])("is kept back by Discord's own window: %o", async (values, why) => {
    const person = office.person("hasty");
    await person.in("#desk").slash("snooze");
    await expect(async () => person.submit(values)).rejects.toThrow(why);
    expect(person.modal.open()).toBeDefined();
    expect(heard).toBeUndefined();
  });

  it("stays open when the app is silent, and says so", async () => {
    const person = office.person("patient");
    await person.in("#desk").slash("snooze");
    discord.interactions.hold();
    const sending = person.submit({ Reason: "right" });
    discord.clock.advance(3_100);
    expect((await sending).ok).toBe(false);
    discord.interactions.release();
    expect(person.modal.sees()).toContain("! Something went wrong. Try again.");
    expect((await person.submit()).ok).toBe(true);
    expect(person.modal.open()).toBeUndefined();
  });

  it("knows ticks and rounds", async () => {
    const choices = [
      { label: "One", value: "1" },
      { label: "Two", value: "2", default: true },
    ];
    modal = asModal({
      custom_id: "ticks",
      title: "Ticks",
      components: [
        { type: 18, label: "Round", component: { type: 21, custom_id: "round", options: choices } },
        { type: 18, label: "Many", component: { type: 22, custom_id: "many", options: choices } },
        { type: 18, label: "Sure", component: { type: 23, custom_id: "sure" } },
      ],
    });
    const person = office.person("ticker");
    await person.in("#desk").slash("snooze");
    expect(person.modal.sees()).toBe("# Ticks\nRound: ☐ One ☒ Two\nMany: ☐ One ☒ Two\nSure: ☐");
    await person.submit({ Round: "One", Many: ["One", "Two"], Sure: true });
    expect(heard).toMatchObject({
      read: [
        ["round", "1"],
        ["many", ["1", "2"]],
        ["sure", true],
      ],
    });
  });

  it("may still be of rows and text inputs", async () => {
    modal = asModal({
      custom_id: "old",
      title: "Old",
      components: [
        {
          type: 1,
          components: [{ type: 4, custom_id: "reason", label: "Why", style: 1, value: "as before", required: false }],
        },
      ],
    });
    const person = office.person("old");
    await person.in("#desk").slash("snooze");
    expect(person.modal.sees()).toBe("# Old\nWhy (optional): [as before]");
    await person.submit();
    expect(heard).toMatchObject({ read: [["reason", "as before"]] });
  });

  const refused = (over: object): object => ({ ...WHOLE, ...over });
  const twice = text();
  it.each([
    ["six fields", refused({ components: Array.from({ length: 6 }, (_, index) => text({ custom_id: `f${index}` })) })],
    ["no field", refused({ components: [] })],
    ["a title of 46", refused({ title: "x".repeat(46) })],
    ["two fields of one id", refused({ components: [twice, twice] })],
    ["a label of 46", refused({ components: [{ ...text(), label: "x".repeat(46) }] })],
    ["a label on an input that has one", refused({ components: [text({ label: "Again" })] })],
    ["the least above the most", refused({ components: [text({ min_length: 5, max_length: 4 })] })],
    ["a value longer than it may be", refused({ components: [text({ value: "abcdef", max_length: 4 })] })],
    ["a disabled field", refused({ components: [text({ disabled: true })] })],
    ["a misspelt property", refused({ components: [text({ placehodler: "why" })] })],
    [
      "a button",
      refused({ components: [{ type: 1, components: [{ type: 2, style: 1, custom_id: "a", label: "A" }] }] }),
    ],
    ["a custom id of 101", refused({ custom_id: "x".repeat(101) })],
  ])("is refused with %s", async (_, data) => {
    modal = asModal(data);
    const person = office.person("unlucky");
    const doing = person.in("#desk").slash("snooze");
    await discord.until(() => discord.calls.at(-1)?.status === 400);
    expect(discord.calls.at(-1)?.answer).toMatchObject({ code: 50_035, errors: { data: expect.anything() } });
    discord.clock.advance(3_100);
    await doing;
    expect(person.modal.open()).toBeUndefined();
    expect(problems.length).toBeGreaterThan(0);
  });
});
