import { z } from "zod";
import type { Setting } from "./setting.ts";

const PORT = 3001;

const isPort = (text: string): boolean => /^\d{1,5}$/u.test(text) && Number(text) <= 65_535;

/** What an operator may set about Discord. */
export const DISCORD_SETTINGS = [
  {
    name: "DISCORD_BOT_TOKEN",
    comment:
      "Discord: the token of the app's bot, from Bot at discord.com/developers. Alone it opens a gateway, and no public address is needed",
    example: "MTIz.Gabc.defghijk",
    schema: z.string().regex(/^[\w-]+\.[\w-]+\.[\w-]+$/u),
    wanted: "a bot token of three parts with dots between them, without the word Bot",
    secret: true,
  },
  {
    name: "DISCORD_PUBLIC_KEY",
    comment:
      "Discord: the app's public key from General Information. With it Discord calls a public address, and several processes may answer behind a balancer",
    example: "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
    schema: z.string().regex(/^[0-9a-f]{64}$/iu),
    wanted: "64 hexadecimal digits",
  },
  {
    name: "AIDLINE_DISCORD_PORT",
    comment: `Discord: the port on which its calls are awaited, at /discord/interactions. Default: ${PORT}`,
    example: "3001",
    schema: z.string().refine(isPort),
    wanted: "a port from 0 to 65535",
  },
  {
    name: "DISCORD_API_URL",
    comment: "Discord: where its API is. Default: https://discord.com/api",
    example: "https://discord.com/api",
    schema: z.string().regex(/^https?:\/\/\S+[^/\s]$/u),
    wanted: "an address that does not end in a slash",
  },
] as const satisfies readonly Setting[];

/** A setting's value, where it is set and right. */
type Value = (name: (typeof DISCORD_SETTINGS)[number]["name"]) => string | undefined;

/** What is missing beside what is set, one sentence each. */
export const discordFaults = (value: Value): readonly string[] => {
  if (value("DISCORD_BOT_TOKEN") !== undefined) {
    return value("AIDLINE_DISCORD_PORT") !== undefined && value("DISCORD_PUBLIC_KEY") === undefined
      ? ["AIDLINE_DISCORD_PORT is used with DISCORD_PUBLIC_KEY alone: set that too, or take the port away."]
      : [];
  }
  const others = ["DISCORD_PUBLIC_KEY", "AIDLINE_DISCORD_PORT"] as const;
  const set = others.find((name) => value(name) !== undefined);
  return set === undefined ? [] : [`${set} needs DISCORD_BOT_TOKEN as well.`];
};

/** What is set about Discord, as adapters/discord/settings.ts explains it; undefined when it is to be left alone. */
export const discordIn = (value: Value) => {
  const botToken = value("DISCORD_BOT_TOKEN");
  if (botToken === undefined) return undefined;
  return {
    apiUrl: value("DISCORD_API_URL") ?? "https://discord.com/api",
    botToken,
    publicKey: value("DISCORD_PUBLIC_KEY"),
    port: Number(value("AIDLINE_DISCORD_PORT") ?? PORT),
  };
};

/** How Discord is reached. */
export type DiscordSettings = NonNullable<ReturnType<typeof discordIn>>;
