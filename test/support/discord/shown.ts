import type { Fields } from "./fields.ts";
import {
  CHANNEL,
  type Channel,
  FLAG,
  type Guild,
  type Interaction,
  type Member,
  type Message,
  type User,
  type World,
} from "./model.ts";
import { bornAt } from "./snowflake.ts";

const iso = (at: number): string => new Date(at).toISOString();

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
  joined_at: iso(member.joinedAt),
  premium_since: null,
  deaf: false,
  mute: false,
  pending: false,
  communication_disabled_until: null,
  flags: 0,
});

const shownRoles = (guild: Guild): readonly Fields[] =>
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

/** The roles of a guild, as `GET /guilds/{guild}/roles` lists them. */
export const rolesOf = shownRoles;

const messagesIn = (world: World, channel: Channel): readonly Message[] =>
  world.messages.filter(
    (one) => one.channel === channel.id && !one.deleted && one.onlyFor === undefined && !one.remark,
  );

/** A channel, a thread or a direct conversation. */
export const shownChannel = (world: World, channel: Channel): Fields => {
  const messages = messagesIn(world, channel);
  const common = { id: channel.id, type: channel.type, flags: 0, last_message_id: messages.at(-1)?.id ?? null };
  const { thread } = channel;
  if (channel.type === CHANNEL.dm)
    return {
      ...common,
      recipients: channel.recipients.filter((id) => id !== world.app.botUser).map((id) => userById(world, id)),
    };
  const inGuild = {
    ...common,
    guild_id: channel.guild,
    name: channel.name,
    parent_id: channel.parent ?? null,
    rate_limit_per_user: 0,
    last_pin_timestamp: null,
  };
  if (thread)
    return {
      ...inGuild,
      owner_id: thread.owner,
      thread_metadata: {
        archived: thread.archived,
        archive_timestamp: iso(thread.archivedAt),
        auto_archive_duration: thread.archiveAfter,
        locked: thread.locked,
        create_timestamp: iso(bornAt(channel.id)),
      },
      message_count: messages.length,
      member_count: thread.members.size,
      total_message_sent: messages.length,
      applied_tags: thread.tags,
    };
  return {
    ...inGuild,
    topic: null,
    position: channel.position,
    nsfw: false,
    permission_overwrites: [...channel.overwrites.values()].map(({ id, on, allow, deny }) => ({
      id,
      type: on === "role" ? 0 : 1,
      allow: String(allow),
      deny: String(deny),
    })),
    ...(channel.type === CHANNEL.forum && {
      available_tags: channel.tags.map(({ id, name, moderated }) => ({
        id,
        name,
        moderated,
        emoji_id: null,
        emoji_name: null,
      })),
      default_reaction_emoji: null,
      default_sort_order: null,
      default_forum_layout: 0,
    }),
  };
};

/** A guild as `GET /guilds/{guild}` shows it; members and channels come with GUILD_CREATE alone. */
export const shownGuild = (guild: Guild): Fields => ({
  id: guild.id,
  name: guild.name,
  icon: null,
  description: null,
  home_header: null,
  splash: null,
  discovery_splash: null,
  features: [],
  banner: null,
  owner_id: guild.owner,
  application_id: null,
  region: "deprecated",
  afk_channel_id: null,
  afk_timeout: 300,
  system_channel_id: null,
  system_channel_flags: 0,
  widget_enabled: false,
  widget_channel_id: null,
  verification_level: 0,
  roles: shownRoles(guild),
  default_message_notifications: 0,
  mfa_level: 0,
  explicit_content_filter: 0,
  max_presences: null,
  max_members: 500_000,
  max_stage_video_channel_users: 50,
  max_video_channel_users: 25,
  vanity_url_code: null,
  premium_tier: 0,
  premium_subscription_count: 0,
  preferred_locale: guild.locale,
  rules_channel_id: null,
  safety_alerts_channel_id: null,
  public_updates_channel_id: null,
  premium_progress_bar_enabled: false,
  nsfw: false,
  nsfw_level: 0,
  emojis: [],
  stickers: [],
  incidents_data: null,
});

const attachment = (world: World, id: string, ephemeral: boolean): Fields => {
  const file = world.files.get(id);
  if (!file) throw new Error(`This Discord never stored a file ${id}`);
  const until = Math.floor(world.clock.now() / 1_000) + 86_400;
  const url = `${world.url}/attachments/${file.channel}/${id}/${encodeURIComponent(file.name)}?ex=${until.toString(16)}`;
  return {
    id,
    filename: file.name,
    size: file.bytes.length,
    url,
    proxy_url: url,
    content_type: file.type,
    ...(file.description !== undefined && { description: file.description }),
    ...(ephemeral && { ephemeral: true }),
  };
};

const KIND: Readonly<Record<Interaction["kind"], number>> = { command: 2, component: 3, autocomplete: 4, modal: 5 };

const metadata = (world: World, interaction: Interaction): Fields => ({
  id: interaction.id,
  type: KIND[interaction.kind],
  user: userById(world, interaction.user),
  authorizing_integration_owners: { "0": interaction.guild ?? "0" },
  ...(interaction.kind === "component" && { interacted_message_id: interaction.source?.id }),
  ...(interaction.kind === "modal" && {
    triggering_interaction_metadata: {
      id: interaction.id,
      type: interaction.source ? 3 : 2,
      user: userById(world, interaction.user),
      authorizing_integration_owners: { "0": interaction.guild ?? "0" },
      ...(interaction.source && { interacted_message_id: interaction.source.id }),
    },
  }),
});

/** A message as answers and events show it. */
export const shown = (world: World, message: Message): Fields => {
  const thread = world.channels.get(message.id);
  const { interaction } = message;
  const answers =
    message.reference === undefined ? undefined : world.messages.find(({ id }) => id === message.reference);
  return {
    id: message.id,
    type: message.reference !== undefined ? 19 : interaction?.kind === "command" ? 20 : 0,
    channel_id: message.channel,
    author: userById(world, message.author),
    content: message.content,
    timestamp: iso(message.at),
    edited_timestamp: message.editedAt === undefined ? null : iso(message.editedAt),
    tts: false,
    mention_everyone: message.pings.everyone,
    mentions: message.mentions.filter((id) => world.users.has(id)).map((id) => userById(world, id)),
    mention_roles: message.pings.roles,
    attachments: message.attachments.map((id) => attachment(world, id, message.onlyFor !== undefined)),
    embeds: message.embeds.map((embed) => ({ type: "rich", ...embed })),
    components: message.components,
    pinned: false,
    flags: message.flags | (thread ? FLAG.hasThread : 0),
    ...(message.nonce !== undefined && { nonce: message.nonce }),
    ...(interaction && {
      application_id: world.app.id,
      webhook_id: world.app.id,
      interaction_metadata: metadata(world, interaction),
    }),
    ...(message.reference !== undefined && {
      message_reference: { type: 0, channel_id: message.channel, message_id: message.reference },
      ...(answers && { referenced_message: shown(world, answers) }),
    }),
    ...(thread && { thread: shownChannel(world, thread) }),
  };
};
