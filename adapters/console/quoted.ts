/** Quotation marks of every keyboard: what opens, and what may close it. */
const PAIRS: Readonly<Record<string, string>> = { '"': '"', "“": "”“", "„": "“”", "«": "»" };

/** What was read and what is left of the line. */
interface Reading {
  readonly text: string;
  readonly rest: string;
}

/** The quoted text at the start of `line`; undefined when there is none or its end is missing. */
const quotedAt = (line: string): Reading | undefined => {
  const closers = PAIRS[line.charAt(0)];
  if (closers === undefined) return undefined;
  for (let end = 1; end < line.length; end += 1) {
    if (closers.includes(line.charAt(end))) return { text: line.slice(1, end), rest: line.slice(end + 1) };
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
