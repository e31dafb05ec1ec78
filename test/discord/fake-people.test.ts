import {
  type APIInteractionDataResolved,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  type Client,
  InteractionContextType,
  MessageFlags,
} from "discord.js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Discord, startDiscord } from "../support/discord/index.ts";
import { loggedIn, onInteraction } from "../support/discord/stock-client.ts";

let discord: Discord;
let client: Client<true>;
let office: ReturnType<Discord["guild"]>;
let heard: unknown[];

const COMMANDS = [
  {
    name: "aid",
    description: "Requests for aid",
    nameLocalizations: { uk: "допомога" },
    options: [
      {
        type: ApplicationCommandOptionType.Subcommand,
        name: "request",
        description: "Log a request",
        options: [
          {
            type: ApplicationCommandOptionType.String,
            name: "company",
            description: "Who is asked",
            required: true,
            autocomplete: true,
          },
          { type: ApplicationCommandOptionType.Integer, name: "days", description: "Until when", minValue: 1 },
          {
            type: ApplicationCommandOptionType.String,
            name: "kind",
            description: "What is asked",
            choices: [{ name: "Goods", nameLocalizations: { uk: "Речі" }, value: "goods" }],
          },
        ],
      },
      {
        type: ApplicationCommandOptionType.SubcommandGroup,
        name: "steer",
        description: "What moves",
        options: [
          {
            type: ApplicationCommandOptionType.Subcommand,
            name: "assign",
            description: "Gives it to somebody",
            options: [
              { type: ApplicationCommandOptionType.User, name: "to", description: "Whom" },
              { type: ApplicationCommandOptionType.Channel, name: "in", description: "Where" },
              { type: ApplicationCommandOptionType.Role, name: "as", description: "As what" },
              { type: ApplicationCommandOptionType.Mentionable, name: "cc", description: "Who else" },
              { type: ApplicationCommandOptionType.Boolean, name: "quiet", description: "Silently" },
              { type: ApplicationCommandOptionType.Number, name: "share", description: "How much", maxValue: 1 },
            ],
          },
        ],
      },
    ],
  },
  { name: "rule", description: "For those who rule", defaultMemberPermissions: "0" },
  { name: "manage", description: "For those who manage", defaultMemberPermissions: "8192" },
  { name: "here", description: "Not between us", contexts: [InteractionContextType.Guild] },
  { name: "Log as answer", type: ApplicationCommandType.Message },
  { name: "Assign to", type: ApplicationCommandType.User },
] satisfies Parameters<typeof client.application.commands.set>[0];

/** What was delivered, before discord.js read it. */
const payload = (id = [...discord.world.interactions.keys()].at(-1) ?? "") =>
  // The payload of a command has this form.
  discord.world.interactions.get(id)?.payload.data as {
    readonly options?: readonly unknown[];
    readonly resolved?: APIInteractionDataResolved;
  };

beforeAll(async () => {
  discord = await startDiscord();
  office = discord.guild("Office", { locale: "uk" });
  office.channel("#desk");
  client = await loggedIn(discord);
  heard = [];
  onInteraction(client, async (interaction) => {
    if (interaction.isAutocomplete()) {
      const company = interaction.options.getFocused();
      heard.push({ typed: company, days: interaction.options.getInteger("days") });
      await interaction.respond([
        { name: `${company}soft`, nameLocalizations: { uk: `${company}софт` }, value: `id-of-${company}` },
      ]);
    } else if (interaction.isChatInputCommand()) {
      const { options, locale, guildLocale, context } = interaction;
      heard.push({
        path: [options.getSubcommandGroup(false), options.getSubcommand(false)].filter(Boolean).join(" "),
        options: payload(interaction.id).options,
        roles: interaction.inCachedGuild() ? interaction.member.roles.cache.map(({ name }) => name).toSorted() : [],
        may: interaction.memberPermissions?.has("ManageMessages"),
        locale,
        guildLocale,
        context,
      });
      await interaction.reply({ content: `Heard ${interaction.commandName}`, flags: MessageFlags.Ephemeral });
    } else if (interaction.isMessageContextMenuCommand()) {
      await interaction.reply(`Logged: ${interaction.targetMessage.content}`);
    } else if (interaction.isUserContextMenuCommand()) {
      await interaction.reply({ content: `To ${interaction.targetUser.displayName}`, allowedMentions: { parse: [] } });
    }
  });
  await client.application.commands.set(COMMANDS);
});
afterAll(async () => {
  await client.destroy();
  await discord.close();
});

