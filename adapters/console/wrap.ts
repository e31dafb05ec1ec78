import stringWidth from "string-width";

/** How a stretch of text looks. Several together are fine; none is plain. */
export type Style = "strong" | "faint" | "code" | "link" | "good" | "soon" | "late";

/** A stretch of text in one style. */
export interface Run {
  readonly text: string;
  readonly style?: Style;
}

const CODES: Readonly<Record<Style, number>> = { strong: 1, faint: 2, code: 36, link: 4, good: 32, soon: 33, late: 31 };

/** One line of runs as a string: with escape codes where the terminal shows colours, else the bare words. */
export const inked = (line: readonly Run[], colour: boolean): string =>
  line.map(({ text, style }) => (colour && style ? `\u001b[${CODES[style]}m${text}\u001b[0m` : text)).join("");

/** Columns that the runs take on a terminal: wide characters take two, combining ones none. */
export const widthOf = (line: readonly Run[]): number => line.reduce((sum, { text }) => sum + stringWidth(text), 0);

const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/** A word that is wider than a whole line, in pieces that fit. */
const pieces = (word: string, width: number): readonly string[] => {
  if (stringWidth(word) <= width) return [word];
  const found: string[] = [];
  let piece = "";
  for (const { segment } of graphemes.segment(word)) {
    if (piece !== "" && stringWidth(piece + segment) > width) {
      found.push(piece);
      piece = "";
    }
    piece += segment;
  }
  return piece === "" ? found : [...found, piece];
};

/** A gap at which a line may end; not the one between groups of thousands, which would make one number two. */
const GAP = /(\n|(?<!\d) +| +(?!\d{3}(?!\d)))/u;

/** Words and the gaps between them, each in the style of its run. */
const words = (runs: readonly Run[]): readonly Run[] =>
  runs.flatMap(({ text, style }) =>
    text
      .split(GAP)
      .filter((part) => part !== "")
      .map((part) => (style ? { text: part, style } : { text: part })),
  );

/**
 * Breaks runs into lines of at most `width` columns, at spaces where there are any. A grapheme that
 * is wider than the line stands alone on it. At least one line, which may be empty.
 */
export const wrapped = (runs: readonly Run[], width: number): readonly (readonly Run[])[] => {
  const lines: Run[][] = [[]];
  let used = 0;
  const breakLine = (): void => {
    lines.push([]);
    used = 0;
  };
  for (const word of words(runs)) {
    if (word.text === "\n") {
      breakLine();
      continue;
    }
    const gap = word.text.startsWith(" ");
    // A gap at the start of a line would look like an indent that nobody wrote.
    if (gap && used === 0) continue;
    for (const text of pieces(word.text, width)) {
      const columns = stringWidth(text);
      if (used > 0 && used + columns > width) {
        breakLine();
        if (gap) continue;
      }
      lines.at(-1)?.push({ ...word, text });
      used += columns;
    }
  }
  return lines;
};
