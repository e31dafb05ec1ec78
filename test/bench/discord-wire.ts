import type { Chat, Line } from "./script.ts";

/** What all processes of the Discord bench agree on: the app, its token, and that of the bare handler. */
export const APP = "100000000000000001";
export const TOKENS = { house: "house-token", bare: "bare-token", memory: "memory-token" } as const;

/** Whose gateway session something goes to. */
export type Session = keyof typeof TOKENS;

/** Where Discord's requests go to. */
export const PATH = "/discord/interactions";

/** Servers and their channels, and the one person who types in all of them. */
export const DISCORD: Chat = {
  platform: "discord",
  space: (number) => String(200_000_000_000_000_000n + BigInt(number)),
  channel: (number) => String(300_000_000_000_000_000n + BigInt(number)),
  account: "400000000000000000",
};

/** A command as it goes over the wire, with a serial number by which its answer is known. */
export interface Command extends Line {
  readonly serial: number;
  /** Who types; the one who is in all servers, unless another is named. */
  readonly account?: string;
}

/** The number in an interaction's id, from what `interaction` made. */
export const serialIn = (id: string): number => Number(BigInt(id) - 500_000_000_000_000_000n);

/** Discord's own payload for `/aid line`. */
export const interaction = ({ serial, space, input, account = DISCORD.account }: Command): object => ({
  id: String(500_000_000_000_000_000n + BigInt(serial)),
  application_id: APP,
  type: 2,
  token: `token-${serial}`,
  version: 1,
  guild_id: DISCORD.space(space),
  guild: { id: DISCORD.space(space), locale: "en-US", features: [] },
  guild_locale: "en-US",
  channel_id: DISCORD.channel(space),
  channel: { id: DISCORD.channel(space), type: 0, name: "outreach", guild_id: DISCORD.space(space) },
  member: {
    user: { id: account, username: `olena${account}`, global_name: "Olena", discriminator: "0", avatar: null },
    nick: null,
    roles: [],
    joined_at: "2022-03-07T07:00:00.000000+00:00",
    permissions: "2147483647",
    deaf: false,
    mute: false,
    flags: 0,
  },
  locale: "en-US",
  app_permissions: "2147483647",
  entitlements: [],
  authorizing_integration_owners: { "0": DISCORD.space(space) },
  context: 0,
  attachment_size_limit: 10_485_760,
  data: {
    id: "600000000000000000",
    name: "aid",
    type: 1,
    options: [{ name: "line", type: 1, options: [{ name: "words", type: 3, value: input }] }],
  },
});