describe("Somebody who types a command", () => {
  it("gives its options as they are registered, whichever order and language they think in", async () => {
    const olena = office.person("olena", { locale: "uk", roles: ["desk"] });
    await olena.in("#desk").slash("допомога request", { kind: "Речі", days: 3, company: "Contoso" });
    expect(heard.at(-1)).toMatchObject({
      path: "request",
      locale: "uk",
      guildLocale: "uk",
      context: InteractionContextType.Guild,
      roles: ["@everyone", "desk"],
      may: false,
      options: [
        {
          options: [
            { name: "company", value: "Contoso", type: ApplicationCommandOptionType.String },
            { name: "days", value: 3, type: ApplicationCommandOptionType.Integer },
            { name: "kind", value: "goods", type: ApplicationCommandOptionType.String },
          ],
        },
      ],
    });
    expect(olena.in("#desk").news()).toBe("Heard aid");
  });

  it("picks people, channels and roles by their names", async () => {
    const petro = office.person("petro", { name: "Petro" });
    const given = { to: "@petro", in: "#desk", as: "desk", cc: "Petro", quiet: true, share: 0.5 };
    await petro.in("#desk").slash("/aid steer assign", given);
    const { resolved } = payload();
    expect(resolved?.users?.[petro.id]?.global_name).toBe("Petro");
    expect(Object.values(resolved?.channels ?? {})[0]).toMatchObject({ name: "desk" });
    expect(Object.values(resolved?.roles ?? {})[0]).toMatchObject({ name: "desk" });
    expect(heard.at(-1)).toMatchObject({
      path: "steer assign",
      options: [
        { options: [{ options: [{ value: petro.id }, {}, {}, { value: petro.id }, { value: true }, { value: 0.5 }] }] },
      ],
    });
  });

  it("is offered what the app suggests, in their language, and picks by what they read", async () => {
    const desk = office.person("ann", { locale: "uk" }).in("#desk");
    expect(await desk.offers("aid request", "company", "Micro", { days: 2 })).toEqual(["Microсофт"]);
    expect(heard.at(-1)).toEqual({ typed: "Micro", days: 2 });
    await desk.slash("aid request", { company: "Microсофт" });
    expect(heard.at(-1)).toMatchObject({ options: [{ options: [{ value: "id-of-Micro" }] }] });
  });

  it.each([
    ["aidd request", {}, /sees no command "aidd"/],
    ["aid", {}, /is not a whole command/],
    ["aid ask", {}, /no sub-command "ask"/],
    ["aid request", {}, /company must be filled in/],
    ["aid request", { company: "x", colour: "red" }, /no option "colour"/],
    ["aid request", { company: "x", days: 0 }, /days is 0/],
    ["aid request", { company: "x", days: 1.5 }, /days is a number/],
    ["aid request", { company: "x", kind: "Money" }, /kind is none of Goods/],
    ["aid steer assign", { to: "nobody" }, /no member called nobody/],
    ["aid steer assign", { quiet: "yes" }, /quiet is yes or no/],
  ])("is stopped by Discord's own window: /%s %o", async (line, options, why) => {
    const desk = office.person("mel").in("#desk");
    const before = discord.world.interactions.size;
    await expect(async () => desk.slash(line, options)).rejects.toThrow(why);
    expect(discord.world.interactions.size).toBe(before);
  });

  it("sees only commands that are for them", async () => {
    const plain = office.person("plain").in("#desk");
    await expect(async () => plain.slash("rule")).rejects.toThrow(/sees no command "rule"/);
    await expect(async () => plain.slash("manage")).rejects.toThrow(/sees no command "manage"/);
    office.role("lead", { permissions: ["MANAGE_MESSAGES"] });
    const lead = office.person("lead", { roles: ["lead"] }).in("#desk");
    await lead.slash("manage");
    expect(heard.at(-1)).toMatchObject({ may: true });
    await expect(async () => lead.slash("rule")).rejects.toThrow(/sees no command "rule"/);
    office.role("admin", { permissions: ["ADMINISTRATOR"] });
    expect(
      (
        await office
          .person("boss", { roles: ["admin"] })
          .in("#desk")
          .slash("rule")
      ).ok,
    ).toBe(true);
  });

  it("talks with the app alone, where a command is for that", async () => {
    const direct = office.person("solo").in("@app");
    await direct.slash("aid request", { company: "Contoso" });
    expect(heard.at(-1)).toMatchObject({ context: InteractionContextType.BotDM, roles: [] });
    await expect(async () => direct.slash("here")).rejects.toThrow(/sees no command "here"/);
  });

  it("sees no commands where the app is not", async () => {
    const elsewhere = discord.guild("Elsewhere", { app: false });
    elsewhere.channel("#room");
    await expect(async () => elsewhere.person("away").in("#room").slash("here")).rejects.toThrow(/none at all/);
  });

  it("cannot enter what they cannot see", () => {
    const secret = office.channel("#secret");
    secret.overwrite("everyone", { deny: ["VIEW_CHANNEL"] });
    secret.overwrite("insiders", { allow: ["VIEW_CHANNEL"] });
    expect(() => office.person("outside").in("#secret")).toThrow(/sees no channel #secret/);
    expect(
      office
        .person("inside", { roles: ["insiders"] })
        .in("#secret")
        .sees(),
    ).toBe("");
  });
});

describe("Somebody who opens a menu", () => {
  it("runs a command on a message", async () => {
    const desk = office.person("menu").in("#desk");
    await desk.says("We can send 200");
    await desk.messageMenu("Log as answer", "200");
    expect(desk.news()).toBe("Logged: We can send 200");
    await expect(async () => desk.messageMenu("Log as answer", "never said")).rejects.toThrow(/no message with/);
  });

  it("runs a command on a member", async () => {
    const other = office.person("kim", { name: "Kim" });
    const desk = office.person("caller").in("#desk");
    await desk.userMenu("Assign to", other);
    expect(desk.news()).toBe("To Kim");
  });
});

describe("Somebody in two guilds", () => {
  it("acts in either, and has roles of each", async () => {
    const second = discord.guild("Second");
    second.channel("#hall");
    const both = office.person("both", { roles: ["desk"] });
    second.admit(both, { roles: ["guest"], nick: "B." });
    await both.in("#hall").slash("aid request", { company: "Contoso" });
    expect(heard.at(-1)).toMatchObject({ roles: ["@everyone", "guest"] });
    await both.in("#desk").slash("aid request", { company: "Contoso" });
    expect(heard.at(-1)).toMatchObject({ roles: ["@everyone", "desk"] });
  });
});
