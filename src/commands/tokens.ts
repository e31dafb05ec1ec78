import { QUOTATION_MARKS } from "../view/quoting.ts";

/** One word or quoted run of a typed line, with the option name in front of it if there was one. */
export interface Token {
  readonly name?: string;
  readonly text: string;
  readonly quoted: boolean;
  /** Whether each quotation mark in it has its partner: else it may have taken in more of the line than was meant. */
  readonly paired: boolean;
  /** The token as typed, for putting back together what turns out to be plain words. */
  readonly raw: string;
}

const familyOf = (character: string): string | undefined =>
  QUOTATION_MARKS.find((family) => character !== "" && family.includes(character));

const isSpace = (character: string | undefined): boolean => character === undefined || /\s/u.test(character);

/** What stands between quotation marks, and where the line goes on. */
interface Run {
  readonly text: string;
  readonly end: number;
  readonly paired: boolean;
}

/** Marks that open quoted words within quoted words. */
const OPENING = "“„‟«";

/**
 * The run that opens at `open`. A mark at the end of a word closes it, unless it is one of the text's own: the partner of
 * one that opened within, or one after a backslash. Backslashes count by pairs there, as on Windows, and are themselves
 * everywhere else. What nothing closes goes to the end of the line, so that no word is lost.
 */
const runAt = (line: string, open: number, family: string): Run => {
  let text = "";
  let marks = 0;
  let within = 0;
  for (let at = open + 1; at < line.length; at++) {
    const from = at;
    while (line[at] === "\\") at++;
    const mark = line.charAt(at);
    const slashes = at - from;
    if (familyOf(mark) !== family) {
      text += line.slice(from, at + 1);
      continue;
    }
    text += "\\".repeat(Math.floor(slashes / 2));
    if (slashes % 2 === 0) {
      if (OPENING.includes(mark) && (at === open + 1 || isSpace(line[at - 1])) && !isSpace(line[at + 1])) within++;
      else if (within > 0 && mark !== '"') within--;
      else if (isSpace(line[at + 1])) return { text, end: at + 1, paired: marks % 2 === 0 };
      marks++;
    }
    text += mark;
  }
  return { text, end: line.length, paired: false };
};

const NAME = /^(\p{L}[\p{L}\p{N}-]*):/u;

/** Splits a line into tokens: `Amazon`, `"End AWS"`, `kind:other`, `reply-by:«5 днів»`. Never throws. */
export const tokens = (line: string): readonly Token[] => {
  const found: Token[] = [];
  let at = 0;
  while (at < line.length) {
    if (isSpace(line[at])) {
      at++;
      continue;
    }
    const start = at;
    const name = NAME.exec(line.slice(at, at + 64))?.[1];
    const valueAt = name ? at + name.length + 1 : at;
    const family = familyOf(line.charAt(valueAt));
    if (family) {
      const { text, end, paired } = runAt(line, valueAt, family);
      at = end;
      found.push({ ...(name && { name }), text, quoted: true, paired, raw: line.slice(start, at) });
    } else {
      while (at < line.length && !isSpace(line[at])) at++;
      const raw = line.slice(start, at);
      found.push({ ...(name && { name }), text: line.slice(valueAt, at), quoted: false, paired: true, raw });
    }
  }
  return found;
};
