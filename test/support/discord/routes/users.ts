import { textAt } from "../fields.ts";
import { judged } from "../judge/schema.ts";
import { bits, permissionsOf } from "../permissions.ts";
import { refusal, refuseFlaws } from "../refused.ts";
import { shownMember, shownRoles, shownUser, userById } from "../shown/people.ts";
import { shownChannel, shownGuild } from "../shown/places.ts";
import { channelFor, directWith, guildFor } from "./finding.ts";
import type { Route } from "./route.ts";

/** People, guilds, and the app itself. */
export const USERS: readonly Route[] = [
  {
    route: "GET /gateway",
    open: true,
    run: ({ world }) => ({ body: { url: world.url.replace("http", "ws") } }),
  },
  {
    route: "GET /gateway/bot",
    answers: "gateway",
    run: ({ world }) => ({
      body: {
        url: world.url.replace("http", "ws"),
        shards: world.app.shards,
        session_start_limit: {
          total: 1_000,
          remaining: Math.max(0, world.app.identifies),
          reset_after: 86_400_000,
          max_concurrency: world.app.identifiesAtOnce,
        },
      },
    }),
  },
  {
    route: "GET /users/@me",
    answers: "self",
    run: ({ world }) => ({
      body: {
        ...userById(world, world.app.botUser),
        mfa_enabled: false,
        locale: "en-US",
        verified: true,
        email: null,
        premium_type: 0,
      },
    }),
  },
  {
    route: "GET /users/{user}",
    answers: "user",
    run: ({ world, at }) => {
      const user = world.users.get(at("user"));
      if (!user) throw refusal("unknownUser");
      return { body: shownUser(user) };
    },
  },
  {
    route: "GET /applications/@me",
    run: ({ world }) => ({
      body: {
        id: world.app.id,
        name: world.app.name,
        icon: null,
        description: "",
        type: null,
        bot: userById(world, world.app.botUser),
        bot_public: true,
        bot_require_code_grant: false,
        verify_key: world.app.publicKey,
        flags: 0,
        interactions_endpoint_url: world.app.endpoint ?? null,
        install_params: { scopes: ["bot", "applications.commands"], permissions: "0" },
        integration_types_config: { "0": { oauth2_install_params: { scopes: ["bot"], permissions: "0" } } },
        approximate_guild_count: world.guilds.size,
        redirect_uris: [],
        owner: userById(world, world.app.botUser),
        team: null,
      },
    }),
  },
  {
    route: "POST /users/@me/channels",
    answers: "direct",
    run: ({ world, body }) => {
      const id = textAt(judged("direct", body), "recipient_id");
      const user = world.users.get(id);
      if (!user || user.bot)
        refuseFlaws([
          { path: ["recipient_id"], code: "INVALID_RECIPIENT", says: "Cannot send messages to this user." },
        ]);
      return { body: shownChannel(world, directWith(world, id)) };
    },
  },
  {
    route: "GET /guilds/{guild}",
    answers: "guild",
    run: ({ world, at }) => ({ body: shownGuild(guildFor(world, at("guild"))) }),
  },
  {
    route: "GET /guilds/{guild}/roles",
    answers: "role",
    run: ({ world, at }) => ({ body: shownRoles(guildFor(world, at("guild"))) }),
  },
  {
    route: "GET /guilds/{guild}/channels",
    answers: "channel",
    run: ({ world, at }) => {
      const guild = guildFor(world, at("guild"));
      const all = [...world.channels.values()].filter((one) => one.guild === guild.id && !one.thread);
      return { body: all.map((channel) => shownChannel(world, channel)) };
    },
  },
  {
    route: "GET /guilds/{guild}/members/{user}",
    answers: "member",
    run: ({ world, at }) => {
      const guild = guildFor(world, at("guild"));
      if (!world.users.has(at("user"))) throw refusal("unknownUser");
      const member = guild.members.get(at("user"));
      if (!member) throw refusal("unknownMember");
      return { body: shownMember(world, member) };
    },
  },
  {
    route: "GET /guilds/{guild}/members",
    answers: "member",
    run: ({ world, at, query }) => {
      const guild = guildFor(world, at("guild"));
      if (!world.app.privileged.includes("GUILD_MEMBERS")) throw refusal("missingAccess");
      const limit = Number(query.get("limit") ?? 1);
      const after = BigInt(query.get("after") ?? 0);
      const members = [...guild.members.values()].filter(({ user }) => BigInt(user) > after);
      return { body: members.slice(0, limit).map((member) => shownMember(world, member)) };
    },
  },
  {
    route: "GET /users/@me/guilds",
    run: ({ world, query }) => {
      const limit = Number(query.get("limit") ?? 200);
      if (!(limit >= 1 && limit <= 200))
        refuseFlaws([
          { path: ["limit"], code: "NUMBER_TYPE_MAX", says: "int value should be less than or equal to 200." },
        ]);
      const after = BigInt(query.get("after") ?? 0);
      const body = [...world.guilds.values()]
        .filter(({ id, members }) => members.has(world.app.botUser) && BigInt(id) > after)
        .toSorted((one, other) => (BigInt(one.id) < BigInt(other.id) ? -1 : 1))
        .slice(0, limit)
        .map(({ id, name, owner }) => ({
          id,
          name,
          icon: null,
          banner: null,
          owner: owner === world.app.botUser,
          permissions: "0",
          features: [],
        }));
      return { body };
    },
  },
  {
    route: "GET /guilds/{guild}/audit-logs",
    run: ({ world, at, query }) => {
      const guild = guildFor(world, at("guild"));
      if ((permissionsOf(world, guild, world.app.botUser) & bits(["VIEW_AUDIT_LOG"])) === 0n)
        throw refusal("missingPermissions");
      // Of all that is logged we know who added the app.
      const entries =
        query.get("action_type") === "28" && guild.inviter !== undefined
          ? [{ id: world.id(), action_type: 28, user_id: guild.inviter, target_id: world.app.botUser }]
          : [];
      return { body: { audit_log_entries: entries, users: [], webhooks: [], threads: [] } };
    },
  },
  {
    route: "POST /channels/{channel}/typing",
    run: ({ world, at }) => {
      channelFor(world, at("channel"));
      return {};
    },
  },
];
