import { AuditLogEvent, PermissionFlagsBits, type RouteLike } from "discord.js";
import { z } from "zod";
import { allowedAt, allowedIn } from "./allowed.ts";
import { isHome } from "./kinds.ts";
import type { Rest } from "./rest.ts";

/** A channel of a server, with what we may there. */
export interface VisitedChannel {
  readonly id: string;
  readonly name: string;
  readonly type: number;
  readonly may: bigint;
}

/** A server as it is when we come: what there is, what we may, and who brought us. */
export interface Visited {
  readonly id: string;
  readonly name: string;
  /** As Discord writes it: `en-US`, `uk`. */
  readonly locale: string;
  /** Who added the app, where the server lets us look; its owner otherwise. */
  readonly host: string;
  readonly channels: readonly VisitedChannel[];
  /** Where Discord itself greets people. */
  readonly lobby: VisitedChannel | undefined;
}

const id = z.string();
const rights = z.string().transform((text) => BigInt(text));

const SERVER = z.object({
  id,
  name: z.string(),
  owner_id: id,
  preferred_locale: z.string().default("en-US"),
  system_channel_id: id.nullish(),
  roles: z.array(z.object({ id, permissions: rights })),
});
const CHANNELS = z.array(
  z.object({
    id,
    name: z.string(),
    type: z.number(),
    position: z.number().default(0),
    permission_overwrites: z.array(z.object({ id, allow: rights, deny: rights })).default([]),
  }),
);
const MEMBER = z.object({ roles: z.array(id) });
const AUDIT = z.object({
  audit_log_entries: z.array(z.object({ user_id: id.nullish(), target_id: id.nullish() })),
});

/** Entries of the log that are looked at: who adds an app is greeted within a minute. */
const ENTRIES = "20";

type Ask = (path: RouteLike, query?: Readonly<Record<string, string>>) => Promise<unknown>;

const askOf =
  ({ bot }: Rest): Ask =>
  (path, query) =>
    bot({ method: "GET", path, ...(query && { query }) });

/** A server with its channels, and what one of its members may there. */
const seenBy = async (ask: Ask, server: string, user: string) => {
  const [told, member, listed] = await Promise.all([
    ask(`/guilds/${server}`),
    ask(`/guilds/${server}/members/${user}`),
    ask(`/guilds/${server}/channels`),
  ]);
  const guild = SERVER.parse(told);
  const who = { server, owner: guild.owner_id, user, roles: MEMBER.parse(member).roles, all: guild.roles };
  const channels = CHANNELS.parse(listed)
    .toSorted((one, other) => one.position - other.position)
    .map(({ permission_overwrites, ...channel }) => ({ ...channel, may: allowedAt(who, permission_overwrites) }));
  return { guild, channels, may: allowedIn(who) };
};

/** All channels of a server, from the top, with what a member may there. Throws Undeliverable. */
export const channelsFor = async (rest: Rest, server: string, user: string): Promise<readonly VisitedChannel[]> =>
  (await seenBy(askOf(rest), server, user)).channels;

/** Channels that a member sees and in which a team can be at home, from the top. Throws Undeliverable. */
export const homesFor = async (rest: Rest, server: string, user: string): Promise<readonly VisitedChannel[]> => {
  const channels = await channelsFor(rest, server, user);
  return channels.filter(({ type, may }) => isHome(type) && (may & PermissionFlagsBits.ViewChannel) !== 0n);
};

/** Channels of a server in which a member may read what was said; to who may not, a history is empty. Throws Undeliverable. */
export const readableIn = async (rest: Rest, server: string, user: string): Promise<ReadonlySet<string>> => {
  const channels = await channelsFor(rest, server, user);
  const needed = [PermissionFlagsBits.ViewChannel, PermissionFlagsBits.ReadMessageHistory];
  return new Set(
    channels.filter(({ may }) => needed.every((right) => (may & right) !== 0n)).map((channel) => channel.id),
  );
};

/** Looks at a server. Discord is asked for all of it: what a gateway tells is not there where Discord calls us. Throws Undeliverable. */
export const visit = async (rest: Rest, server: string, own: string): Promise<Visited> => {
  const ask = askOf(rest);
  const { guild, channels, may } = await seenBy(ask, server, own);
  const { name, owner_id, preferred_locale: locale, system_channel_id } = guild;
  let host = owner_id;
  if ((may & PermissionFlagsBits.ViewAuditLog) !== 0n) {
    const query = { action_type: String(AuditLogEvent.BotAdd), limit: ENTRIES };
    const { audit_log_entries: entries } = AUDIT.parse(await ask(`/guilds/${server}/audit-logs`, query));
    host = entries.find(({ target_id }) => target_id === own)?.user_id ?? owner_id;
  }
  const lobby = channels.find((channel) => channel.id === system_channel_id);
  return { id: server, name, locale, host, channels, lobby };
};
