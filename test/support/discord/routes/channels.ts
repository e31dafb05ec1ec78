import { type Fields, fieldsAt, listAt, textAt } from "../fields.ts";
import { LIMIT } from "../judge/limits.ts";
import { judged } from "../judge/schema.ts";
import { CHANNEL, type Channel, type Message, type World } from "../model.ts";
import { post } from "../posting.ts";
import { refusal, refuseFlaws, under } from "../refused.ts";
import { shown } from "../shown/message.ts";
import { shownChannel } from "../shown/places.ts";
import { channelFor, demand, guildFor, mayHere, messageFor } from "./finding.ts";
import { checkSaying } from "./messages.ts";
import type { Asked, Route } from "./route.ts";

const tellThread = (world: World, t: "THREAD_CREATE" | "THREAD_UPDATE" | "THREAD_DELETE", thread: Channel): void =>
  world.tell({
    t,
    d: { ...shownChannel(world, thread), ...(t === "THREAD_CREATE" && { newly_created: true }) },
    guild: thread.guild,
    intent: 1,
  });

const startThread = (
  world: World,
  parent: Channel,
  given: Fields,
  type: Channel["type"],
  message?: Message,
): Channel => {
  const tags = Array.isArray(given.applied_tags) ? given.applied_tags.map(String) : [];
  const thread: Channel = {
    // A thread on a message has the message's id.
    id: message?.id ?? world.id(),
    guild: parent.guild,
    type,
    name: textAt(given, "name"),
    parent: parent.id,
    overwrites: new Map(),
    recipients: [],
    tags: [],
    position: 0,
    thread: {
      owner: world.app.botUser,
      archived: false,
      locked: false,
      archiveAfter: Number(given.auto_archive_duration ?? 4_320),
      tags,
      archivedAt: world.clock.now(),
      members: new Set([world.app.botUser]),
    },
  };
  world.channels.set(thread.id, thread);
  world.changes();
  tellThread(world, "THREAD_CREATE", thread);
  return thread;
};

const checkTags = (world: World, forum: Channel | undefined, wanted: unknown): void => {
  const tags = Array.isArray(wanted) ? wanted.map(String) : [];
  const known = forum?.tags ?? [];
  if (tags.length === 0 && forum?.requiresTag === true && known.length > 0) {
    const manages = mayHere(world, forum, "MANAGE_THREADS");
    throw refusal(manages || known.some(({ moderated }) => !moderated) ? "tagRequired" : "noTagForUs");
  }
  refuseFlaws(
    tags
      .filter((id) => !known.some((tag) => tag.id === id))
      .map((id) => ({ path: ["applied_tags"], code: "FORUM_TAG_UNKNOWN", says: `Unknown tag ${id}` })),
  );
  const moderated = known.some((tag) => tag.moderated && tags.includes(tag.id));
  if (moderated && forum) demand(world, forum, "MANAGE_THREADS");
};

/** Replaces what a forum offers to be told apart by. */
const changeForum = (world: World, forum: Channel, body: Fields): Fields => {
  const given = judged("channelEdit", body);
  demand(world, forum, "MANAGE_CHANNELS");
  const tags = listAt(given, "available_tags");
  if (tags.length > LIMIT.tagsInForum) throw refusal("tooManyTags");
  const names = tags.map((tag) => textAt(tag, "name"));
  refuseFlaws(
    names.flatMap((name, at) =>
      name.length > 0 && name.length <= LIMIT.tagName
        ? []
        : [
            {
              path: ["available_tags", at, "name"],
              code: "BASE_TYPE_BAD_LENGTH",
              says: `Must be between 1 and ${LIMIT.tagName} in length.`,
            },
          ],
    ),
  );
  if (new Set(names.map((name) => name.toLowerCase())).size < names.length) throw refusal("sameTags");
  const before = new Map(forum.tags.map((tag) => [tag.id, tag]));
  forum.tags = tags.map((tag) => ({
    id: before.get(textAt(tag, "id"))?.id ?? world.id(),
    name: textAt(tag, "name"),
    moderated: tag.moderated === true,
  }));
  world.changes();
  world.tell({ t: "CHANNEL_UPDATE", d: shownChannel(world, forum), guild: forum.guild, intent: 1 });
  return shownChannel(world, forum);
};

const onMessage = ({ world, at, body }: Asked) => {
  const channel = channelFor(world, at("channel"));
  if (channel.type !== CHANNEL.text && channel.type !== CHANNEL.announcement) throw refusal("notForThisChannel");
  const message = messageFor(world, channel, at("message"));
  demand(world, channel, "CREATE_PUBLIC_THREADS");
  if (world.channels.has(message.id)) throw refusal("alreadyThread");
  const thread = startThread(world, channel, judged("threadOnMessage", body), CHANNEL.publicThread, message);
  return { status: 201, body: shownChannel(world, thread) };
};

