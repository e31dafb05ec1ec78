import type { Fields } from "../fields.ts";
import type { Guild, Member, User, World } from "../model.ts";

/** A user as every answer shows them. */
export const shownUser = (user: User): Fields => ({
  id: user.id,
  username: user.handle,
  discriminator: user.bot ? "0001" : "0",
  global_name: user.bot ? null : user.name,
  avatar: null,
  avatar_decoration_data: null,
  banner: null,
  accent_color: null,
  public_flags: 0,
  flags: 0,
  primary_guild: null,
  ...(user.bot && { bot: true }),
});

/** The user of an id; whoever is gone is nobody. */
export const userById = (world: World, id: string): Fields => {
  const user = world.users.get(id);
  if (!user) throw new Error(`This Discord never had a user ${id}`);
  return shownUser(user);
};

/** A member as answers and events show them; events leave out the user where it stands beside. */
export const shownMember = (world: World, member: Member, withUser = true): Fields => ({
  ...(withUser && { user: userById(world, member.user) }),
  nick: member.nick ?? null,
  avatar: null,
  banner: null,
  roles: [...member.roles],
  joined_at: new Date(member.joinedAt).toISOString(),
  premium_since: null,
  deaf: false,
  mute: false,
  pending: member.standing === "pending",
  communication_disabled_until: null,
  flags: member.standing === "guest" ? 1 << 4 : 0,
});

/** The roles of a guild, as `GET /guilds/{guild}/roles` lists them. */
export const shownRoles = (guild: Guild): readonly Fields[] =>
  [...guild.roles.values()].map((role) => ({
    id: role.id,
    name: role.name,
    description: null,
    color: 0,
    colors: { primary_color: 0, secondary_color: null, tertiary_color: null },
    hoist: false,
    icon: null,
    unicode_emoji: null,
    position: role.position,
    permissions: String(role.permissions),
    managed: role.managed,
    mentionable: role.mentionable,
    flags: 0,
  }));
