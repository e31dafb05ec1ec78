import { addInstallation, addUser, awaitApp, covers, type InstalledAt, type Profile } from "./installing.ts";
import { issue } from "./methods/auth.ts";
import type { Channel, Installation, Message, Org, Standing, Team } from "./model.ts";
import type { Surroundings } from "./people/hands.ts";
import { type Person, seated } from "./people/person.ts";

/** The app in a workspace or an organisation, as who installed it sees it. */
interface Installed {
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
interface Room {
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

interface PersonOptions extends Profile {
  readonly standing?: Exclude<Standing, "bot">;
}

interface RoomOptions {
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

const installing = (
  { world, events }: Surroundings,
  at: InstalledAt,
): ((options?: { readonly scopes?: readonly string[]; readonly by?: Person }) => Installed) => {
  const teams = (): readonly Team[] => [...world.teams.values()].filter(({ id }) => covers(world, at, id));
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
    world.installations.find((one) => !one.removed && covers(world, one, team.id));

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
      seated(around, addUser(world, team.id, handle, options.standing ?? "member", options)),
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
      if (app) awaitApp(world, channel);
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
