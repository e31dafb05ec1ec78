import { PermissionFlagsBits } from "discord.js";

/** What a role allows in the whole server. */
interface RoleRights {
  readonly id: string;
  readonly permissions: bigint;
}

/** What one channel allows or denies a role or a member beyond that. */
export interface Exception {
  readonly id: string;
  readonly allow: bigint;
  readonly deny: bigint;
}

/** Somebody in a server, with everybody's role, whose id is the server's. */
export interface Belonging {
  readonly server: string;
  /** Who may do everything in it. */
  readonly owner: string;
  readonly user: string;
  readonly roles: readonly string[];
  readonly all: readonly RoleRights[];
}

const sum = (parts: readonly bigint[]): bigint => parts.reduce((made, part) => made | part, 0n);

/** Every right there is. */
const ALL = sum(Object.values(PermissionFlagsBits));

const isAdmin = (rights: bigint): boolean => (rights & PermissionFlagsBits.Administrator) !== 0n;

/** What somebody may in a server as such (docs.discord.com/developers/topics/permissions). */
export const allowedIn = ({ server, owner, user, roles, all }: Belonging): bigint => {
  if (user === owner) return ALL;
  const held = sum(all.filter(({ id }) => id === server || roles.includes(id)).map(({ permissions }) => permissions));
  return isAdmin(held) ? ALL : held;
};

/** What somebody may in a channel: everybody's exception first, then those of all roles together, then their own. */
export const allowedAt = (who: Belonging, exceptions: readonly Exception[]): bigint => {
  const base = allowedIn(who);
  if (isAdmin(base)) return base;
  const groups = [
    exceptions.filter(({ id }) => id === who.server),
    exceptions.filter(({ id }) => id !== who.server && who.roles.includes(id)),
    exceptions.filter(({ id }) => id === who.user),
  ];
  return groups.reduce(
    (rights, group) => (rights & ~sum(group.map(({ deny }) => deny))) | sum(group.map(({ allow }) => allow)),
    base,
  );
};
