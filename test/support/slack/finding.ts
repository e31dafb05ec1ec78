import type { Channel, Installation, Message, User } from "./model.ts";
import { Refused } from "./refused.ts";
import type { World } from "./world.ts";

/** Whether an installation reaches into a workspace: it is its own, or one of its organisation's. */
export const reaches = (world: World, installation: Installation, team: string): boolean =>
  installation.team?.id === team ||
  (installation.org !== undefined && world.teams.get(team)?.org?.id === installation.org.id);

const isHere = (world: World, installation: Installation, channel: Channel): boolean =>
  [channel.team, ...channel.sharedWith].some((team) => reaches(world, installation, team));

/** A user whom the app can know: of its workspace, or met in a shared channel. */
export const userFor = (world: World, installation: Installation, id: unknown): User => {
  const user = world.users.get(String(id));
  const met = (): boolean =>
    [...world.channels.values()].some(
      (channel) => isHere(world, installation, channel) && channel.members.has(String(id)),
    );
  if (!user || !(reaches(world, installation, user.team) || met())) throw new Refused("user_not_found");
  return user;
};

/** The direct conversation of the app and a person, opened if need be. */
export const directTo = (world: World, installation: Installation, user: User): Channel => {
  if (user.gone) throw new Refused("user_disabled");
  if (user.standing === "bot") throw new Refused("cannot_dm_bot");
  const open = [...world.channels.values()].find(
    ({ kind, members }) => kind === "im" && members.has(user.id) && members.has(installation.botUser),
  );
  if (open) return open;
  const channel: Channel = {
    id: world.id("D"),
    team: user.team,
    name: "",
    kind: "im",
    sharedWith: new Set(),
    members: new Set([user.id, installation.botUser]),
    archived: false,
  };
  world.channels.set(channel.id, channel);
  return channel;
};

/** A channel as far as the app may know of it: private ones it is not in do not exist for it. */
export const channelFor = (world: World, installation: Installation, id: unknown): Channel => {
  const channel = world.channels.get(String(id));
  const seen =
    channel &&
    isHere(world, installation, channel) &&
    (channel.kind === "public" || channel.members.has(installation.botUser));
  if (!seen) throw new Refused("channel_not_found");
  return channel;
};

/** A message that is still there and that everyone sees. */
export const messageIn = (world: World, channel: Channel, ts: unknown): Message => {
  const message = world.messages.find(
    (one) => one.channel === channel.id && one.ts === ts && !one.deleted && !one.onlyFor,
  );
  if (!message) throw new Refused("message_not_found");
  return message;
};
