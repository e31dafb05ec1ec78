import {
  ApplicationCommandOptionType,
  type ChatInputCommandInteraction,
  type Client,
  ComponentType,
  type Interaction,
  MessageFlags,
} from "discord.js";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Discord, startDiscord } from "../support/discord/index.ts";
import { loggedIn, onInteraction } from "../support/discord/stock-client.ts";

let discord: Discord;
let client: Client<true>;
let office: ReturnType<Discord["guild"]>;
/** What the bot does with the next interaction. */
let behave: (interaction: Interaction) => Promise<unknown>;

const onCommand = (work: (interaction: ChatInputCommandInteraction) => Promise<unknown>): void => {
  behave = async (interaction) => {
    if (interaction.isChatInputCommand()) await work(interaction);
  };
};

beforeAll(async () => {
  discord = await startDiscord();
  office = discord.guild("Office");
  client = await loggedIn(discord);
  onInteraction(client, (interaction) => behave(interaction));
  await client.application.commands.set([{ name: "aid", description: "Requests for aid" }]);
});
afterAll(async () => {
  await client.destroy();
  await discord.close();
});

let count = 0;
const seat = () => {
  count += 1;
  office.channel(`#room-${count}`);
  return office.person(`p${count}`, { name: `P${count}` }).in(`#room-${count}`);
};

const button = (customId: string, label: string, more: object = {}) => ({
  type: 1,
  components: [{ type: 2, style: 1, custom_id: customId, label, ...more }],
});

/** What our Discord answered last. */
const lastAnswer = () => ({ status: discord.calls.at(-1)?.status, answer: discord.calls.at(-1)?.answer });

const expectRefused = (problem: Promise<unknown>, code: number, status: number): Promise<void> =>
  expect(problem).rejects.toMatchObject({ code, status });

/** The interaction that came last, taken past what discord.js itself would not send. */
const raw = (path: string, body?: object, method: "POST" | "PATCH" | "GET" | "DELETE" = "POST"): Promise<unknown> => {
  const options = { auth: false, ...(body && { body }) };
  const route = path as `/${string}`; // every path of ours begins with a slash
  if (method === "POST") return client.rest.post(route, options);
  if (method === "PATCH") return client.rest.patch(route, options);
  return method === "GET" ? client.rest.get(route, options) : client.rest.delete(route, options);
};

const lastInteraction = () => {
  const found = [...discord.world.interactions.values()].at(-1);
  if (!found) throw new Error("nobody did anything yet");
  const callback = `/interactions/${found.id}/${found.token}/callback`;
  return { ...found, callback, webhook: `/webhooks/${discord.app.id}/${found.token}` };
};

