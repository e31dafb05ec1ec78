import type { Posted } from "../../src/domain/delivery.ts";
import type { Place } from "../../src/domain/parties.ts";
import { epoch, fromEpoch } from "../../src/domain/time.ts";
import { type Carried, type Clock, type Outgoing, type Search, type Standing, Undeliverable } from "../../src/ports.ts";
import { createMemory } from "../shared/memory.ts";
import { type Message, messagesOf, threadName } from "./components.ts";
import { aboutServer } from "./direct.ts";
import { createForums, LOCKED, type PostLook } from "./forums.ts";
import { createHistory } from "./history.ts";
import { furtherMarkOf, markedFurther, markOf } from "./mark.ts";
import type { Reader } from "./markdown.ts";
import type { Registers } from "./registers.ts";
import type { Rest } from "./rest.ts";
import type { Servers } from "./servers.ts";
import { idAt } from "./snowflake.ts";
import { readableIn } from "./visited.ts";
import type { Pen, Where } from "./write.ts";

const HERE = /^(?<channel>\d+)\/(?<message>\d+)$/u;

const never = (why: string): Undeliverable => new Undeliverable(why, { permanent: true });

/** The id of a message, as the rows keep it. It names its channel too: a direct conversation is known by the person alone. */
export const idOf = ({ channel, message }: Where): string => `${channel}/${message}`;

const whereIs = ({ id }: Posted): Where => {
  const { channel, message } = HERE.exec(id)?.groups ?? {};
  if (channel === undefined || message === undefined) throw never("no message of Discord's");
  return { channel, message };
};

/** Whether it is the first message of a post in a forum: the post has its id. */
const isPost = ({ channel, message }: Where): boolean => channel === message;

/** Where something is to be written: in a direct conversation or a forum with the server that it belongs to. */
interface Channel {
  readonly channel: string;
  /** The server that a channel is in. */
  readonly server?: string;
  readonly direct?: string;
  readonly forum?: string;
}

/** What delivering works with. */
export interface DelivererParts {
  readonly pen: Pen;
  readonly rest: Rest;
  readonly registers: Registers;
  readonly servers: Servers;
  readonly reader: Omit<Reader, "language">;
  readonly clock: Clock;
  /** The bot's own user, once it is known. */
  own(): string;
}

/** So many direct conversations are kept in mind, for so many milliseconds; Discord never gives one another channel. */
const DIRECT = { most: 5_000, milliseconds: 24 * 60 * 60_000 } as const;

/** Discord's numbers: an unknown channel or message, and a thread that is there already. */
const NO_CHANNEL = "discord 10003";
const NO_MESSAGE = "discord 10008";
const THREAD_IS_THERE = "discord 160004";

/** Posts whose fate is not known are kept in mind for so long; by then whoever looks into the history has looked. */
const UNCERTAIN = { most: 1_000, milliseconds: 60_000 } as const;

/** Where we may read is asked for once a minute and server, which takes three calls; where we might not, each time. */
const READABLE = { most: 1_000, milliseconds: 60_000 } as const;

/** Threads of a forum that are looked into for one message. */
const THREADS = 100;

const isRefusal = (error: unknown, why: string): boolean => error instanceof Undeliverable && error.message === why;