const inForum = ({ world, body, uploads }: Asked, forum: Channel) => {
  const given = judged("forumThread", body);
  demand(world, forum, "SEND_MESSAGES");
  checkTags(world, forum, given.applied_tags);
  const message = fieldsAt(given, "message");
  const thread = startThread(world, forum, given, CHANNEL.publicThread);
  try {
    checkSaying(world, thread, message, uploads, "SEND_MESSAGES");
    const saying = { author: world.app.botUser, id: thread.id };
    const first = under("message", () => post(world, thread, message, uploads, saying));
    return { status: 201, body: { ...shownChannel(world, thread), message: shown(world, first) } };
  } catch (problem) {
    // Discord makes both or neither.
    world.channels.delete(thread.id);
    throw problem;
  }
};

const inChannel = (asked: Asked) => {
  const { world, at, body } = asked;
  const channel = channelFor(world, at("channel"));
  if (channel.type === CHANNEL.forum) return inForum(asked, channel);
  if (channel.type !== CHANNEL.text && channel.type !== CHANNEL.announcement) throw refusal("notForThisChannel");
  const given = judged("thread", body);
  const secret = given.type === CHANNEL.privateThread || given.type === undefined;
  demand(world, channel, secret ? "CREATE_PRIVATE_THREADS" : "CREATE_PUBLIC_THREADS");
  const thread = startThread(world, channel, given, secret ? CHANNEL.privateThread : CHANNEL.publicThread);
  return { status: 201, body: shownChannel(world, thread) };
};

const change = ({ world, at, body }: Asked) => {
  const channel = channelFor(world, at("channel"));
  const { thread } = channel;
  if (channel.type === CHANNEL.forum) return { body: changeForum(world, channel, body) };
  if (!thread) throw refusal("missingPermissions");
  const given = judged("threadEdit", body);
  const owns = thread.owner === world.app.botUser;
  const opening = given.archived === false && !thread.locked;
  const guarded = given.locked !== undefined || thread.locked;
  if (guarded || !(owns || opening)) demand(world, channel, "MANAGE_THREADS");
  if (thread.archived && given.archived !== false) throw refusal("archived");
  if (given.applied_tags !== undefined) {
    const forum = world.channels.get(channel.parent ?? "");
    checkTags(world, forum, given.applied_tags);
    // Who may not open posts may not change their own (discord-api-docs #5706).
    if (forum && !mayHere(world, forum, "MANAGE_THREADS")) demand(world, forum, "SEND_MESSAGES");
    thread.tags = Array.isArray(given.applied_tags) ? given.applied_tags.map(String) : [];
  }
  if (typeof given.name === "string") channel.name = given.name;
  if (typeof given.locked === "boolean") thread.locked = given.locked;
  if (typeof given.auto_archive_duration === "number") thread.archiveAfter = given.auto_archive_duration;
  if (typeof given.archived === "boolean") {
    thread.archived = given.archived;
    thread.archivedAt = world.clock.now();
  }
  world.changes();
  tellThread(world, "THREAD_UPDATE", channel);
  return { body: shownChannel(world, channel) };
};

/** Channels and threads. */
export const CHANNELS: readonly Route[] = [
  {
    route: "GET /channels/{channel}",
    answers: "any channel",
    run: ({ world, at }) => ({ body: shownChannel(world, channelFor(world, at("channel"))) }),
  },
  { route: "PATCH /channels/{channel}", answers: "any channel", run: change },
  {
    route: "DELETE /channels/{channel}",
    run: ({ world, at }) => {
      const channel = channelFor(world, at("channel"));
      demand(world, channel, channel.thread ? "MANAGE_THREADS" : "MANAGE_CHANNELS");
      world.channels.delete(channel.id);
      world.changes();
      if (channel.thread) tellThread(world, "THREAD_DELETE", channel);
      return { body: shownChannel(world, channel) };
    },
  },
  { route: "POST /channels/{channel}/messages/{message}/threads", answers: "thread", rate: [50, 300], run: onMessage },
  { route: "POST /channels/{channel}/threads", answers: "thread", rate: [50, 300], run: inChannel },
  {
    route: "GET /channels/{channel}/threads/archived/public",
    run: ({ world, at, query }) => {
      const channel = channelFor(world, at("channel"));
      demand(world, channel, "READ_MESSAGE_HISTORY");
      const before = query.get("before");
      const limit = Number(query.get("limit") ?? 50);
      const all = [...world.channels.values()]
        .filter(
          ({ parent, type, thread }) => parent === channel.id && type !== CHANNEL.privateThread && thread?.archived,
        )
        .filter(({ thread }) => before === null || (thread?.archivedAt ?? 0) < Date.parse(before))
        .toSorted((one, other) => (other.thread?.archivedAt ?? 0) - (one.thread?.archivedAt ?? 0));
      const threads = all.slice(0, limit).map((one) => shownChannel(world, one));
      return { body: { threads, members: [], has_more: all.length > limit } };
    },
  },
  {
    route: "PUT /channels/{channel}/thread-members/@me",
    run: ({ world, at }) => {
      channelFor(world, at("channel")).thread?.members.add(world.app.botUser);
      return {};
    },
  },
  {
    route: "GET /guilds/{guild}/threads/active",
    run: ({ world, at }) => {
      const guild = guildFor(world, at("guild"));
      const threads = [...world.channels.values()].filter(
        ({ guild: id, thread }) => id === guild.id && thread?.archived === false,
      );
      return { body: { threads: threads.map((one) => shownChannel(world, one)), members: [] } };
    },
  },
];
