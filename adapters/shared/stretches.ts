import type { PlainOptions } from "../../src/view/plain.ts";
import type { Inline, Text } from "../../src/view/view.ts";
import { characters, oneLine, visible } from "./words.ts";

/** For whom words are made: the language of the dates, and the zone where a platform cannot show the reader's own. */
export type Reader = Pick<PlainOptions, "language" | "zone">;

/** A node that is more than words. */
type Node = Exclude<Inline, string | { readonly strong: Text }>;

/** How a platform writes bold words, tokens, and words that are to stay words. */
export interface Markup {
  /** Words in which nothing is read as markup. They may be part of a word, and anything may stand around them. */
  escaped(text: string): string;
  /** A node in the platform's own form; empty where it says nothing. */
  token(node: Node, reader: Reader, strong: boolean): string;
  /** What stands on both sides of bold words. */
  readonly mark: string;
  /** Bold words without what would end them. */
  unmarked(made: string): string;
  /** Keeps a mark from touching a letter, where the platform would not read it then. */
  readonly apart: string;
}

/** A text in a platform's markup, whole or cut to what fits. */
export interface Writing {
  /** The whole text. */
  written(text: Text, reader: Reader): string;
  /**
   * The same text in stretches whose markup has at most `limit` characters each (30 or more). Cuts fall
   * between words, else between characters, never inside a token; together the stretches are the whole text.
   */
  stretches(text: Text, limit: number, reader: Reader): readonly Text[];
}

/** A stretch that is cut between characters (words), or never (a token). */
interface Piece {
  readonly node: Inline;
  readonly made: string;
  readonly strong: boolean;
}

const LETTER = /[\p{L}\p{N}]/u;

/** Words stay whole where they fit, so that a cut falls between them; spaces belong to the word before. */
const words = (text: string): readonly string[] => visible(text).match(/\S+\s*|\s+/gu) ?? [];

/** A node as nothing but words, for one whose markup is too long to stay in one piece. */
const asWords = (node: Inline): string => {
  if (typeof node === "string") return node;
  if ("strong" in node) return node.strong.map(asWords).join("");
  if ("link" in node) return node.label === node.link ? node.link : `${node.label} (${node.link})`;
  if ("member" in node) return oneLine(node.member);
  if ("place" in node) return oneLine(node.place.name);
  return "day" in node ? node.day : "when" in node ? node.when : node.code;
};

/** Writes in a platform's markup. Whatever people typed stays words: the only tokens are those that a view asked for. */
export const createWriting = ({ escaped, token, mark, unmarked, apart }: Markup): Writing => {
  /** What markup may add to a piece at the worst. */
  const marks = 2 * mark.length + apart.length;

  const pieces = (node: Inline, reader: Reader, strong: boolean): readonly Piece[] => {
    if (typeof node === "string") return node === "" ? [] : [{ node, made: escaped(node), strong }];
    if ("strong" in node) return node.strong.flatMap((one) => pieces(one, reader, true));
    const made = token(node, reader, strong);
    return made === "" ? [] : [{ node, made, strong }];
  };

  const inWords = (piece: Piece): readonly Piece[] =>
    typeof piece.node === "string"
      ? words(piece.node).map((word) => ({ ...piece, node: word, made: escaped(word) }))
      : [piece];

  /** Bold words may not begin or end with a space, and none go across a line. */
  const bold = (made: string): string => {
    const [, before = "", inner = "", after = ""] = /^(\s*)([\s\S]*?)(\s*)$/u.exec(made) ?? [];
    // A line break inside would end the bold; what stands around a break stays as it is.
    const inLines = unmarked(inner).replace(/\s*\n\s*/gu, (gap) => `${mark}${gap}${mark}`);
    return inner === "" ? made : `${before}${mark}${inLines}${mark}${after}`;
  };

  const joined = (all: readonly Piece[]): string => {
    let made = "";
    for (let at = 0; at < all.length; ) {
      const strong = all[at]?.strong ?? false;
      let run = "";
      for (; at < all.length && all[at]?.strong === strong; at++) run += all[at]?.made ?? "";
      const shown = strong ? bold(run) : run;
      const touching =
        (made.endsWith(mark) && LETTER.test(shown[0] ?? "")) ||
        (LETTER.test(made.at(-1) ?? "") && shown.startsWith(mark));
      made += touching ? `${apart}${shown}` : shown;
    }
    return made;
  };

  const broken = (piece: Piece, limit: number): readonly Piece[] =>
    piece.made.length <= limit
      ? [piece]
      : characters(visible(asWords(piece.node))).map((one) => ({
          node: one,
          made: escaped(one),
          strong: piece.strong,
        }));

  return {
    written: (text, reader) => joined(text.flatMap((node) => pieces(node, reader, false))),

    stretches(text, limit, reader) {
      const whole = text.flatMap((node) => pieces(node, reader, false));
      const made = joined(whole);
      if (made === "") return [];
      // Nearly every text fits, and is not taken apart.
      if (made.length <= limit) return [text];
      const all = whole.flatMap(inWords).flatMap((piece) => broken(piece, limit - 2 * marks));
      const found: Inline[][] = [];
      let used = limit;
      let strong = false;
      for (const piece of all) {
        const breaks = piece.strong ? 2 * mark.length * (piece.made.split("\n").length - 1) : 0;
        const cost = piece.made.length + breaks + (piece.strong === strong ? 0 : marks);
        if (used + cost + marks > limit || found.length === 0) {
          found.push([]);
          used = marks;
        }
        used += cost;
        strong = piece.strong;
        found.at(-1)?.push(piece.strong ? { strong: [piece.node] } : piece.node);
      }
      return found;
    },
  };
};