describe("An answer", () => {
  it("comes with or without the message, as the app asks", async () => {
    const room = seat();
    const ids: (string | undefined)[] = [];
    onCommand(async (interaction) => {
      const response = await interaction.reply({ content: "Hello", withResponse: true });
      ids.push(response.resource?.message?.id);
      await interaction.followUp({ content: "And more", flags: MessageFlags.Ephemeral });
    });
    expect((await room.slash("aid")).ok).toBe(true);
    await room.until("And more");
    expect(ids).toEqual([lastInteraction().original?.id]);
    expect(room.sees()).toBe("Aidline: Hello\nAidline (only you): And more");
    expect(office.person("other").in(room.channel.id).sees()).toBe("Aidline: Hello");
  });

  it("may be put off, and the person sees somebody thinking until it is there", async () => {
    const room = seat();
    const go = Promise.withResolvers<void>();
    onCommand(async (interaction) => {
      await interaction.deferReply();
      await go.promise;
      await interaction.editReply({ content: "At last" });
    });
    await room.slash("aid");
    expect(room.sees()).toBe("Aidline: Aidline is thinking…");
    go.resolve();
    await room.until("At last");
    expect(room.sees()).toBe("Aidline: At last");
  });

  it("fills a deferred reply with the first follow-up, and stays as private as it began", async () => {
    const room = seat();
    onCommand(async (interaction) => {
      await interaction.deferReply({ flags: MessageFlags.Ephemeral });
      await raw(lastInteraction().webhook, { content: "First" });
      await raw(lastInteraction().webhook, { content: "Second" });
    });
    await room.slash("aid");
    await room.until("Second");
    expect(room.sees()).toBe("Aidline (only you): First\nAidline: Second");
  });

  it("may be edited and deleted", async () => {
    const room = seat();
    const done = Promise.withResolvers<void>();
    onCommand(async (interaction) => {
      await interaction.reply("One");
      await interaction.editReply("Two");
      const more = await interaction.followUp("Three");
      await interaction.editReply({ message: more, content: "Four" });
      expect((await interaction.fetchReply()).content).toBe("Two");
      await interaction.deleteReply(more);
      done.resolve();
    });
    await room.slash("aid");
    await done.promise;
    expect(room.sees()).toBe("Aidline (edited): Two");
    await raw(`${lastInteraction().webhook}/messages/@original`, undefined, "DELETE");
    expect(room.sees()).toBe("");
    await expectRefused(raw(`${lastInteraction().webhook}/messages/@original`, undefined, "GET"), 10_008, 404);
  });

  it("of a button changes its message in place, at once or later", async () => {
    const room = seat();
    behave = async (interaction) => {
      if (interaction.isChatInputCommand())
        await interaction.reply({ content: "Open", components: [button("close", "Close")] });
      if (!interaction.isButton()) return;
      if (interaction.customId === "close")
        await interaction.update({ content: "Closed", components: [button("reopen", "Reopen")] });
      else {
        await interaction.deferUpdate();
        await interaction.editReply({
          content: "Open again",
          components: [button("close", "Close", { disabled: true })],
        });
      }
    };
    await room.slash("aid");
    await room.press("Close");
    expect(room.sees()).toBe("Aidline (edited): Closed\n[Reopen]");
    await room.press("Reopen");
    await room.until("Open again");
    expect(room.sees()).toBe("Aidline (edited): Open again\n[Close] (disabled)");
    await expect(async () => room.press("Close")).rejects.toThrow(/disabled/);
    await expect(async () => room.press("Reopen")).rejects.toThrow(/There is no "Reopen" to press/);
    expect(room.buttons()).toEqual([]);
  });

  it("of a menu gets what was picked, people among it", async () => {
    const room = seat();
    behave = async (interaction) => {
      if (interaction.isChatInputCommand())
        await interaction.reply({
          content: "Who?",
          components: [
            {
              type: ComponentType.ActionRow,
              components: [
                {
                  type: ComponentType.StringSelect,
                  custom_id: "kind",
                  placeholder: "Kind",
                  options: [{ label: "Goods", value: "g" }],
                },
              ],
            },
            {
              type: ComponentType.ActionRow,
              components: [{ type: ComponentType.UserSelect, custom_id: "who", placeholder: "Who", max_values: 2 }],
            },
          ],
        });
      if (interaction.isStringSelectMenu()) await interaction.update(`Kind ${interaction.values.join()}`);
      if (interaction.isUserSelectMenu())
        await interaction.reply(`To ${interaction.users.map((user) => user.displayName).join(" and ")}`);
    };
    await room.slash("aid");
    expect(room.sees()).toBe("Aidline: Who?\n[Kind ▾]\n[Who ▾]");
    await room.select("Who", [room.handle, "@aidline"]);
    expect(room.news()).toBe(`To ${room.handle.toUpperCase()} and aidline`);
    await room.select("Kind", "Goods");
    expect(room.sees()).toContain("Kind g");
    await expect(async () => room.select("Kind", ["Goods", "Goods"])).rejects.toThrow(/2 choices/);
    await expect(async () => room.select("Colour", "red")).rejects.toThrow(/no menu "Colour"/);
  });
});

