import type { Channel, Installation, Org, Standing, Team, User } from "./model.ts";
import type { World } from "./world.ts";

/** Where the app is installed: in one workspace, or in a whole organisation (then `team` is undefined). */
export interface InstalledAt {
  readonly team: Team | undefined;
  readonly org: Org | undefined;
}

/** What a profile says, each with a default. */
export interface Profile {
  /** The full name, which mentions are read as; the handle with a capital when missing. */
  readonly name?: string;
  readonly tz?: string;
  readonly locale?: string;
  readonly email?: string;
}

const capital = (handle: string): string => handle.charAt(0).toUpperCase() + handle.slice(1);

export const addUser = (
  world: World,
  team: string,
  handle: string,
  standing: Standing,
  profile: Profile = {},
): User => {
  const user: User = {
    // People of organisations have ids that begin with another letter.
    id: world.id(world.teams.get(team)?.org ? "W" : "U"),
    team,
    handle,
    standing,
    name: profile.name ?? capital(handle),
    email: profile.email ?? `${handle}@example.org`,
    tz: profile.tz ?? "Europe/Kyiv",
    locale: profile.locale ?? "en-US",
    gone: false,
  };
  world.users.set(user.id, user);
  return user;
};

/** Whether a workspace is within what an installation covers. */
export const covers = (world: World, { team, org }: InstalledAt, id: string): boolean =>
  team ? team.id === id : org !== undefined && world.teams.get(id)?.org?.id === org.id;

/** Channels that the app joins as soon as it is installed. */
const awaited = new WeakSet<Channel>();

/** Puts the app into a channel, now or once it is there. */
export const awaitApp = (world: World, channel: Channel): void => {
  awaited.add(channel);
  const there = world.installations.find((one) => !one.removed && covers(world, one, channel.team));
  if (there) channel.members.add(there.botUser);
};

/** What the consent page does: a bot user, and the installation that tokens belong to. */
export const addInstallation = (
  world: World,
  at: InstalledAt,
  scopes: readonly string[],
  installer: string,
): Installation => {
  const before = world.installations.find(
    (one) => !one.removed && one.team?.id === at.team?.id && one.org?.id === at.org?.id,
  );
  if (before) {
    // Scopes only ever grow until the app is removed.
    before.scopes = [...new Set([...before.scopes, ...scopes])];
    return before;
  }
  const home = at.team ?? [...world.teams.values()].find(({ org }) => org?.id === at.org?.id);
  const bot = addUser(world, home?.id ?? at.org?.id ?? "", world.app.name.toLowerCase(), "bot", {
    name: world.app.name,
  });
  const installation: Installation = {
    ...at,
    botUser: bot.id,
    botId: world.id("B"),
    installer,
    scopes,
    removed: false,
  };
  world.installations.push(installation);
  for (const channel of world.channels.values())
    if (awaited.has(channel) && covers(world, at, channel.team)) channel.members.add(bot.id);
  return installation;
};
