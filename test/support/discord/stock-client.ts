import { createRequire } from "node:module";
import {
  type Client,
  type ClientOptions,
  Events,
  GatewayIntentBits,
  type Interaction,
  type RESTOptions,
  Client as StockClient,
} from "discord.js";
import type { Discord } from "./index.ts";

// Every undici of a process shares one dispatcher, that of whichever was loaded first: Slack's, which takes no files of
// discord.js's. So it gets its own, as where it is alone.
const ofDiscord = createRequire(import.meta.resolve("discord.js"));
// What it resolves to is not known to the compiler; the client asks for its dispatcher.
const { Agent } = ofDiscord("undici") as { Agent: new () => NonNullable<RESTOptions["agent"]> };

/** discord.js as it comes from npm, pointed at a Discord of ours. Never throws out of a listener. */
export const stockClient = (discord: Discord, options: Partial<ClientOptions> = {}): Client => {
  const { rest, ...others } = options;
  const client = new StockClient({
    intents: [GatewayIntentBits.Guilds],
    // Between two sessions of a shard it would let five seconds pass.
    ws: { buildIdentifyThrottler: () => ({ waitForIdentify: () => Promise.resolve() }) },
    ...others,
    rest: { api: discord.apiUrl, version: "10", agent: new Agent(), ...rest },
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
