import { z } from "zod";
import { epoch, type Instant } from "../../src/domain/time.ts";
import type { Language, Phase } from "../../src/domain/vocabulary.ts";
import { type Clock, Undeliverable } from "../../src/ports.ts";
import { createMemory } from "../shared/memory.ts";
import type { Message } from "./components.ts";
import type { Rest } from "./rest.ts";
import { idAt } from "./snowflake.ts";
import { hasTag, lackingTags, type Tags, tagsFor } from "./tags.ts";
import type { Pen, ThreadChange, Where } from "./write.ts";

/** What a post in a forum is to be like: its title, and how the request in it stands. */
export interface PostLook {
  readonly name: string;
  readonly phase: Phase | undefined;
  readonly language: Language;
}

/** Posts in forums: threads with a first message, each of them a place of its own. */
export interface Forums {
  /** Opens a post with a delivery in it. */
  open(forum: string, message: Message, look: PostLook & { readonly key: string }): Promise<Where>;
  /**
   * Makes a post ready to be written in: out of the archive, and with the tag of its request's phase. Resolves with
   * what is to be done once that is written. Throws `gone` for one that is no more, LOCKED for one that is locked.
   */
  prepare(post: Where, look: PostLook): Promise<{ finish(): Promise<void> }>;
  /** Threads of a forum in which anything was written since. */
  since(forum: string, server: string, moment: Instant): Promise<readonly string[]>;
  /** Takes a post away, or all that is ours in it. */
  remove(post: Where): Promise<void>;
}

/** What forums work with. */
export interface ForumsParts {
  readonly rest: Rest;
  readonly pen: Pen;
  readonly clock: Pick<Clock, "elapsed">;
}

/** Discord's flag of a forum that takes no post without a tag. */
const REQUIRES_TAG = 16;

/** Discord's number for a thread that is locked: nobody writes there but those who manage threads. */
export const LOCKED = "discord 160005";

const id = z.string();
const FORUM = z.object({
  available_tags: z
    .array(z.object({ id, name: z.string(), moderated: z.boolean().default(false) }).loose())
    .default([]),
  flags: z.number().default(0),
});
const THREAD = z.object({
  id,
  name: z.string(),
  parent_id: id.nullish(),
  last_message_id: id.nullish(),
  applied_tags: z.array(id).default([]),
  thread_metadata: z.object({
    archived: z.boolean(),
    locked: z.boolean().default(false),
    archive_timestamp: z.string(),
  }),
});
const THREADS = z.object({ threads: z.array(THREAD), has_more: z.boolean().default(false) });

/** So many forums are kept in mind, for so many milliseconds: each change of a card would ask for their tags otherwise. */
const KEPT = { most: 1_000, milliseconds: 60_000 } as const;

/** Milliseconds for which nobody tries again to make tags where Discord did not let us. */
const BARRED = 30 * 60_000;

/** Discord's most for one look at archived threads, and so many looks are worth it. */
const PAGE = 100;
const PAGES = 5;

const isRefused = (error: unknown): error is Undeliverable => error instanceof Undeliverable;

