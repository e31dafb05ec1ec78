import { z } from "zod";
import type { Call } from "../../src/call.ts";
import type { Place } from "../../src/domain/parties.ts";
import type { Arrival, Where } from "./arrival.ts";
import { VIEW } from "./limits.ts";

/** Where something began, and so where its answer belongs. */
export interface Origin {
  readonly place: Place;
  readonly channel: string | undefined;
  readonly thread: string | undefined;
  /** The message under which an answer to all begins a thread: what one person sees alone would not be shown there. */
  readonly below?: string | undefined;
  /** Takes answers for half an hour. */
  readonly url: string | undefined;
  /** The reminder of ours on which a button was pressed: it becomes the record of what was done. */
  readonly reminder: (Where & { readonly token: string }) | undefined;
}

/** Where an arrival belongs, apart from forms, which bring it along. */
export const originOf = (arrival: Arrival): Origin => {
  const { place, channel, thread, below, url } = arrival;
  const { on, token } = arrival.kind === "press" ? arrival : {};
  return { place, channel, thread, below, url, reminder: on && token !== undefined ? { ...on, token } : undefined };
};

const text = z.string();
const CARRIED = z.object({
  c: z.object({ command: text, options: z.record(text, text) }),
  p: z.tuple([text, text]),
  ch: text.optional(),
  th: text.optional(),
  u: text.optional(),
  r: z.tuple([text, text, text]).optional(),
});

/** What a form carries unseen: its call, and where it began. */
export const packed = (call: Call, { place, channel, thread, url, reminder }: Origin): string => {
  const all = {
    c: call,
    p: [place.id, place.name],
    ch: channel,
    th: thread,
    u: url,
    r: reminder && [reminder.channel, reminder.ts, reminder.token],
  };
  const words = JSON.stringify(all);
  // Without its address an answer goes by the channel, or directly to the person.
  return words.length <= VIEW.metadata ? words : JSON.stringify({ ...all, u: undefined });
};

/** The inverse of `packed`; undefined for what is none of ours. */
export const unpacked = (metadata: string): { readonly call: Call; readonly origin: Origin } | undefined => {
  let json: unknown;
  try {
    json = JSON.parse(metadata);
  } catch {
    return undefined;
  }
  const read = CARRIED.safeParse(json);
  if (!read.success) return undefined;
  const { c, p, ch, th, u, r } = read.data;
  return {
    call: c,
    origin: {
      place: { platform: "slack", id: p[0], name: p[1] },
      channel: ch,
      thread: th,
      url: u,
      reminder: r && { channel: r[0], ts: r[1], token: r[2] },
    },
  };
};
