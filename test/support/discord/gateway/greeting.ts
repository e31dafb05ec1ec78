import type { Fields } from "../fields.ts";
import type { Guild, World } from "../model.ts";
import { may } from "../permissions.ts";
import { shownMember, userById } from "../shown/people.ts";
import { shownChannel, shownGuild } from "../shown/places.ts";

/** The shard that is told about a guild. */
export const shardOf = (guild: string | undefined, shards: number): number =>
  guild === undefined ? 0 : Number((BigInt(guild) >> 22n) % BigInt(shards));

/** The guilds of the bot that belong to a shard. */
export const guildsOf = (world: World, [shard, shards]: readonly [number, number]): readonly Guild[] =>
  [...world.guilds.values()].filter(
    ({ id, members }) => members.has(world.app.botUser) && shardOf(id, shards) === shard,
  );

/** What an app is told first. */
export const ready = (world: World, session: string, shard: readonly [number, number]): Fields => ({
  v: 10,
  user: { ...userById(world, world.app.botUser), verified: true, mfa_enabled: false, email: null },
  guilds: guildsOf(world, shard).map(({ id }) => ({ id, unavailable: true })),
  session_id: session,
  session_type: "normal",
  resume_gateway_url: world.url.replace("http", "ws"),
  private_channels: [],
  relationships: [],
  user_settings: {},
  shard,
  application: { id: world.app.id, flags: 0 },
});

/** Everything about a guild that an app is told when it comes up, or when it is invited. */
export const guildCreate = (world: World, guild: Guild, everyone: boolean): Fields => {
  const bot = world.app.botUser;
  const here = [...world.channels.values()].filter((one) => one.guild === guild.id);
  const visible = here.filter((one) => may(world, guild, bot, one, "VIEW_CHANNEL"));
  const members = [...guild.members.values()].filter(({ user }) => everyone || user === bot);
  return {
    ...shownGuild(guild),
    joined_at: new Date(guild.members.get(bot)?.joinedAt ?? 0).toISOString(),
    large: false,
    unavailable: false,
    member_count: guild.members.size,
    members: members.map((member) => shownMember(world, member)),
    channels: visible.filter(({ thread }) => !thread).map((one) => shownChannel(world, one)),
    threads: visible.filter(({ thread }) => thread?.archived === false).map((one) => shownChannel(world, one)),
    presences: [],
    voice_states: [],
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
  };
};