describe("Discord refuses an answer", () => {
  beforeEach(() => {
    onCommand((interaction) => interaction.reply("Hello"));
  });

  it("after three seconds (10062)", async () => {
    const room = seat();
    onCommand(async (interaction) => {
      discord.clock.advance(3_001);
      await interaction.reply("Too late");
    });
    expect((await room.slash("aid")).error).toBe("The application did not respond");
    await discord.until(() => lastAnswer().status === 404);
    expect(lastAnswer().answer).toEqual({ message: "Unknown interaction", code: 10_062 });
  });

  it("to what it never sent (10062)", async () => {
    await expectRefused(raw("/interactions/123456789012345678/nope/callback", { type: 5 }), 10_062, 404);
  });

  it("that is the second (40060)", async () => {
    await seat().slash("aid");
    await expectRefused(raw(lastInteraction().callback, { type: 4, data: { content: "Again" } }), 40_060, 400);
  });

  it("of a kind that does not fit", async () => {
    const room = seat();
    const answers: unknown[] = [];
    onCommand(async (interaction) => {
      for (const type of [1, 6, 7, 8])
        answers.push(await raw(lastInteraction().callback, { type }).catch((error: unknown) => error));
      await interaction.reply("Fine");
    });
    await room.slash("aid");
    expect(answers).toMatchObject(answers.map(() => ({ code: 50_035 })));
  });

  it("to a form with another form", async () => {
    const room = seat();
    const form = { custom_id: "f", title: "F", components: [{ type: 10, content: "Sure?" }] };
    behave = async (interaction) => {
      if (interaction.isChatInputCommand()) await raw(lastInteraction().callback, { type: 9, data: form });
      if (!interaction.isModalSubmit()) return;
      await expectRefused(raw(lastInteraction().callback, { type: 9, data: form }), 50_035, 400);
      await interaction.reply("Taken");
    };
    await room.slash("aid");
    await room.submit();
    await room.until("Taken");
  });

  it("once its token is fifteen minutes old (50027)", async () => {
    const room = seat();
    await room.slash("aid");
    discord.clock.advance(15 * 60_000);
    await raw(`${lastInteraction().webhook}/messages/@original`, { content: "In time" }, "PATCH");
    discord.clock.advance(1);
    const late = lastInteraction().webhook;
    await expectRefused(raw(`${late}/messages/@original`, { content: "Late" }, "PATCH"), 50_027, 401);
    await expectRefused(raw(late, { content: "Late" }), 50_027, 401);
    expect(room.sees()).toBe("Aidline (edited): In time");
  });

  it("that follows with a nonce, which keeps nothing from coming twice there", async () => {
    await seat().slash("aid");
    const { webhook } = lastInteraction();
    const following = raw(webhook, { content: "More", nonce: "delivery-1", enforce_nonce: true });
    await expect(following).rejects.toMatchObject({
      code: 50_035,
      rawError: { errors: { nonce: {}, enforce_nonce: {} } },
    });
  });

  it("by a webhook before there was an answer, or that it does not know (10015)", async () => {
    const room = seat();
    onCommand(async (interaction) => {
      await expectRefused(raw(lastInteraction().webhook, { content: "Early" }), 10_015, 404);
      await interaction.reply("Now");
    });
    await room.slash("aid");
    await room.until("Now");
    await expectRefused(raw(`/webhooks/${discord.app.id}/unknown`, { content: "Hm" }), 10_015, 404);
  });

  it("through the channel, when only one person sees it (10008)", async () => {
    const room = seat();
    onCommand((interaction) => interaction.reply({ content: "Psst", flags: MessageFlags.Ephemeral }));
    await room.slash("aid");
    const path = `/channels/${room.channel.id}/messages/${lastInteraction().original?.id}` as const;
    await expectRefused(client.rest.patch(path, { body: { content: "Loud" } }), 10_008, 404);
    await expectRefused(client.rest.delete(path), 10_008, 404);
    expect(await client.rest.get(`/channels/${room.channel.id}/messages`)).toEqual([]);
  });

  it("and the person reads that a button did nothing", async () => {
    const room = seat();
    behave = async (interaction) => {
      if (interaction.isChatInputCommand())
        await interaction.reply({ content: "Go", components: [button("go", "Go")] });
    };
    await room.slash("aid");
    const pressing = room.press("Go");
    discord.clock.advance(3_002);
    expect((await pressing).error).toBe("This interaction failed");
    expect(room.news()).toBe("This interaction failed");
  });

  it("to somebody who types, with more than 25 choices or a name of 101", async () => {
    await client.application.commands.set([
      { name: "aid", description: "Requests for aid" },
      {
        name: "find",
        description: "Finds a company",
        options: [
          { type: ApplicationCommandOptionType.String, name: "company", description: "Which", autocomplete: true },
        ],
      },
    ]);
    const room = seat();
    const answers: unknown[] = [];
    behave = async (interaction) => {
      if (!interaction.isAutocomplete()) return;
      const many = Array.from({ length: 26 }, (_, index) => ({ name: `n${index}`, value: "v" }));
      for (const choices of [many, [{ name: "x".repeat(101), value: "v" }], [{ name: "n", value: 5.5, nmae: "x" }]])
        answers.push(
          await raw(lastInteraction().callback, { type: 8, data: { choices } }).catch((error: unknown) => error),
        );
      await interaction.respond([]);
    };
    expect(await room.offers("find", "company", "Con")).toEqual([]);
    expect(answers).toMatchObject([{ code: 50_035 }, { code: 50_035 }, { code: 50_035 }]);
  });

  it("twice over in discord.js itself, which asks nobody", async () => {
    const room = seat();
    const refused = Promise.withResolvers<unknown>();
    onCommand(async (interaction) => {
      await interaction.reply("One");
      await interaction.reply("Two").catch(refused.resolve);
    });
    await room.slash("aid");
    expect(await refused.promise).toMatchObject({ code: "InteractionAlreadyReplied" });
    expect(lastAnswer().status).toBe(204);
  });
});
