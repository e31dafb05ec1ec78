import {
  ActionRowBuilder,
  ApplicationCommandOptionType,
  ButtonBuilder,
  ButtonStyle,
  type Client,
  LabelBuilder,
  MessageFlags,
  ModalBuilder,
  SlashCommandBuilder,
  TextInputBuilder,
  TextInputStyle,
} from "discord.js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Discord, startDiscord } from "../support/discord/index.ts";
import { loggedIn, onInteraction } from "../support/discord/stock-client.ts";

let discord: Discord;
let client: Client<true>;
let guild: ReturnType<Discord["guild"]>;

const AID = new SlashCommandBuilder()
  .setName("aid")
  .setDescription("Requests for aid")
  .addSubcommand((sub) =>
    sub
      .setName("request")
      .setDescription("Log a request")
      .addStringOption((option) =>
        option.setName("company").setDescription("Who is asked").setRequired(true).setAutocomplete(true),
      )
      .addIntegerOption((option) => option.setName("days").setDescription("Until when").setMinValue(1)),
  );

/** A bot that knows as little as a bot can: one command, one button, one form, one menu. */
const behave = (on: Client): void => {
  onInteraction(on, async (interaction) => {
    if (interaction.isAutocomplete()) {
      const typed = interaction.options.getFocused();
      await interaction.respond([{ name: `${typed}soft`, value: "c-1" }]);
    } else if (interaction.isChatInputCommand()) {
      const company = interaction.options.getString("company", true);
      const snooze = new ButtonBuilder().setCustomId("snooze?id=1").setLabel("Snooze").setStyle(ButtonStyle.Primary);
      await interaction.reply({
        content: `**AID-1** to ${company}, due <t:1646906400:f>`,
        components: [new ActionRowBuilder<ButtonBuilder>().addComponents(snooze)],
      });
    } else if (interaction.isButton()) {
      await interaction.showModal(
        new ModalBuilder()
          .setCustomId("why")
          .setTitle("Snooze AID-1")
          .addLabelComponents(
            new LabelBuilder()
              .setLabel("Reason")
              .setTextInputComponent(new TextInputBuilder().setCustomId("reason").setStyle(TextInputStyle.Short)),
          ),
      );
    } else if (interaction.isModalSubmit()) {
      await interaction.reply({
        content: `Because ${interaction.fields.getTextInputValue("reason")}`,
        flags: MessageFlags.Ephemeral,
      });
    }
  });
};

beforeAll(async () => {
  discord = await startDiscord();
  guild = discord.guild("Office");
  guild.channel("#desk");
  client = await loggedIn(discord);
  behave(client);
  await client.application.commands.set([AID]);
});
afterAll(async () => {
  await client.destroy();
  await discord.close();
});

describe("Our Discord's people", () => {
  it("type commands, press buttons, fill forms, and see what comes of it", async () => {
    const olena = guild.person("olena", { name: "Olena", tz: "Europe/Kyiv" });
    const petro = guild.person("petro", { name: "Petro" });
    const desk = olena.in("#desk");
    expect(await desk.offers("aid request", "company", "Micro")).toEqual(["Microsoft"]);
    expect((await desk.slash("aid request", { company: "Microsoft", days: 3 })).ok).toBe(true);
    expect(desk.sees()).toBe("Aidline: AID-1 to c-1, due March 10, 2022 at 12:00 PM\n[Snooze]");
    await desk.press("Snooze");
    expect(olena.modal.sees()).toBe("# Snooze AID-1\nReason: […]");
    await olena.submit({ Reason: "they asked" });
    expect(olena.modal.sees()).toBe("");
    expect(desk.news()).toBe("Because they asked");
    expect(desk.sees()).toContain("Aidline (only you): Because they asked");
    expect(petro.in("#desk").sees()).toBe("Aidline: AID-1 to c-1, due March 10, 2022 at 10:00 AM\n[Snooze]");
  });

  it("see what the app registered, and nothing else", () => {
    expect(discord.world.commands[0]?.body.options).toMatchObject([
      { type: ApplicationCommandOptionType.Subcommand, name: "request" },
    ]);
  });
});