/** Posts as Discord has them; its word is asked for before anything is changed. */
export const createForums = ({ rest, pen, clock }: ForumsParts): Forums => {
  const known = createMemory<Tags>(clock, KEPT.most, KEPT.milliseconds);
  const barred = createMemory<true>(clock, KEPT.most, BARRED);

  const read = async (forum: string) => {
    const { available_tags, flags } = FORUM.parse(await rest.bot({ method: "GET", path: `/channels/${forum}` }));
    return { available: available_tags, required: (flags & REQUIRES_TAG) !== 0 };
  };

  /** Makes what a forum lacks, where we may: all of it at once, since the whole list is replaced. */
  const made = async (forum: string, phase: Phase, language: Language): Promise<Tags> => {
    // As they are at this moment: whoever replaces a list must not lose what somebody else has just added.
    const tags = await read(forum);
    const lacking = lackingTags(phase, language, tags);
    if (lacking.length === 0 || hasTag(phase, language, tags)) return tags;
    try {
      await pen.tags(forum, [...tags.available, ...lacking.map((name) => ({ name, moderated: false }))]);
      return await read(forum);
    } catch (error) {
      if (!isRefused(error)) throw error;
      // A card without a tag says the same in words; the self-check tells people how to make tags.
      barred.remember(forum, true);
      return tags;
    }
  };

  const tagsOf = async (forum: string, phase: Phase | undefined, language: Language): Promise<Tags> => {
    const before = known.recall(forum) ?? known.remember(forum, await read(forum));
    if (!phase || hasTag(phase, language, before) || barred.recall(forum)) return before;
    return known.remember(forum, await made(forum, phase, language));
  };

  /** What people have changed since we looked is looked at anew by the next try. */
  const forgetful = async <T>(forum: string, work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      known.forget(forum);
      throw error;
    }
  };

  return {
    open: (forum, message, { name, phase, language, key }) =>
      forgetful(forum, async () => {
        const tags = await tagsOf(forum, phase, language);
        return pen.open(forum, message, { name, tags: tagsFor([], phase, language, tags), key });
      }),

    prepare: async ({ channel }, { name, phase, language }) => {
      const post = THREAD.parse(await rest.bot({ method: "GET", path: `/channels/${channel}` }));
      const { parent_id: forum, applied_tags: bears, thread_metadata: its } = post;
      const wanted = forum ? tagsFor(bears, phase, language, await tagsOf(forum, phase, language)) : bears;
      const same = wanted.length === bears.length && wanted.every((tag) => bears.includes(tag));
      const opening: ThreadChange = its.archived ? { archived: false } : {};
      try {
        if (!same) await forgetful(forum ?? "", () => pen.change(channel, { ...opening, applied_tags: wanted }));
        else if (its.archived) await pen.change(channel, opening);
      } catch (error) {
        if (!isRefused(error) || error.gone || error.retryAfter !== undefined) throw error;
        if (its.locked) throw new Undeliverable(LOCKED, { refuses: "place" });
        // Where we may not set a tag the words say the same.
        if (its.archived) await pen.change(channel, opening);
      }
      return {
        finish: async () => {
          if (post.name === name) return;
          // Discord lets a title change twice in ten minutes: the card itself says how it is called now.
          await pen.change(channel, { name }).catch((error: unknown) => {
            if (!isRefused(error)) throw error;
          });
        },
      };
    },

    since: async (forum, server, moment) => {
      const after = BigInt(idAt(epoch(moment)));
      const active = THREADS.parse(await rest.bot({ method: "GET", path: `/guilds/${server}/threads/active` }));
      const found = active.threads.filter(
        ({ parent_id, last_message_id, id: own }) => parent_id === forum && BigInt(last_message_id ?? own) >= after,
      );
      let before: string | undefined;
      for (let page = 0; page < PAGES; page += 1) {
        const query = { limit: String(PAGE), ...(before !== undefined && { before }) };
        const path = `/channels/${forum}/threads/archived/public` as const;
        const { threads, has_more } = THREADS.parse(await rest.bot({ method: "GET", path, query }));
        // What was archived before held nothing new then.
        const fresh = threads.filter(
          ({ thread_metadata: { archive_timestamp } }) => epoch(archive_timestamp) >= epoch(moment),
        );
        found.push(...fresh);
        before = fresh.at(-1)?.thread_metadata.archive_timestamp;
        if (fresh.length < threads.length || !has_more || before === undefined)
          return found.map(({ id: thread }) => thread);
      }
      throw new Undeliverable("too much was archived since", { permanent: true });
    },

    remove: async (post) => {
      try {
        await pen.close(post.channel);
      } catch (error) {
        if (!isRefused(error)) throw error;
        // Whoever may not manage threads can still take away what they said themselves.
        await pen.remove(post);
      }
    },
  };
};
