import { CHANNEL, type Channel, type Guild as GuildState, type Role, type User, type World } from "./model.ts";
import type { Surroundings } from "./people/acting.ts";
import { type Person, seated } from "./people/person.ts";
import { bits, EVERYONE, type Permission } from "./permissions.ts";
import { type Room, roomOf, type Subject } from "./room.ts";
import { shownMember, shownRoles, userById } from "./shown/people.ts";

/** Who somebody is, everywhere. */
export interface Profile {
  readonly name?: string;
  /** As Discord writes it: `en-US`, `uk`, `de`. */
  readonly locale?: string;
  readonly tz?: string;
}

/** Who somebody is in a guild. */
interface Belonging {
  readonly roles?: readonly string[];
  readonly nick?: string;
  readonly standing?: "guest" | "pending";
}

interface RoomOptions {
  readonly kind?: "text" | "announcement" | "forum";
  /** Of a forum; `!name` is a tag that only moderators set. */
  readonly tags?: readonly string[];
  /** Of a forum: no post without a tag. */
  readonly requiresTag?: boolean;
}

/** A guild: a Discord server, as people call it. */
export interface Guild {
  readonly id: string;
  readonly guild: GuildState;
  /** Somebody new, who joins at once. Roles are made when they are named first. */
  person(handle: string, options?: Profile & Belonging): Person;
  /** Somebody who has an account already joins. */
  admit(person: Person, as?: Belonging): void;
  /** A member leaves, or is made to. */
  dismiss(person: Person): void;
  channel(name: string, options?: RoomOptions): Room;
  role(name: string, options?: { readonly permissions?: readonly Permission[]; readonly mentionable?: boolean }): Role;
  /** Invites the app with these permissions, as its install link asks for them; the owner does unless somebody else does. */
  invite(permissions?: readonly Permission[], by?: Person): void;
  /** Removes the app. */
  kick(): void;
  /** Changes what the app may in the whole guild. */
  permit(permissions: readonly Permission[]): void;
}

const APP_MAY: readonly Permission[] = [
  "VIEW_CHANNEL",
  "SEND_MESSAGES",
  "SEND_MESSAGES_IN_THREADS",
  "EMBED_LINKS",
  "ATTACH_FILES",
  "READ_MESSAGE_HISTORY",
  "CREATE_PUBLIC_THREADS",
];

/** What tells the app of guilds. */
export interface Doorbell {
  joined(guild: GuildState): void;
  left(guild: GuildState): void;
}

/** Makes an account. */
export const addUser = (
  world: World,
  handle: string,
  { name = handle, locale = "en-US", tz = "UTC" }: Profile,
): User => {
  const user: User = { id: world.id(), handle, name, bot: false, locale, tz, dms: true };
  world.users.set(user.id, user);
  return user;
};

/** A guild in which nobody is yet but its owner. */
export const createGuild = (
  around: Surroundings,
  bell: Doorbell,
  name: string,
  { locale = "en-US", app = true }: { readonly locale?: string; readonly app?: boolean } = {},
): Guild => {
  const { world } = around;
  const bot = world.app.botUser;
  const id = world.id();
  const owner = addUser(world, `owner-of-${name.toLowerCase()}`, {});
  const guild: GuildState = { id, name, locale, owner: owner.id, roles: new Map(), members: new Map() };
  world.guilds.set(id, guild);

  const tellRole = (t: "GUILD_ROLE_CREATE" | "GUILD_ROLE_UPDATE", { id: of }: Role): void =>
    world.tell({
      t,
      d: { guild_id: id, role: shownRoles(guild).find((one) => one.id === of) },
      guild: id,
      intent: 1,
    });
  const addRole = (called: string, permissions: bigint, rest: Partial<Role> = {}): Role => {
    const role: Role = {
      id: world.id(),
      name: called,
      permissions,
      mentionable: false,
      position: guild.roles.size,
      managed: false,
      ...rest,
    };
    guild.roles.set(role.id, role);
    tellRole("GUILD_ROLE_CREATE", role);
    return role;
  };
  const roleNamed = (called: string): Role =>
    [...guild.roles.values()].find((one) => one.name === called) ?? addRole(called, 0n);
  const join = (user: string, { roles = [], nick, standing }: Belonging = {}): void => {
    const ids = roles.map((one) => roleNamed(one).id);
    guild.members.set(user, { user, roles: new Set(ids), nick, joinedAt: world.clock.now(), standing });
  };

  guild.roles.set(id, {
    id,
    name: "@everyone",
    permissions: EVERYONE,
    mentionable: false,
    position: 0,
    managed: false,
  });
  join(owner.id);

  const appRole = (): Role =>
    [...guild.roles.values()].find(({ managed }) => managed) ?? addRole(world.app.name, 0n, { managed: true });
  const invite = (permissions: readonly Permission[] = APP_MAY, by?: Person): void => {
    guild.inviter = by?.id ?? guild.owner;
    const role = appRole();
    role.permissions = bits(permissions);
    guild.members.set(bot, { user: bot, roles: new Set([role.id]), nick: undefined, joinedAt: world.clock.now() });
    world.changes();
    bell.joined(guild);
  };
  if (app) invite();

  const subject = (whom: string | Person): Subject => {
    if (typeof whom !== "string") return { id: whom.id, on: "member" };
    if (whom === "app") return { id: bot, on: "member" };
    return { id: whom === "everyone" ? id : roleNamed(whom).id, on: "role" };
  };

  const person = (handle: string, options: Profile & Belonging = {}): Person => {
    const user = addUser(world, handle, options);
    join(user.id, options);
    return seated(around, user);
  };

  return {
    id,
    guild,
    person,
    admit: (who, as) => {
      join(who.id, as);
      const member = guild.members.get(who.id);
      if (member)
        world.tell({ t: "GUILD_MEMBER_ADD", d: { ...shownMember(world, member), guild_id: id }, guild: id, intent: 2 });
    },
    dismiss: (who) => {
      guild.members.delete(who.id);
      world.tell({
        t: "GUILD_MEMBER_REMOVE",
        d: { guild_id: id, user: userById(world, who.id) },
        guild: id,
        intent: 2,
      });
    },
    channel: (called, { kind = "text", tags = [], requiresTag = false } = {}) => {
      const channel: Channel = {
        id: world.id(),
        guild: id,
        type: CHANNEL[kind],
        name: called.replace(/^#/, ""),
        parent: undefined,
        overwrites: new Map(),
        recipients: [],
        tags: tags.map((tag) => ({ id: world.id(), name: tag.replace(/^!/, ""), moderated: tag.startsWith("!") })),
        requiresTag,
        position: world.channels.size,
        thread: undefined,
      };
      world.channels.set(channel.id, channel);
      return roomOf(world, guild, channel, subject);
    },
    role: (called, { permissions = [], mentionable = false } = {}) => {
      const role = roleNamed(called);
      role.permissions = bits(permissions);
      role.mentionable = mentionable;
      tellRole("GUILD_ROLE_UPDATE", role);
      return role;
    },
    invite,
    kick: () => {
      guild.members.delete(bot);
      world.changes();
      bell.left(guild);
    },
    permit: (permissions) => {
      appRole().permissions = bits(permissions);
      tellRole("GUILD_ROLE_UPDATE", appRole());
    },
  };
};
