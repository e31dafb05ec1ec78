import { CHANNEL, type Channel, type Guild, type Message, type World } from "../model.ts";
import { may, type Permission } from "../permissions.ts";
import { refusal } from "../refused.ts";

/** A guild in which the bot is. Throws what Discord says of others. */
export const guildFor = (world: World, id: string): Guild => {
  const guild = world.guilds.get(id);
  if (!guild) throw refusal("unknownGuild");
  if (!guild.members.has(world.app.botUser)) throw refusal("missingAccess");
  return guild;
};

/** A channel that the bot can see. */
export const channelFor = (world: World, id: string): Channel => {
  const channel = world.channels.get(id);
  if (!channel) throw refusal("unknownChannel");
  if (channel.guild === undefined) {
    if (!channel.recipients.includes(world.app.botUser)) throw refusal("missingAccess");
    return channel;
  }
  const guild = guildFor(world, channel.guild);
  const secret =
    channel.type === CHANNEL.privateThread &&
    !channel.thread?.members.has(world.app.botUser) &&
    !may(world, guild, world.app.botUser, channel, "MANAGE_THREADS");
  if (secret || !may(world, guild, world.app.botUser, channel, "VIEW_CHANNEL")) throw refusal("missingAccess");
  return channel;
};

/** Whether the bot may do that in the channel. In a direct conversation it may. */
export const mayHere = (world: World, channel: Channel, name: Permission): boolean =>
  channel.guild === undefined || may(world, guildFor(world, channel.guild), world.app.botUser, channel, name);

/** Throws unless the bot may do that in the channel. */
export const demand = (
  world: World,
  channel: Channel,
  name: Permission,
  otherwise: Parameters<typeof refusal>[0] = "missingPermissions",
): void => {
  if (!mayHere(world, channel, name)) throw refusal(otherwise);
};

/** A message that is there for everyone: private replies live at their interaction alone. */
export const messageFor = (world: World, channel: Channel, id: string): Message => {
  const message = world.messages.find(
    (one) => one.id === id && one.channel === channel.id && !one.deleted && one.onlyFor === undefined && !one.remark,
  );
  if (!message) throw refusal("unknownMessage");
  return message;
};

/** The direct conversation of the bot and somebody, opened if need be. */
export const directWith = (world: World, user: string): Channel => {
  const open = [...world.channels.values()].find(
    ({ type, recipients }) => type === CHANNEL.dm && recipients.includes(user),
  );
  if (open) return open;
  const channel: Channel = {
    id: world.id(),
    guild: undefined,
    type: CHANNEL.dm,
    name: "",
    parent: undefined,
    overwrites: new Map(),
    recipients: [world.app.botUser, user],
    tags: [],
    position: 0,
    thread: undefined,
  };
  world.channels.set(channel.id, channel);
  return channel;
};
