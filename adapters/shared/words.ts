/**
 * Characters that nobody sees but that change what is seen, or that only a terminal obeys: controls but
 * for tab and line feed, bidirectional marks, byte-order marks.
 */
const UNSEEN =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb]/gu;

/** Words as they may be shown in a chat: well-formed, and without what would turn or hide other words. */
export const visible = (text: string): string =>
  text
    .toWellFormed()
    .replaceAll("\r\n", "\n")
    .replace(/[\u2028\u2029]/gu, "\n")
    .replace(UNSEEN, "");

/** The same on one line, for labels and titles. */
export const oneLine = (text: string): string => visible(text).replace(/\s+/gu, " ").trim();

const graphemes = new Intl.Segmenter("uk", { granularity: "grapheme" });

/** The characters of a text as people count them: an emoji of several code points is one. */
export const characters = (text: string): readonly string[] =>
  // Most words are plain letters, which need no segmenter.
  /^[\u0020-\u007e\u0400-\u045f]*$/u.test(text)
    ? [...text]
    : [...graphemes.segment(text)].flatMap(({ segment }) => (segment.length > 20 ? [...segment] : [segment]));

/** The words in at most `limit` UTF-16 units, cut between characters and marked with an ellipsis. */
export const clipped = (text: string, limit: number): string => {
  if (text.length <= limit) return text;
  let kept = "";
  for (const character of characters(text.slice(0, limit + 20))) {
    if (kept.length + character.length > limit - 1) break;
    kept += character;
  }
  return `${kept.trimEnd()}…`;
};

/** A label in plain text: one line, never empty, at most so long. */
export const label = (text: string, limit: number): string => clipped(oneLine(text), limit) || "–";
