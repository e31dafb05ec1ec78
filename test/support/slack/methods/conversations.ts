import { type Fields, textAt } from "../fields.ts";
import { channelFor, directTo, userFor } from "../finding.ts";
import type { Channel, Message } from "../model.ts";
import { shown } from "../posting.ts";
import { Refused } from "../refused.ts";
import type { Asked, Method } from "./method.ts";
import { page, paged } from "./pages.ts";
import { needScope } from "./scopes.ts";

const FAMILY = { public: "channels", private: "groups", im: "im" } as const;

/** A channel that the app may ask about with the scope of its kind. */
const channelWith = (asked: Asked, right: "read" | "history"): Channel => {
  const channel = channelFor(asked.world, asked.by, asked.given.channel);
  needScope(asked.by, `${FAMILY[channel.kind]}:${right}`);
  return channel;
};

const shownChannel = (channel: Channel, asked: Asked): Fields => ({
  id: channel.id,
  is_channel: channel.kind === "public",
  is_group: channel.kind === "private",
  is_im: channel.kind === "im",
  is_private: channel.kind !== "public",
  is_archived: channel.archived,
  is_ext_shared: channel.sharedWith.size > 0,
  is_shared: channel.sharedWith.size > 0,
  context_team_id: channel.team,
  ...(channel.kind === "im"
    ? { user: [...channel.members].find((id) => id !== asked.by.botUser) }
    : {
        name: channel.name,
        name_normalized: channel.name,
        is_member: channel.members.has(asked.by.botUser),
        shared_team_ids: [channel.team, ...channel.sharedWith],
      }),
});

const info: Method = {
  takes: "bot",
  tier: 3,
  needs: { channel: "text" },
  may: { include_locale: "flag", include_num_members: "flag" },
  run: (asked) => {
    const channel = channelWith(asked, "read");
    return {
      channel: {
        ...shownChannel(channel, asked),
        ...(asked.given.include_num_members === true && { num_members: channel.members.size }),
      },
    };
  },
};

const members: Method = {
  takes: "bot",
  tier: 4,
  needs: { channel: "text" },
  may: paged,
  run: (asked) => page([...channelWith(asked, "read").members], asked.given, "members"),
};

const open: Method = {
  takes: "bot",
  scope: "im:write",
  tier: 3,
  may: { channel: "text", users: "text", return_im: "flag", prevent_creation: "flag" },
  run: (asked) => {
    const { world, by, given } = asked;
    if ((given.channel === undefined) === (given.users === undefined)) throw new Refused("users_list_not_supplied");
    const ids = textAt(given, "users").split(",");
    if (ids.length > 1) throw new Refused("too_many_users");
    const known = new Set(world.channels.keys());
    const channel =
      given.channel === undefined
        ? directTo(world, by, userFor(world, by, ids[0]))
        : channelFor(world, by, given.channel);
    return {
      channel: given.return_im === true ? shownChannel(channel, asked) : { id: channel.id },
      ...(known.has(channel.id) && { no_op: true, already_open: true }),
    };
  },
};

const listed = { ...paged, oldest: "text", latest: "text", inclusive: "flag", include_all_metadata: "flag" } as const;

/** Messages within the asked-for time, as the asked-for page. */
const within = (asked: Asked, messages: readonly Message[]): Fields => {
  const { given, world } = asked;
  const from = Number(given.oldest ?? 0);
  const to = Number(given.latest ?? Infinity);
  const inside = messages.filter(({ ts, deleted, onlyFor }) => {
    const at = Number(ts);
    return (
      !deleted && onlyFor === undefined && (given.inclusive === true ? at >= from && at <= to : at > from && at < to)
    );
  });
  return page(
    inside.map((message) => shown(world, message, given.include_all_metadata === true)),
    given,
    "messages",
  );
};

/** The app reads what it is a member of. */
const readable = (asked: Asked): Channel => {
  const channel = channelWith(asked, "history");
  if (!channel.members.has(asked.by.botUser)) throw new Refused("not_in_channel");
  return channel;
};

const history: Method = {
  takes: "bot",
  tier: 3,
  needs: { channel: "text" },
  may: listed,
  run: (asked) => {
    const { id } = readable(asked);
    const newestFirst = asked.world.messages
      .filter((one) => one.channel === id && one.thread === undefined)
      .toReversed();
    return within(asked, newestFirst);
  },
};

const replies: Method = {
  takes: "bot",
  tier: 3,
  needs: { channel: "text", ts: "text" },
  may: listed,
  run: (asked) => {
    const { id } = readable(asked);
    const thread = asked.world.messages.filter(
      (one) => one.channel === id && (one.ts === asked.given.ts || one.thread === asked.given.ts),
    );
    if (!thread.some((one) => one.ts === asked.given.ts && !one.deleted)) throw new Refused("thread_not_found");
    return within(asked, thread);
  },
};

/** `conversations.*` */
export const CONVERSATIONS: Readonly<Record<string, Method>> = {
  "conversations.info": info,
  "conversations.members": members,
  "conversations.open": open,
  "conversations.history": history,
  "conversations.replies": replies,
};
