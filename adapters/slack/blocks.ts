import type { types } from "@slack/bolt";
import { speak } from "../../src/language/say.ts";
import type { View } from "../../src/view/view.ts";
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
interface Weighed extends Strip {
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
  text: textIn(strip.block),
  json: JSON.stringify(strip.block).length + 1,
});

/** How many strips, from the first, there is room for. */
const fitting = (strips: readonly Weighed[], room: Room): number => {
  let text = 0;
  let json = 1;
  let count = 0;
  for (const strip of strips) {
    text += strip.text;
    json += strip.json;
    if (count === room.blocks || text > room.text || json > room.json) break;
    count++;
  }
  return count;
};

const lines = (strips: readonly Strip[]): number =>
  strips.reduce((sum, { spoken, kept }) => sum + (kept ? 1 : spoken.length), 0);

/** Says how many lines are not there: nothing is left out in silence. */
const countOf = (left: readonly Strip[], reader: Reader): Weighed => {
  const words = speak(reader.language).words("slack.more_lines", { count: lines(left) });
  return weighed({
    block: { type: "context", elements: [{ type: "mrkdwn", text: words, verbatim: true }] },
    spoken: [words],
  });
};

/** As much as there is room for, from the top, with all buttons; what is left out is counted above them. */
const cut = (strips: readonly Weighed[], room: Room, reader: Reader): readonly Weighed[] => {
  if (fitting(strips, room) === strips.length) return strips;
  const told = strips.filter(({ kept }) => !kept);
  const buttons = strips.filter(({ kept }) => kept);
  // Counted as if all were gone, it is at its longest.
  const note = countOf(strips, reader);
  // Lines go first; only a view that is nothing but buttons loses buttons.
  const pressed = buttons.slice(0, Math.max(0, fitting([note, ...buttons], room) - 1));
  const shown = told.slice(0, Math.max(0, fitting([note, ...pressed, ...told], room) - 1 - pressed.length));
  const gone = [...told.slice(shown.length), ...buttons.slice(pressed.length)];
  return [...shown, countOf(gone, reader), ...pressed];
};

/** Fills one message after the other; the last that is allowed takes what fits and counts the rest. */
const divided = (strips: readonly Weighed[], most: number, reader: Reader): readonly (readonly Weighed[])[] => {
  const full: (readonly Weighed[])[] = [];
  let rest = strips;
  while (full.length < most - 1) {
    const count = fitting(rest, MESSAGE);
    if (count === rest.length) break;
    full.push(rest.slice(0, Math.max(1, count)));
    rest = rest.slice(Math.max(1, count));
  }
  return [...full, cut(rest, MESSAGE, reader)];
};

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
  const count = (left: number): string => speak(reader.language).words("slack.more_lines", { count: left });
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
  const [first = [], ...more] = divided(stripsOf(view, shown).map(weighed), Math.max(1, most), shown);
  return [made(first), ...more.map(made)];
};

/** How many blocks of a view, and how much JSON, a part of it may take. */
export type Share = Pick<Room, "blocks" | "json">;

/** A view inside a modal or the Home tab; what there is no room for is counted. Charts are for messages only. */
export const viewBlocks = (view: View, { language, zone }: Reader, share: Share = VIEW): readonly types.KnownBlock[] =>
  cut(stripsOf(view, { language, zone }).map(weighed), { ...share, text: share.json }, { language, zone }).map(
    // Without `chart` no strip is a chart.
    ({ block }) => block as types.KnownBlock,
  );
