import type { Channel, Guild, World } from "./model.ts";

/** The permissions that this Discord asks for, by Discord's names. */
const PERMISSION = {
  KICK_MEMBERS: 1n << 1n,
  ADMINISTRATOR: 1n << 3n,
  MANAGE_CHANNELS: 1n << 4n,
  MANAGE_GUILD: 1n << 5n,
  ADD_REACTIONS: 1n << 6n,
  VIEW_AUDIT_LOG: 1n << 7n,
  VIEW_CHANNEL: 1n << 10n,
  SEND_MESSAGES: 1n << 11n,
  MANAGE_MESSAGES: 1n << 13n,
  EMBED_LINKS: 1n << 14n,
  ATTACH_FILES: 1n << 15n,
  READ_MESSAGE_HISTORY: 1n << 16n,
  MENTION_EVERYONE: 1n << 17n,
  USE_APPLICATION_COMMANDS: 1n << 31n,
  MANAGE_THREADS: 1n << 34n,
  CREATE_PUBLIC_THREADS: 1n << 35n,
  CREATE_PRIVATE_THREADS: 1n << 36n,
  SEND_MESSAGES_IN_THREADS: 1n << 38n,
} as const;

/** A permission by Discord's name. */
export type Permission = keyof typeof PERMISSION;

const EVERY = Object.values(PERMISSION).reduce((all, one) => all | one, 0n);

/** Permissions as one number. */
export const bits = (names: readonly Permission[]): bigint => names.reduce((all, name) => all | PERMISSION[name], 0n);

/** What everyone may in a new guild. */
export const EVERYONE = bits([
  "ADD_REACTIONS",
  "VIEW_CHANNEL",
  "SEND_MESSAGES",
  "EMBED_LINKS",
  "ATTACH_FILES",
  "READ_MESSAGE_HISTORY",
  "USE_APPLICATION_COMMANDS",
  "CREATE_PUBLIC_THREADS",
  "SEND_MESSAGES_IN_THREADS",
]);

/** What somebody may in a guild, or in one channel of it: roles, then the channel's own exceptions. */
export const permissionsOf = (world: World, guild: Guild, user: string, channel?: Channel): bigint => {
  const member = guild.members.get(user);
  if (!member) return 0n;
  if (guild.owner === user) return EVERY;
  const roles = [guild.id, ...member.roles];
  const base = roles.reduce((all, id) => all | (guild.roles.get(id)?.permissions ?? 0n), 0n);
  if ((base & PERMISSION.ADMINISTRATOR) !== 0n) return EVERY;
  const place = channel?.parent !== undefined && channel.thread ? world.channels.get(channel.parent) : channel;
  const exceptions = place?.overwrites;
  if (!exceptions) return base;
  const everyone = exceptions.get(guild.id);
  const own = exceptions.get(user);
  const held = member.roles.size > 0 ? [...member.roles].flatMap((id) => exceptions.get(id) ?? []) : [];
  const denied = held.reduce((all, { deny }) => all | deny, 0n);
  const allowed = held.reduce((all, { allow }) => all | allow, 0n);
  const afterEveryone = (base & ~(everyone?.deny ?? 0n)) | (everyone?.allow ?? 0n);
  const afterRoles = (afterEveryone & ~denied) | allowed;
  return (afterRoles & ~(own?.deny ?? 0n)) | (own?.allow ?? 0n);
};

/** Whether somebody may all of these there. */
export const may = (
  world: World,
  guild: Guild,
  user: string,
  channel: Channel,
  ...names: readonly Permission[]
): boolean => {
  const asked = bits(names);
  return (permissionsOf(world, guild, user, channel) & asked) === asked;
};
