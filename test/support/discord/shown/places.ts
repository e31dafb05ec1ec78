import type { Fields } from "../fields.ts";
import { CHANNEL, type Channel, type Guild, type Message, type World } from "../model.ts";
import { bornAt } from "../snowflake.ts";
import { shownRoles, userById } from "./people.ts";

/** The flag of a forum that takes no post without a tag. */
const REQUIRES_TAG = 1 << 4;

const iso = (at: number): string => new Date(at).toISOString();

const messagesIn = (world: World, channel: Channel): readonly Message[] =>
  world.messages.filter(
    (one) => one.channel === channel.id && !one.deleted && one.onlyFor === undefined && !one.remark,
  );

/** A channel, a thread or a direct conversation. */
export const shownChannel = (world: World, channel: Channel): Fields => {
  const messages = messagesIn(world, channel);
  const flags = channel.requiresTag === true ? REQUIRES_TAG : 0;
  const common = { id: channel.id, type: channel.type, flags, last_message_id: messages.at(-1)?.id ?? null };
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
  system_channel_id: guild.lobby ?? null,
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