/** The courier's side of the adapter: posts, edits and looks by itself, in answer to nobody. */
export const createDeliverer = ({ pen, rest, registers, servers, reader, clock, own }: DelivererParts) => {
  const directs = createMemory<string>(clock, DIRECT.most, DIRECT.milliseconds);
  const history = createHistory(rest, own);
  const forums = createForums({ rest, pen, clock });
  const readable = createMemory<ReadonlySet<string>>(clock, READABLE.most, READABLE.milliseconds);
  const uncertain = createMemory<true>(clock, UNCERTAIN.most, UNCERTAIN.milliseconds);

  /** The channel of a place, if the register may write there: one of its servers, from which nobody removed us. */
  const channelOf = async (workspace: string, { platform, id }: Place): Promise<Channel> => {
    if (platform !== "discord") throw never(`${platform} is not Discord`);
    const all = await registers.servers(workspace);
    const ours = all.filter((server) => !servers.gone(server));
    const [server] = ours;
    if (server === undefined) throw never("removed from the server");
    if (id.startsWith("@")) {
      const user = id.slice(1);
      const channel = directs.recall(user) ?? directs.remember(user, await pen.direct(user));
      return { channel, direct: server };
    }
    const { server: its, forum } = await servers.channel(id);
    if (its === undefined || !all.includes(its)) throw never("not a channel of this register's");
    if (!ours.includes(its)) throw never("removed from the server");
    return { channel: id, server: its, ...(forum && { forum: its }) };
  };

  const mayRead = async (server: string, channel: string): Promise<boolean> => {
    if (readable.recall(server)?.has(channel)) return true;
    return readable.remember(server, await readableIn(rest, server, own())).has(channel);
  };

  const shown = async ({ view, language, further = [] }: Outgoing, direct: string | undefined): Promise<Message> => {
    const told = direct === undefined ? view : aboutServer(view, direct, await servers.nameOf(direct));
    return markedFurther(messagesOf(told, { ...reader, language })[0], further.map(furtherMarkOf));
  };

  /** Under a message stands its thread, which has the message's id; the first that comes there opens it. */
  const postUnder = async (under: Where, message: Message, outgoing: Outgoing): Promise<Where> => {
    const { key, further, view, language } = outgoing;
    try {
      return await pen.post(under.message, message, key, further);
    } catch (error) {
      if (!isRefusal(error, NO_CHANNEL)) throw error;
    }
    // What has just been taken away has a successor soon, and what is told below it can wait for that.
    const passing = new Undeliverable("its card is gone");
    if (isPost(under)) throw passing;
    await pen.thread(under, threadName(view, { ...reader, language })).catch((error: unknown) => {
      if (isRefusal(error, NO_MESSAGE)) throw passing;
      if (!isRefusal(error, THREAD_IS_THERE)) throw error;
    });
    return pen.post(under.message, message, key, further);
  };

  const lookOf = ({ view, language, phase }: Outgoing): PostLook => ({
    name: threadName(view, { ...reader, language }),
    phase,
    language,
  });

  /** Where messages of ours that carry one of the keys stand, after some moment. */
  const standing = async (
    { channel, forum }: Channel,
    { keys, since, under }: Pick<Search, "keys" | "since" | "under">,
  ): Promise<readonly (Where & Carried)[]> => {
    const threads = under ? [whereIs(under).message] : forum ? await forums.since(channel, forum, since) : undefined;
    if (threads && threads.length > THREADS) throw never("too much was said since");
    const carrying = history.carrying(keys);
    const found: (Where & Carried)[] = [];
    for (const each of threads ?? [channel]) {
      const messages = await carrying(each, idAt(epoch(since))).catch((error: unknown) => {
        // A thread that was never opened, or was taken away, holds nothing.
        if (threads && isRefusal(error, NO_CHANNEL)) return [];
        throw error;
      });
      found.push(...messages.map((one) => ({ channel: each, ...one })));
    }
    return found;
  };

  /**
   * Opens a post. A forum has no guard against a second one, so whoever asks again for one of which nobody knows is
   * shown it, or told once more that nobody knows.
   */
  const open = async (place: Channel, message: Message, outgoing: Outgoing): Promise<Where> => {
    const { key } = outgoing;
    if (uncertain.recall(key)) {
      uncertain.forget(key);
      const since = fromEpoch(epoch(clock.now()) - UNCERTAIN.milliseconds * 2);
      const [first] = await standing(place, { keys: [key], since });
      if (first) return first;
      throw new Error("no answer from Discord");
    }
    try {
      return await forums.open(place.channel, message, { ...lookOf(outgoing), key });
    } catch (error) {
      if (!(error instanceof Undeliverable)) uncertain.remember(key, true);
      throw error;
    }
  };

  /** In a forum all that is about one request stands in the post with its card; where nothing can, in a post of its own. */
  const postInForum = async (place: Channel, message: Message, outgoing: Outgoing): Promise<Where> => {
    const near = outgoing.near && whereIs(outgoing.near);
    if (!near || !isPost(near)) return open(place, message, outgoing);
    try {
      // The title is the card's.
      await forums.prepare(near, lookOf(outgoing));
      return await pen.post(near.channel, message, outgoing.key, outgoing.further);
    } catch (error) {
      if (!isRefusal(error, NO_CHANNEL) && !isRefusal(error, LOCKED)) throw error;
      return open(place, message, outgoing);
    }
  };

  return {
    post: async (outgoing: Outgoing): Promise<Posted> => {
      const { workspace, place, key, further, under } = outgoing;
      const channel = await channelOf(workspace, place);
      const message = await shown(outgoing, channel.direct);
      const put = (): Promise<Where> => {
        // A direct conversation has no threads.
        if (channel.direct !== undefined) return pen.post(channel.channel, message, key, further);
        if (under) return postUnder(whereIs(under), message, outgoing);
        return channel.forum === undefined
          ? pen.post(channel.channel, message, key, further)
          : postInForum(channel, message, outgoing);
      };
      return { place, id: idOf(await put()) };
    },

    edit: async (posted: Posted, outgoing: Outgoing): Promise<void> => {
      const where = whereIs(posted);
      const { direct } = await channelOf(outgoing.workspace, posted.place);
      const message = await shown(outgoing, direct);
      const write = (): Promise<void> => pen.edit(where, message, markOf(outgoing.key));
      if (!isPost(where)) return write();
      try {
        const { finish } = await forums.prepare(where, lookOf(outgoing));
        await write();
        await finish();
      } catch (error) {
        // Whoever locked a post wants it to stay as it is, and nobody need ask twice a minute.
        throw isRefusal(error, LOCKED) ? never(LOCKED) : error;
      }
    },

    find: async ({ workspace, place, keys, since, under }: Search): Promise<readonly Standing[]> => {
      const channel = await channelOf(workspace, place);
      const found = await standing(channel, { keys, since, ...(under && channel.direct === undefined && { under }) });
      const isAbsent = keys.some((key) => !found.some((one) => one.key === key));
      // Who may not read a history is shown an empty one: no message is missing there, we only do not see it.
      if (isAbsent && channel.server !== undefined && !(await mayRead(channel.server, place.id)))
        throw never("may not read the history");
      return found.map(({ channel: where, message, ...carried }) => ({
        place,
        id: idOf({ channel: where, message }),
        ...carried,
      }));
    },

    remove: async (workspace: string, posted: Posted): Promise<void> => {
      const where = whereIs(posted);
      await channelOf(workspace, posted.place);
      await (isPost(where) ? forums.remove(where) : pen.remove(where));
    },
  };
};
