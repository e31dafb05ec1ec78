import type { RouteLike } from "discord.js";
import { z } from "zod";
import { Undeliverable } from "../../src/ports.ts";
import type { Message } from "./components.ts";
import { type Mark, marked, markOf, nonceOf } from "./mark.ts";
import type { Rest } from "./rest.ts";
import { onceTaken } from "./taken.ts";

/** Undefined leaves it as it is. */
export interface ThreadChange {
  readonly archived?: false;
  readonly applied_tags?: readonly string[];
  readonly name?: string;
}

/** A tag of a forum; without an id it is a new one. */
interface ForumTag {
  readonly id?: string;
  readonly name: string;
}

/** A message in Discord. */
export interface Where {
  readonly channel: string;
  readonly message: string;
}

/** By what an interaction is answered, for a quarter of an hour. */
export interface Ticket {
  readonly id: string;
  readonly app: string;
  readonly token: string;
}

/** The first answer to an interaction: Discord's number for its kind, and what it brings. */
export interface Callback {
  readonly type: number;
  readonly data?: object;
}

/**
 * The one file that writes to Discord. Every call is made once, but for what Discord refuses because it has not yet
 * read what went before; what it throws says whether it may have arrived: `Undeliverable` is a no, anything else is
 * nobody knows.
 */
export interface Pen {
  /** Posts in a channel or a thread; `key` marks a delivery, and with what else it says keeps Discord itself from taking it twice. */
  post(channel: string, message: Message, key?: string, further?: readonly string[]): Promise<Where>;
  edit(posted: Where, message: Message, mark?: Mark): Promise<void>;
  remove(posted: Where): Promise<void>;
  /** The channel of the direct conversation with somebody. */
  direct(user: string): Promise<string>;
  /** The thread under a message, which has the message's id. */
  thread(under: Where, name: string): Promise<string>;
  /** Opens a post in a forum. Discord has no guard against a second one. */
  open(forum: string, message: Message, post: { name: string; tags: readonly string[]; key: string }): Promise<Where>;
  /** Changes a thread or a post in a forum. */
  change(thread: string, change: ThreadChange): Promise<void>;
  /** Takes a post in a forum away, with all that stands in it. */
  close(thread: string): Promise<void>;
  /** Replaces the tags of a forum. */
  tags(forum: string, tags: readonly ForumTag[]): Promise<void>;
  /** Gives an interaction its first answer, within three seconds. */
  answer(ticket: Ticket, callback: Callback): Promise<void>;
  /** Changes the first answer; after a press that was deferred, the message on which it was pressed. */
  complete(ticket: Ticket, message: Message, mark?: Mark): Promise<void>;
  /** Takes the first answer away. */
  discard(ticket: Ticket): Promise<void>;
  /** Says more, to one person or to all. */
  follow(ticket: Ticket, message: Message, audience: "caller" | "channel"): Promise<void>;
  /** Replaces all commands of the app. */
  commands(app: string, commands: readonly object[]): Promise<void>;
}

const EPHEMERAL = 64;

/** Discord's number for a thread in the archive. */
const ARCHIVED = "discord 50083";

const POSTED = z.object({ id: z.string(), channel_id: z.string() });
const CHANNEL = z.object({ id: z.string() });

/** Nobody is notified, and nothing becomes a mention, by an edit. */
const silent = (message: Message): Message => ({ ...message, allowed_mentions: { parse: [] } });

const signed = (message: Message, mark: Mark | undefined): Message => (mark ? marked(message, mark) : message);

/** Writes by Discord's API. */
export const createPen = ({ bot, interaction }: Rest): Pen => {
  const original = ({ app, token }: Ticket): RouteLike => `/webhooks/${app}/${token}/messages/@original`;
  return {
    post: async (channel, message, key, further = []) => {
      const guarded = key === undefined ? {} : { nonce: nonceOf(key, further), enforce_nonce: true };
      const body = { ...signed(message, key === undefined ? undefined : markOf(key)), ...guarded };
      const posted = await bot({ method: "POST", path: `/channels/${channel}/messages`, body });
      // Taken, but under which name? Nobody can know, so this is no "no".
      const { id, channel_id } = POSTED.parse(posted);
      return { channel: channel_id, message: id };
    },

    edit: async (posted, message, mark) => {
      const path: RouteLike = `/channels/${posted.channel}/messages/${posted.message}`;
      const write = (): Promise<unknown> => bot({ method: "PATCH", path, body: signed(silent(message), mark) });
      try {
        await write();
      } catch (error) {
        if (!(error instanceof Undeliverable && error.message === ARCHIVED)) throw error;
        // A message brings a thread out of the archive, an edit does not.
        await bot({ method: "PATCH", path: `/channels/${posted.channel}`, body: { archived: false } });
        await write();
      }
    },

    remove: async ({ channel, message }) => {
      await bot({ method: "DELETE", path: `/channels/${channel}/messages/${message}` }).catch((error: unknown) => {
        if (!(error instanceof Undeliverable && error.gone)) throw error;
      });
    },

    direct: async (user) => {
      const opened = await bot({ method: "POST", path: "/users/@me/channels", body: { recipient_id: user } });
      return CHANNEL.parse(opened).id;
    },

    thread: async ({ channel, message }, name) => {
      const opened = await bot({
        method: "POST",
        path: `/channels/${channel}/messages/${message}/threads`,
        body: { name },
      });
      return CHANNEL.parse(opened).id;
    },

    open: async (forum, message, { name, tags, key }) => {
      const body = {
        name,
        message: signed(message, markOf(key)),
        ...(tags.length > 0 && { applied_tags: tags }),
      };
      const opened = CHANNEL.parse(await bot({ method: "POST", path: `/channels/${forum}/threads`, body }));
      // A post's first message has the post's id.
      return { channel: opened.id, message: opened.id };
    },

    change: async (thread, change) => {
      await bot({ method: "PATCH", path: `/channels/${thread}`, body: change });
    },

    close: async (thread) => {
      await bot({ method: "DELETE", path: `/channels/${thread}` }).catch((error: unknown) => {
        if (!(error instanceof Undeliverable && error.gone)) throw error;
      });
    },

    tags: async (forum, tags) => {
      await bot({ method: "PATCH", path: `/channels/${forum}`, body: { available_tags: tags } });
    },

    answer: async ({ id, token }, callback) => {
      await interaction({ method: "POST", path: `/interactions/${id}/${token}/callback`, body: callback });
    },

    complete: async (ticket, message, mark) => {
      const body = signed(silent(message), mark);
      await onceTaken(() => interaction({ method: "PATCH", path: original(ticket), body }));
    },

    discard: async (ticket) => {
      await onceTaken(() => interaction({ method: "DELETE", path: original(ticket) }));
    },

    follow: async ({ app, token }, message, audience) => {
      const flags = audience === "caller" ? message.flags | EPHEMERAL : message.flags;
      const body = { ...message, flags };
      await onceTaken(() => interaction({ method: "POST", path: `/webhooks/${app}/${token}`, body }));
    },

    commands: async (app, commands) => {
      // A list is an object, too.
      await bot({ method: "PUT", path: `/applications/${app}/commands`, body: commands });
    },
  };
};
