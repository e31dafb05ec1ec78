import { QUOTATION_MARKS } from "../../src/view/quoting.ts";

/** Quotation marks of every keyboard: what opens, and what may close it. */
const PAIRS: Readonly<Record<string, string>> = { '"': '"', "“": "”“", "„": "“”", "«": "»" };

/** What was read and what is left of the line. */
interface Reading {
  readonly text: string;
  readonly rest: string;
}

/**
 * The quoted text at the start of `line`; undefined when there is none or its end is missing. As in a command, a mark after
 * a backslash is one of the text's own, and backslashes before a mark count by pairs.
 */
const quotedAt = (line: string): Reading | undefined => {
  const closers = PAIRS[line.charAt(0)];
  const marks = QUOTATION_MARKS.find((family) => family.includes(line.charAt(0)));
  if (closers === undefined || marks === undefined) return undefined;
  let text = "";
  for (let at = 1; at < line.length; at += 1) {
    const from = at;
    while (line[at] === "\\") at += 1;
    const mark = line.charAt(at);
    const slashes = at - from;
    const isMark = mark !== "" && marks.includes(mark);
    text += "\\".repeat(isMark ? Math.floor(slashes / 2) : slashes);
    if (isMark && slashes % 2 === 0 && closers.includes(mark)) return { text, rest: line.slice(at + 1) };
    text += mark;
  }
  return undefined;
};

/** All quoted texts of a line that holds nothing else; undefined when it holds something else. */
export const allQuoted = (line: string): readonly string[] | undefined => {
  const texts: string[] = [];
  let rest = line.trim();
  while (rest !== "") {
    const next = quotedAt(rest);
    if (!next) return undefined;
    texts.push(next.text);
    rest = next.rest.trim();
  }
  return texts;
};

/** `name:"value"` pairs, a value of one word without quotation marks; undefined when a pair cannot be read. */
export const pairsIn = (line: string): Readonly<Record<string, string>> | undefined => {
  const pairs: [string, string][] = [];
  let rest = line.trim();
  while (rest !== "") {
    const name = /^([\p{L}\p{N}_-]+):\s*/u.exec(rest);
    if (!name?.[1]) return undefined;
    const from = rest.slice(name[0].length);
    const word = /^[^\s"“”„«»]+/u.exec(from)?.[0];
    const value = quotedAt(from) ?? (word === undefined ? undefined : { text: word, rest: from.slice(word.length) });
    if (!value) return undefined;
    pairs.push([name[1], value.text]);
    rest = value.rest.trim();
  }
  return Object.fromEntries(pairs);
};
