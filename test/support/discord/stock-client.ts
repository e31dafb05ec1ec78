import {
  type Client,
  type ClientOptions,
  Events,
  GatewayIntentBits,
  type Interaction,
  Client as StockClient,
} from "discord.js";
import type { Discord } from "./index.ts";

/** discord.js as it comes from npm, pointed at a Discord of ours. Never throws out of a listener. */
export const stockClient = (discord: Discord, options: Partial<ClientOptions> = {}): Client => {
  const { rest, ...others } = options;
  const client = new StockClient({
    intents: [GatewayIntentBits.Guilds],
    // Between two sessions of a shard it would let five seconds pass.
    ws: { buildIdentifyThrottler: () => ({ waitForIdentify: () => Promise.resolve() }) },
    ...others,
    rest: { api: discord.apiUrl, version: "10", ...rest },
  });
  client.on(Events.Error, () => undefined);
  return client;
};

/** Logs a client in. Resolves once it knows its guilds. */
export const loggedIn = async (discord: Discord, options?: Partial<ClientOptions>): Promise<Client<true>> => {
  const client = stockClient(discord, options);
  const { promise, resolve } = Promise.withResolvers<Client<true>>();
  client.once(Events.ClientReady, resolve);
  await client.login(discord.app.token);
  return promise;
};

/** Lets a client answer interactions. What its handler throws is kept, for tests that expect a refusal. */
export const onInteraction = (
  client: Client,
  handle: (interaction: Interaction) => Promise<unknown>,
): readonly unknown[] => {
  const problems: unknown[] = [];
  client.on(Events.InteractionCreate, (interaction) => {
    handle(interaction).catch((problem: unknown) => problems.push(problem));
  });
  return problems;
};
