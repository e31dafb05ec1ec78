import { Client, Events, GatewayIntentBits } from "discord.js";
import { TOKENS } from "./discord-wire.ts";
import { runErrands } from "./errands.ts";

let client: Client | undefined;

/** The least that anybody could put behind Discord: discord.js alone, which replies at once and does nothing. */
runErrands(
  async ({ open }: { readonly open: { readonly discordUrl: string } }): Promise<true> => {
    const bare = new Client({
      intents: [GatewayIntentBits.Guilds],
      rest: { api: `${open.discordUrl}/api`, version: "10" },
    });
    bare.on(Events.InteractionCreate, (interaction) => {
      // What fails is never acknowledged, and missed at the other end.
      if (interaction.isChatInputCommand()) interaction.reply("done").catch((error: unknown) => console.error(error));
    });
    client = bare;
    const ready = new Promise((resolve) => {
      bare.once(Events.ClientReady, resolve);
    });
    await bare.login(TOKENS.bare);
    await ready;
    return true;
  },
  async () => client?.destroy(),
);
