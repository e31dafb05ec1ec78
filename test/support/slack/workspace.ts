import { issue } from "./methods/auth.ts";
import type { Channel, Installation, Message, Org, Standing, Team, User } from "./model.ts";
import { type Person, type Surroundings, seated } from "./people/person.ts";
import type { World } from "./world.ts";

/** The app in a workspace or an organisation, as who installed it sees it. */
export interface Installed {
  /** The bot token of this installation. */
  readonly token: string;
  readonly refreshToken: string | undefined;
  readonly installation: Installation;
  readonly botUser: string;
  /** A further token, as a reinstallation would give. */
  renew(): { readonly token: string; readonly refresh?: string };
  /** Removes the app: every token is dead, and the app is told. */
  uninstall(): Promise<void>;
  /** Withdraws the tokens; the app stays. */
  revoke(): Promise<void>;
}

/** A channel as its members manage it. */
export interface Room {
  readonly id: string;
  readonly channel: Channel;
  invite(who?: Person): Promise<void>;
  /** Without a name it is the app that is removed. */
  kick(who?: Person): void;
  archive(): Promise<void>;
  unarchive(): Promise<void>;
  rename(name: string): Promise<void>;
  delete(): Promise<void>;
  /** Everything that was posted here, raw, for tests about what was sent. */
  messages(): readonly Message[];
}

export interface PersonOptions {
  /** The full name, which mentions are read as; the handle with a capital when missing. */
  readonly name?: string;
  readonly tz?: string;
  readonly locale?: string;
  readonly email?: string;
  readonly standing?: Exclude<Standing, "bot">;
}

export interface RoomOptions {
  readonly kind?: "public" | "private";
  /** Whether the app is a member, now or once it is installed. It is, unless this says no. */
  readonly app?: boolean;
  /** Workspaces with which it is shared by Slack Connect. */
  readonly sharedWith?: readonly Workspace[];
}

/** A Slack workspace. */
export interface Workspace {
  readonly id: string;
  readonly team: Team;
  person(handle: string, options?: PersonOptions): Person;
  channel(name: string, options?: RoomOptions): Room;
  usergroup(handle: string, members: readonly Person[]): string;
  /** Installs the app with the scopes that its settings ask for, or others. */
  install(options?: { readonly scopes?: readonly string[]; readonly by?: Person }): Installed;
}

/** An organisation whose workspaces share one installation. */
export interface Organisation {
  readonly org: Org;
  workspace(name: string): Workspace;
  install(options?: { readonly scopes?: readonly string[]; readonly by?: Person }): Installed;
}

const capital = (handle: string): string => handle.charAt(0).toUpperCase() + handle.slice(1);

const addUser = (
  world: World,
  team: string,
  handle: string,
  name: string,
  standing: Standing,
  options: PersonOptions = {},
): User => {
  const user: User = {
    id: world.id(world.teams.get(team)?.org ? "W" : "U"),
    team,
    handle,
    name,
    standing,
    email: options.email ?? `${handle}@example.org`,
    tz: options.tz ?? "Europe/Kyiv",
    locale: options.locale ?? "en-US",
    gone: false,
  };
  world.users.set(user.id, user);
  return user;
};

const isOf = (world: World, team: Team | undefined, org: Org | undefined, id: string): boolean =>
  team ? team.id === id : world.teams.get(id)?.org?.id === org?.id;

/** What the consent page does: a bot user, and the installation that tokens belong to. */
export const addInstallation = (
  world: World,
  at: { readonly team: Team | undefined; readonly org: Org | undefined },
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
  const bot = addUser(world, home?.id ?? at.org?.id ?? "", world.app.name.toLowerCase(), world.app.name, "bot");
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
    if (awaited.has(channel) && isOf(world, at.team, at.org, channel.team)) channel.members.add(bot.id);
  return installation;
};

/** Channels that the app joins as soon as it is installed. */
const awaited = new WeakSet<Channel>();

