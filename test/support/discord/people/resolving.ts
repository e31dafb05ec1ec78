import type { Fields } from "../fields.ts";
import { CHANNEL, type Channel, type World } from "../model.ts";
import { permissionsOf } from "../permissions.ts";
import { shownMember, shownRoles, userById } from "../shown/people.ts";
import { shownChannel } from "../shown/places.ts";

/** Ids as a person picked them, and what Discord sends along so that the app need not ask. */
export interface Resolved {
  readonly ids: readonly string[];
  readonly resolved: Fields;
}

const none = (what: string, name: string): never => {
  throw new Error(`There is no ${what} called ${name} here`);
};

const memberNamed = (world: World, at: Channel, name: string): string => {
  const bare = name.replace(/^@/, "");
  const members = at.guild === undefined ? at.recipients : [...(world.guilds.get(at.guild)?.members.keys() ?? [])];
  const found = members.find((id) => {
    const user = world.users.get(id);
    return user && [user.id, user.handle, user.name].includes(bare);
  });
  return found ?? none("member", name);
};

const channelNamed = (world: World, at: Channel, name: string): Channel =>
  [...world.channels.values()].find(
    (one) => one.guild === at.guild && one.type !== CHANNEL.dm && [one.id, one.name].includes(name.replace(/^#/, "")),
  ) ?? none("channel", name);

const users = (world: World, at: Channel, names: readonly string[]): Resolved => {
  const ids = names.map((name) => memberNamed(world, at, name));
  const guild = at.guild === undefined ? undefined : world.guilds.get(at.guild);
  const members = ids.flatMap((id) => {
    const member = guild?.members.get(id);
    return guild && member
      ? [[id, { ...shownMember(world, member, false), permissions: String(permissionsOf(world, guild, id)) }]]
      : [];
  });
  return {
    ids,
    resolved: {
      users: Object.fromEntries(ids.map((id) => [id, userById(world, id)])),
      ...(guild && { members: Object.fromEntries(members) }),
    },
  };
};

const roles = (world: World, at: Channel, names: readonly string[]): Resolved => {
  const guild = at.guild === undefined ? undefined : world.guilds.get(at.guild);
  const all = guild ? shownRoles(guild) : [];
  const found = names.map(
    (name) => all.find((role) => [role.id, role.name].includes(name.replace(/^@/, ""))) ?? none("role", name),
  );
  return {
    ids: found.map(({ id }) => String(id)),
    resolved: { roles: Object.fromEntries(found.map((role) => [String(role.id), role])) },
  };
};

const channels = (world: World, at: Channel, names: readonly string[]): Resolved => {
  const found = names.map((name) => channelNamed(world, at, name));
  const shown = found.map((one) => [one.id, { ...shownChannel(world, one), permissions: "0" }]);
  return { ids: found.map(({ id }) => id), resolved: { channels: Object.fromEntries(shown) } };
};

/** Finds people, roles and channels as a person names them: by handle, name or id. */
export const resolve = (
  world: World,
  at: Channel,
  what: "user" | "role" | "channel" | "mentionable",
  names: readonly string[],
): Resolved => {
  if (what === "user") return users(world, at, names);
  if (what === "role") return roles(world, at, names);
  if (what === "channel") return channels(world, at, names);
  const guild = at.guild === undefined ? undefined : world.guilds.get(at.guild);
  const isRole = (name: string): boolean =>
    [...(guild?.roles.values() ?? [])].some((role) => [role.id, role.name].includes(name.replace(/^@/, "")));
  const some = roles(world, at, names.filter(isRole));
  const others = users(
    world,
    at,
    names.filter((name) => !isRole(name)),
  );
  return { ids: [...some.ids, ...others.ids], resolved: { ...others.resolved, ...some.resolved } };
};
