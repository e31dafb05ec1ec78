import { Client, Events, GatewayDispatchEvents, GatewayIntentBits, Options, Status } from "discord.js";
import type { Log } from "../../src/ports.ts";
import { isForum } from "./kinds.ts";
import { restOptions } from "./rest.ts";
import type { Restraint } from "./restraint.ts";
import type { KnownChannel } from "./servers.ts";

/** One connection of discord.js, from its first greeting until it is lost for good. */
export interface Connection {
  /** What it knows without being asked. */
  readonly client: Client;
  /** Resolves when it is there, with all servers. Rejects when it was refused, or could not be made. */
  open(): Promise<void>;
  /** Resolves when it is lost and will not come back by itself, with Discord's number for why. */
  readonly lost: Promise<number | undefined>;
  close(): Promise<void>;
  /** Whether all of it is there at this moment: it may come back by itself when it is not. */
  connected(): boolean;
}

/** What a connection tells of. */
interface Heard {
  interaction(payload: unknown): void;
  /** A server that was not there before. */
  joined(server: string): void;
  left(server: string): void;
}

/** What a connection is made with. */
export interface GatewayOptions {
  readonly apiUrl: string;
  readonly token: string;
  readonly restraint: Restraint;
  readonly log: Log;
  readonly heard: Heard;
}

/** So many people are kept in memory by discord.js, which would keep all. */
const PEOPLE = 200;

/** It comes back by itself, but at twice a second and for ever; so often within a minute is enough. */
const TRIES = 8;
const MINUTE = 60_000;

/** What happened too often within a minute. */
const createTally = () => {
  const times: number[] = [];
  return {
    again: (): boolean => {
      const at = performance.now();
      times.push(at);
      while (times[0] !== undefined && times[0] < at - MINUTE) times.shift();
      return times.length > TRIES;
    },
    clear: () => void times.splice(0),
  };
};

const cacheLimits = (client: () => Client) => {
  const people = { maxSize: PEOPLE, keepOverLimit: ({ id }: { id: string }) => id === client().user?.id };
  return Options.cacheWithLimits({
    ...Options.DefaultMakeCacheSettings,
    UserManager: people,
    GuildMemberManager: people,
    MessageManager: 0,
    PresenceManager: 0,
    ReactionManager: 0,
    ThreadMemberManager: 0,
    VoiceStateManager: 0,
    GuildEmojiManager: 0,
    GuildStickerManager: 0,
  });
};

/** A channel as discord.js keeps it. */
export const channelIn = (client: Client | undefined, id: string): KnownChannel | undefined => {
  const channel = client?.channels.cache.get(id);
  if (!channel || channel.isDMBased()) return undefined;
  return { name: channel.name, server: channel.guildId, forum: isForum(channel.type) };
};

/** Makes a connection that asks for nothing but servers and their channels. */
export const createConnection = ({ apiUrl, token, restraint, log, heard }: GatewayOptions): Connection => {
  const client: Client = new Client({
    intents: [GatewayIntentBits.Guilds],
    // As many as Discord recommends, all of them here.
    shards: "auto",
    makeCache: cacheLimits(() => client),
    rest: restOptions(apiUrl, restraint),
    allowedMentions: { parse: [] },
  });
  const { promise: lost, resolve: lose } = Promise.withResolvers<number | undefined>();
  const { promise: ready, resolve: greet, reject: refuse } = Promise.withResolvers<void>();
  const tally = createTally();

  // Without these listeners an error of the line would end the process.
  client.on(Events.Error, (error) => log.warn("discord.sdk", { error }));
  client.on(Events.ShardError, (error) => log.warn("discord.line", { error }));
  client.on(Events.ClientReady, () => {
    tally.clear();
    greet();
  });
  client.on(Events.ShardResume, () => tally.clear());
  client.on(Events.Invalidated, () => lose(undefined));
  client.on(Events.ShardDisconnect, ({ code }) => lose(code));
  client.on(Events.ShardReconnecting, () => {
    if (tally.again()) lose(undefined);
  });
  // As they came: what comes by HTTP looks the same.
  client.ws.on(GatewayDispatchEvents.InteractionCreate, (payload: unknown) => heard.interaction(payload));
  client.on(Events.GuildCreate, ({ id }) => heard.joined(id));
  client.on(Events.GuildDelete, ({ id }) => heard.left(id));

  return {
    client,
    lost,
    open: async () => {
      client.login(token).catch(refuse);
      const gone = lost.then((code) => {
        throw Object.assign(new Error("The gateway closed"), { code });
      });
      await Promise.race([ready, gone]);
    },
    close: () => client.destroy(),
    connected: () => client.isReady() && client.ws.shards.every(({ status }) => status === Status.Ready),
  };
};