const installing = (
  { world, events }: Surroundings,
  at: { readonly team: Team | undefined; readonly org: Org | undefined },
): ((options?: { readonly scopes?: readonly string[]; readonly by?: Person }) => Installed) => {
  const teams = (): readonly Team[] => [...world.teams.values()].filter(({ id }) => isOf(world, at.team, at.org, id));
  const tokensOf = (installation: Installation) =>
    [...world.tokens.values()].filter((one) => one.installation === installation);
  return ({ scopes = world.app.scopes, by } = {}) => {
    const installation = addInstallation(world, at, scopes, by?.id ?? "");
    const { token, refresh } = issue(world, installation);
    const telling = async (event: Readonly<Record<string, unknown>>): Promise<void> => {
      for (const { id } of teams().slice(0, 1)) await events.send(id, event);
    };
    return {
      token,
      refreshToken: refresh,
      installation,
      botUser: installation.botUser,
      renew: () => issue(world, installation),
      uninstall: async () => {
        installation.removed = true;
        await telling({ type: "tokens_revoked", tokens: { oauth: [], bot: [installation.botUser] } });
        await telling({ type: "app_uninstalled" });
      },
      revoke: async () => {
        for (const one of tokensOf(installation)) one.revoked = true;
        await telling({ type: "tokens_revoked", tokens: { oauth: [], bot: [installation.botUser] } });
      },
    };
  };
};

/** A workspace in which nobody is yet. */
export const createWorkspace = (around: Surroundings, name: string, org?: Org): Workspace => {
  const { world, events } = around;
  const domain = name.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-");
  const team: Team = { id: world.id("T"), name, domain, org };
  world.teams.set(team.id, team);

  const botHere = (): Installation | undefined =>
    world.installations.find((one) => !one.removed && isOf(world, one.team, one.org, team.id));

  const room = (channel: Channel): Room => {
    const tell = async (event: Readonly<Record<string, unknown>>): Promise<void> => {
      await events.send(team.id, { ...event, event_ts: world.ts() });
    };
    return {
      id: channel.id,
      channel,
      invite: async (who) => {
        const id = who?.id ?? botHere()?.botUser;
        if (id === undefined) throw new Error(`The app is not installed in ${name}`);
        channel.members.add(id);
        await tell({ type: "member_joined_channel", user: id, channel: channel.id, channel_type: "C", team: team.id });
      },
      kick: (who) => {
        channel.members.delete(who?.id ?? botHere()?.botUser ?? "");
      },
      archive: async () => {
        channel.archived = true;
        await tell({ type: "channel_archive", channel: channel.id });
      },
      unarchive: async () => {
        channel.archived = false;
        await tell({ type: "channel_unarchive", channel: channel.id });
      },
      rename: async (next) => {
        channel.name = next.replace(/^#/, "");
        await tell({ type: "channel_rename", channel: { id: channel.id, name: channel.name } });
      },
      delete: async () => {
        world.channels.delete(channel.id);
        await tell({ type: "channel_deleted", channel: channel.id });
      },
      messages: () => world.messages.filter((one) => one.channel === channel.id && !one.deleted),
    };
  };

  return {
    id: team.id,
    team,
    person: (handle, options = {}) =>
      seated(
        around,
        addUser(world, team.id, handle, options.name ?? capital(handle), options.standing ?? "member", options),
      ),
    channel: (called, { kind = "public", app = true, sharedWith = [] } = {}) => {
      const channel: Channel = {
        id: world.id("C"),
        team: team.id,
        name: called.replace(/^#/, ""),
        kind,
        sharedWith: new Set(sharedWith.map(({ id }) => id)),
        members: new Set(),
        archived: false,
      };
      world.channels.set(channel.id, channel);
      const bot = botHere();
      if (app) awaited.add(channel);
      if (app && bot) channel.members.add(bot.botUser);
      return room(channel);
    },
    usergroup: (handle, members) => {
      const id = world.id("S");
      world.usergroups.push({ id, team: team.id, handle, name: handle, members: members.map((one) => one.id) });
      return id;
    },
    install: installing(around, { team, org }),
  };
};

/** An organisation in which there is no workspace yet. */
export const createOrganisation = (around: Surroundings, name: string): Organisation => {
  const org: Org = { id: around.world.id("E"), name };
  return {
    org,
    workspace: (called) => createWorkspace(around, called, org),
    install: installing(around, { team: undefined, org }),
  };
};
