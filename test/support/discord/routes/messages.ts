import type { Upload } from "../attaching.ts";
import { type Fields, listAt, textAt } from "../fields.ts";
import { LASTS } from "../judge/limits.ts";
import { judged } from "../judge/schema.ts";
import { CHANNEL, type Channel, type Message, type World } from "../model.ts";
import type { Permission } from "../permissions.ts";
import { edit, post, remove } from "../posting.ts";
import { refusal, refuseFlaws } from "../refused.ts";
import { shown } from "../shown/message.ts";
import { channelFor, demand, mayHere, messageFor } from "./finding.ts";
import type { Asked, Route } from "./route.ts";

/** Whether the person at the other end of a direct conversation can be written to. */
const checkReachable = (world: World, channel: Channel): void => {
  const other = channel.recipients.find((id) => id !== world.app.botUser);
  const shares = [...world.guilds.values()].some(
    ({ members }) => members.has(world.app.botUser) && members.has(other ?? ""),
  );
  if (!shares) throw refusal("noCommonGuild");
  if (world.users.get(other ?? "")?.dms !== true) throw refusal("closedDms");
};

/** Throws unless the bot may say that there, and takes a thread out of the archive that it may write to. */
export const checkSaying = (
  world: World,
  channel: Channel,
  given: Fields,
  uploads: readonly Upload[],
  right: Permission = channel.thread ? "SEND_MESSAGES_IN_THREADS" : "SEND_MESSAGES",
): void => {
  if (channel.type === CHANNEL.forum) throw refusal("notInForum");
  if (channel.guild === undefined) return checkReachable(world, channel);
  demand(world, channel, right);
  if (listAt(given, "embeds").length > 0) demand(world, channel, "EMBED_LINKS");
  if (uploads.length > 0) demand(world, channel, "ATTACH_FILES");
  if (given.message_reference !== undefined && given.message_reference !== null)
    demand(world, channel, "READ_MESSAGE_HISTORY", "noHistory");
  if (channel.thread?.locked === true) demand(world, channel, "MANAGE_THREADS", "locked");
  if (channel.thread) channel.thread.archived = false;
};

/** The message that this author gave the same nonce a few minutes ago. */
const earlier = (world: World, given: Fields): Message | undefined => {
  if (given.enforce_nonce !== true || given.nonce === undefined || given.nonce === null) return undefined;
  return world.messages.find(
    (one) =>
      one.author === world.app.botUser &&
      one.interaction === undefined &&
      one.nonce === String(given.nonce) &&
      world.clock.now() - one.at < LASTS.nonce,
  );
};

const create = ({ world, at, body, uploads }: Asked): Message => {
  const channel = channelFor(world, at("channel"));
  const given = judged("message", body);
  checkSaying(world, channel, given, uploads);
  const before = earlier(world, given);
  if (before?.deleted === true) throw refusal("unknownMessage");
  if (before) return before;
  const reference = textAt(given.message_reference, "message_id");
  const known = world.messages.some((one) => one.id === reference && one.channel === channel.id && !one.deleted);
  if (reference !== "" && !known)
    refuseFlaws([{ path: ["message_reference"], code: "REPLIES_UNKNOWN_MESSAGE", says: "Unknown message" }]);
  return post(world, channel, given, uploads, { author: world.app.botUser });
};

/** Counts an edit of a message that is older than an hour. Throws when there were too many within the last one. */
const countLateEdit = (world: World, message: Message): void => {
  const now = world.clock.now();
  if (now - message.at <= LASTS.freshMessage) return;
  const recent = message.lateEdits.filter((at) => now - at < LASTS.freshMessage);
  if (recent.length >= world.app.lateEdits) throw refusal("tooManyOldEdits");
  message.lateEdits = [...recent, now];
};

const change = ({ world, at, body, uploads }: Asked): Message => {
  const channel = channelFor(world, at("channel"));
  const message = messageFor(world, channel, at("message"));
  if (message.author !== world.app.botUser) throw refusal("notYours");
  if (channel.thread?.archived === true) throw refusal("archived");
  // Since 2023 who may not manage threads changes nothing in a locked one, open or not (discord.js #9216).
  if (channel.thread?.locked === true) demand(world, channel, "MANAGE_THREADS", "locked");
  countLateEdit(world, message);
  edit(world, message, judged("messageEdit", body), uploads);
  return message;
};

const history = ({ world, at, query }: Asked): readonly Message[] => {
  const channel = channelFor(world, at("channel"));
  const readable = mayHere(world, channel, "READ_MESSAGE_HISTORY");
  const limit = Number(query.get("limit") ?? 50);
  if (!Number.isInteger(limit) || limit < 1 || limit > 100)
    refuseFlaws([{ path: ["limit"], code: "NUMBER_TYPE_MAX", says: "int value should be less than or equal to 100." }]);
  // Who may not read the history finds it empty.
  const all = world.messages.filter(
    (one) => readable && one.channel === channel.id && !one.deleted && one.onlyFor === undefined && !one.remark,
  );
  const is = (id: string): bigint => BigInt(id);
  const [before, after, around] = ["before", "after", "around"].map((key) => query.get(key));
  if (around !== null && around !== undefined) {
    const middle = all.findIndex(({ id }) => is(id) >= is(around));
    const from = Math.max(0, (middle < 0 ? all.length : middle) - Math.floor(limit / 2));
    return all.slice(from, from + limit).toReversed();
  }
  if (after !== null && after !== undefined)
    return all
      .filter(({ id }) => is(id) > is(after))
      .slice(0, limit)
      .toReversed();
  const older = before === null || before === undefined ? all : all.filter(({ id }) => is(id) < is(before));
  return older.slice(-limit).toReversed();
};

/** Messages in channels, threads and direct conversations. */
export const MESSAGES: readonly Route[] = [
  {
    route: "POST /channels/{channel}/messages",
    answers: "message",
    rate: [5, 5],
    run: (asked) => ({ body: shown(asked.world, create(asked)) }),
  },
  {
    route: "PATCH /channels/{channel}/messages/{message}",
    answers: "message",
    rate: [5, 5],
    run: (asked) => ({ body: shown(asked.world, change(asked)) }),
  },
  {
    route: "GET /channels/{channel}/messages",
    answers: "message",
    run: (asked) => ({ body: history(asked).map((message) => shown(asked.world, message)) }),
  },
  {
    route: "GET /channels/{channel}/messages/{message}",
    answers: "message",
    run: ({ world, at }) => {
      const channel = channelFor(world, at("channel"));
      demand(world, channel, "READ_MESSAGE_HISTORY");
      return { body: shown(world, messageFor(world, channel, at("message"))) };
    },
  },
  {
    route: "DELETE /channels/{channel}/messages/{message}",
    rate: [5, 1],
    run: ({ world, at }) => {
      const channel = channelFor(world, at("channel"));
      const message = messageFor(world, channel, at("message"));
      if (message.author !== world.app.botUser) {
        if (channel.guild === undefined) throw refusal("missingPermissions");
        demand(world, channel, "MANAGE_MESSAGES");
      }
      remove(world, message);
      return {};
    },
  },
];
