/** What Discord would read as more than words, by its own syntax; each with the line that it was found in. */
const MEANINGS = [
  /<@[!&]?\d+>/u,
  /<#\d+>/u,
  /<t:-?\d+(?::\w)?>/u,
  /<\/[^>]+:\d+>/u,
  /<a?:\w+:\d+>/u,
  /<id:\w+>/u,
  /@(?:everyone|here)/iu,
  /\[[^\]\n]*\]\([^)\n]*\)/u,
  /<?https?:\/\/\S+/u,
  /:[\w~+-]+:/u,
  /`/u,
  /\*\*|\*|__|_|~~|\|\|/u,
] as const;

const LINES = [/^\s*#{1,3}\s/u, /^\s*-#\s/u, /^\s*>(?:>>)?\s/u, /^\s*[-*+]\s/u, /^\s*\d+[.)]\s/u] as const;

/** Read from left to right: what is escaped is a word's, and nothing in code means anything. */
const FIRST = /\\[^\p{L}\p{N}\s]|```[^`]*```|`[^`\n]+`/gu;

/** Everything in a piece of markdown that is not words. A token is taken whole, so that its insides do not count. */
export const meaningsIn = (markdown: string): readonly string[] => {
  const found: string[] = [];
  let rest = markdown.replace(FIRST, (piece) => {
    if (piece.startsWith("`")) found.push(piece);
    return "\ue000";
  });
  for (const meaning of MEANINGS)
    for (let hit = meaning.exec(rest); hit; hit = meaning.exec(rest)) {
      found.push(hit[0]);
      rest = rest.replace(hit[0], "\ue000");
    }
  return [...found, ...rest.split("\n").flatMap((line) => LINES.flatMap((mark) => mark.exec(line)?.[0] ?? []))];
};

/** Escaped words as they were typed. */
export const spoken = (markdown: string): string =>
  markdown.replace(/\\([^\p{L}\p{N}\s])/gu, "$1").replaceAll("\u200b", "");
