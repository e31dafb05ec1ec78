import type { types } from "@slack/bolt";
import { z } from "zod";
import { Undeliverable } from "../../src/ports.ts";
import { DELIVERED, FURTHER, type Where } from "./arrival.ts";
import { type Message, QUIETLY } from "./blocks.ts";
import { classified } from "./errors.ts";
import type { Install } from "./installs.ts";
import type { Call } from "./web.ts";

/** Where a message is posted within its channel, and what marks it. */
interface Posting {
  readonly thread?: string;
  readonly key?: string;
  readonly further?: readonly string[];
}

/**
 * The one file that writes to Slack. Every call is made once; what it throws says whether it may have
 * arrived: `Undeliverable` is a no, anything else is nobody knows.
 */
export interface Pen {
  /** Posts in a channel, or directly to a person (`U…`); `key` marks a delivery, `further` what else it says. */
  post(install: Install, to: string, message: Message, more?: Posting): Promise<Where>;
  edit(install: Install, posted: Where, message: Message, key?: string): Promise<void>;
  /** Takes a message of ours away; one that is gone already is no error. */
  erase(install: Install, posted: Where): Promise<void>;
  /** Shows it to one person in a channel. */
  whisper(install: Install, channel: string, user: string, message: Message, thread?: string): Promise<void>;
  /** Answers where something was typed or pressed, invited or not. */
  reply(url: string, message: Message, audience: "caller" | "channel"): Promise<void>;
  /** Opens a form before somebody. Slack gives three seconds for it. */
  open(install: Install, trigger: string, modal: types.ModalView): Promise<void>;
  /** Opens a modal above the one in which something was pressed. */
  push(install: Install, trigger: string, modal: types.ModalView): Promise<void>;
  /** Shows something else in a modal that is open. */
  turn(install: Install, id: string, modal: types.ModalView): Promise<void>;
  home(install: Install, user: string, view: types.HomeView): Promise<void>;
}

const POSTED = z.object({ channel: z.string(), ts: z.string() });

/** Milliseconds that an answer by its own address may take. */
const PATIENCE = 9_000;

/** Where a message was read as a delivery again: by whoever presses its button, or looks for it after a crash. */
const markedBy = (key: string, { blocks, text }: Message, further: readonly string[] = []) => {
  const [first, second, ...others] = blocks;
  const more = further.length > 0 ? { block_id: `${FURTHER}${further.join("+")}` } : {};
  return {
    text,
    blocks: [
      ...(first ? [{ ...first, block_id: `${DELIVERED}${key}` }] : []),
      ...(second ? [{ ...second, ...more }] : []),
      ...others,
    ],
    metadata: { event_type: "aidline_delivery", event_payload: { token: key, ...(further.length > 0 && { further }) } },
  };
};

const once = async <T>(calling: Promise<T>): Promise<T> => {
  try {
    return await calling;
  } catch (error) {
    throw classified(error);
  }
};

/** Writes by the Web API, and to the addresses that come with commands. */
export const createPen = (call: Call): Pen => ({
  post: async ({ token }, to, message, { thread, key, further } = {}) => {
    const posted = await once(
      call("chat.postMessage", token, {
        channel: to,
        ...(key === undefined ? message : markedBy(key, message, further)),
        ...QUIETLY,
        ...(thread !== undefined && { thread_ts: thread }),
      }),
    );
    // Taken, but under which name? Nobody can know, so this is no "no".
    return POSTED.parse(posted);
  },

  edit: async ({ token }, { channel, ts }, message, key) => {
    const { unfurl_links: _, unfurl_media: __, ...quietly } = QUIETLY;
    const body = key === undefined ? message : markedBy(key, message);
    await once(call("chat.update", token, { channel, ts, ...body, ...quietly }));
  },

  erase: async ({ token }, { channel, ts }) => {
    try {
      await once(call("chat.delete", token, { channel, ts }));
    } catch (error) {
      if (!(error instanceof Undeliverable && error.gone)) throw error;
    }
  },

  whisper: async ({ token }, channel, user, message, thread) => {
    const { unfurl_links: _, unfurl_media: __, ...quietly } = QUIETLY;
    await once(
      call("chat.postEphemeral", token, {
        channel,
        user,
        ...message,
        ...quietly,
        ...(thread !== undefined && { thread_ts: thread }),
      }),
    );
  },

  reply: async (url, message, audience) => {
    // These addresses take less than the methods do.
    const { unfurl_links, unfurl_media } = QUIETLY;
    const answered = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({
        ...message,
        unfurl_links,
        unfurl_media,
        response_type: audience === "channel" ? "in_channel" : "ephemeral",
        replace_original: false,
      }),
      redirect: "error",
      signal: AbortSignal.timeout(PATIENCE),
    });
    const said = await answered.text();
    if (answered.ok && !/"ok"\s*:\s*false/u.test(said)) return;
    if (answered.status >= 500) throw new Error(`HTTP ${answered.status} for an answer`);
    throw new Undeliverable(`HTTP ${answered.status}`, { permanent: answered.status !== 429 });
  },

  open: async ({ token }, trigger, view) => {
    await once(call("views.open", token, { trigger_id: trigger, view }));
  },

  push: async ({ token }, trigger, view) => {
    await once(call("views.push", token, { trigger_id: trigger, view }));
  },

  turn: async ({ token }, id, view) => {
    await once(call("views.update", token, { view_id: id, view }));
  },

  home: async ({ token }, user, view) => {
    await once(call("views.publish", token, { user_id: user, view }));
  },
});
