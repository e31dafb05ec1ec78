import type { types } from "@slack/bolt";
import { speak } from "../../src/language/say.ts";
import type { View } from "../../src/view/view.ts";
import { cut, divided, type Part, type Vessel } from "../shared/overflow.ts";
import type { ChartBlock } from "./chart.ts";
import { MESSAGE, VIEW } from "./limits.ts";
import { mrkdwn, type Reader, stretches } from "./mrkdwn.ts";
import { type Shown, type Strip, stripsOf } from "./strips.ts";

/** What is posted: blocks for those who see them, and the same in sentences for those who hear them. */
export interface Message {
  readonly text: string;
  readonly blocks: readonly (types.KnownBlock | ChartBlock)[];
}

/** Goes with every message: neither its text nor what it names is turned into links, mentions or previews. */
export const QUIETLY = { parse: "none", link_names: false, unfurl_links: false, unfurl_media: false } as const;

/** How much fits together. */
interface Room {
  readonly blocks: number;
  readonly text: number;
  readonly json: number;
}

/** A strip with what it takes of the room: text and JSON are measured once. */
interface Weighed extends Strip, Part {
  readonly text: number;
  readonly json: number;
}

const READ = /^(?:text|title|label|name)$/u;

const textIn = (value: unknown): number => {
  if (Array.isArray(value)) return value.reduce<number>((sum, one) => sum + textIn(one), 0);
  if (typeof value !== "object" || value === null) return 0;
  return Object.entries(value).reduce(
    (sum, [name, one]) => sum + (typeof one === "string" ? (READ.test(name) ? one.length : 0) : textIn(one)),
    0,
  );
};

const weighed = (strip: Strip): Weighed => ({
  ...strip,
  lines: strip.kept ? 1 : strip.spoken.length,
  text: textIn(strip.block),
  json: JSON.stringify(strip.block).length + 1,
});

/** Something with so much room; how many lines it could not take is said in small print. */
const vesselOf = (room: Room, { language }: Reader): Vessel<Weighed> => ({
  fits: (strips) =>
    strips.length <= room.blocks &&
    strips.reduce((sum, { text }) => sum + text, 0) <= room.text &&
    strips.reduce((sum, { json }) => sum + json, 1) <= room.json,
  countOf(lines) {
    const words = speak(language).words("chat.more_lines", { count: lines });
    return weighed({
      block: { type: "context", elements: [{ type: "mrkdwn", text: words, verbatim: true }] },
      spoken: [words],
    });
  },
});

/** A line as a sentence: a screen reader pauses at its full stop. */
const sentence = (line: string): string => (/[\p{L}\p{N})\]»”"]$/u.test(line) ? `${line}.` : line);

/** What a message says, in sentences; what is too much for its text is counted there, and stands in the blocks. */
const spokenText = (strips: readonly Strip[], reader: Reader): string => {
  const all = strips
    .flatMap(({ spoken }) => spoken)
    .flatMap((line) => line.split("\n"))
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .map((line) => mrkdwn([sentence(line)], reader));
  const count = (left: number): string => speak(reader.language).words("chat.more_lines", { count: left });
  const room = MESSAGE.spoken - count(all.length).length - 1;
  let text = "";
  for (const [index, line] of all.entries()) {
    const next = text === "" ? line : `${text}\n${line}`;
    if (next.length <= (index === all.length - 1 ? MESSAGE.spoken : room)) text = next;
    else if (text === "") text = mrkdwn(stretches([strips[0]?.spoken[0] ?? ""], room, reader)[0] ?? [], reader);
    else return `${text}\n${count(all.length - index)}`;
  }
  return text || "Aidline";
};

/**
 * A view as messages, at least one and at most `most`. Pure and total: every message is within Slack's
 * limits; what one cannot hold goes into the next, and what the last cannot hold is counted in it. A
 * message that will be edited in place has to be one.
 */
export const messagesOf = (view: View, shown: Shown, most = 1): readonly [Message, ...Message[]] => {
  const made = (strips: readonly Strip[]): Message => ({
    text: spokenText(strips, shown),
    blocks: strips.map(({ block }) => block),
  });
  const [first = [], ...more] = divided(
    stripsOf(view, shown).map(weighed),
    Math.max(1, most),
    vesselOf(MESSAGE, shown),
  );
  return [made(first), ...more.map(made)];
};

/** How many blocks of a view, and how much JSON, a part of it may take. */
export type Share = Pick<Room, "blocks" | "json">;

/** A view inside a modal or the Home tab; what there is no room for is counted. Charts are for messages only. */
export const viewBlocks = (view: View, { language, zone }: Reader, share: Share = VIEW): readonly types.KnownBlock[] =>
  cut(
    stripsOf(view, { language, zone }).map(weighed),
    vesselOf({ ...share, text: share.json }, { language, zone }),
  ).map(
    // Without `chart` no strip is a chart.
    ({ block }) => block as types.KnownBlock,
  );
