import { randomUUID } from "node:crypto";
import type { Fields } from "../fields.ts";
import type { Channel, Guild, Interaction, Message, User, World } from "../model.ts";
import { bits, permissionsOf } from "../permissions.ts";
import { shown } from "../shown/message.ts";
import { shownMember, shownUser } from "../shown/people.ts";
import { shownChannel } from "../shown/places.ts";

/** Somebody who does something somewhere. */
export interface Doing {
  readonly world: World;
  readonly user: User;
  readonly channel: Channel;
}

const TYPE: Readonly<Record<Interaction["kind"], number>> = { command: 2, component: 3, autocomplete: 4, modal: 5 };

const guildOf = ({ world, channel }: Doing): Guild | undefined =>
  channel.guild === undefined ? undefined : world.guilds.get(channel.guild);

const whoIs = (doing: Doing): Fields => {
  const { world, user, channel } = doing;
  const guild = guildOf(doing);
  const member = guild?.members.get(user.id);
  if (!guild || !member) return { user: shownUser(user) };
  const permissions = String(permissionsOf(world, guild, user.id, channel));
  return {
    member: { ...shownMember(world, member), permissions },
    guild_id: guild.id,
    guild: { id: guild.id, locale: guild.locale, features: [] },
    guild_locale: guild.locale,
  };
};

/** An interaction, ready to be delivered. */
export const makeInteraction = (
  doing: Doing,
  kind: Interaction["kind"],
  name: string,
  given: Fields,
  source?: Message,
): Interaction => {
  const { world, user, channel } = doing;
  const guild = guildOf(doing);
  const { promise, resolve } = Promise.withResolvers<number>();
  const id = world.id();
  const token = `aW50ZXJhY3Rpb246${id}.${randomUUID().replaceAll("-", "")}`;
  // Alone with somebody, an app may attach files, embed links and mention everyone.
  const appMay = guild
    ? permissionsOf(world, guild, world.app.botUser, channel)
    : bits(["ATTACH_FILES", "EMBED_LINKS", "MENTION_EVERYONE"]);
  return {
    id,
    token,
    kind,
    name,
    user: user.id,
    channel: channel.id,
    guild: guild?.id,
    source,
    at: world.clock.now(),
    payload: {
      id,
      application_id: world.app.id,
      type: TYPE[kind],
      token,
      version: 1,
      data: given,
      channel_id: channel.id,
      channel: {
        ...shownChannel(world, channel),
        permissions: String(guild ? permissionsOf(world, guild, user.id, channel) : 0n),
      },
      ...whoIs(doing),
      locale: user.locale,
      app_permissions: String(appMay),
      entitlements: [],
      authorizing_integration_owners: { "0": guild?.id ?? "0" },
      context: guild ? 0 : 1,
      attachment_size_limit: 10 * 1_024 * 1_024,
      ...(source && { message: shown(world, source) }),
    },
    response: undefined,
    original: undefined,
    waiting: false,
    answered: promise,
    answer: resolve,
  };
};
