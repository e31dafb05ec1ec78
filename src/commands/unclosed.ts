import { Refusal } from "../domain/refusal.ts";
import type { Token } from "./tokens.ts";

/** What closes the words that a mark opens; any other mark closes its own. */
const CLOSING: Readonly<Record<string, string>> = { "“": "”", "„": "“", "«": "»" };

/** Characters of a line that is still read through and sent again. */
const LONGEST = 300;

/** Words before a colon, where a token could begin. */
const NAMES = /(?<=[\s"“”„‟«»])(\p{L}[\p{L}\p{N}-]{0,63}):/gu;

/** Where an option begins in the words of a token that has an odd mark: it was meant to come after them. */
const takenIn = ({ raw, paired }: Token, isOption: (name: string) => boolean): number | undefined =>
  paired ? undefined : [...raw.matchAll(NAMES)].find(([, name = ""]) => isOption(name))?.index;

/** A token's mark, the words between it and where an option begins, and all of it with the mark closed there. */
const closed = ({ raw, name }: Token, at: number) => {
  const open = name === undefined ? 0 : name.length + 1;
  const mark = raw.charAt(open);
  const words = raw.slice(open + 1, at).trim();
  const quoted = words === "" ? "" : `${mark}${words}${CLOSING[mark] ?? mark}`;
  return { words, mended: `${raw.slice(0, open)}${quoted} ${raw.slice(at)}`.trim() };
};

/**
 * Refuses a line in which a quotation mark was not closed and took an option into its words, with the line that was
 * meant, if that `reads`. Where it took none, its words go to the end of the line: nothing but the mark is missing.
 */
export const refuseUnclosed = (
  line: readonly Token[],
  isOption: (name: string) => boolean,
  reads: (line: string) => boolean,
): void => {
  for (const [index, token] of line.entries()) {
    const at = takenIn(token, isOption);
    if (at === undefined) continue;
    const { words, mended } = closed(token, at);
    const works = line.map(({ raw }, other) => (other === index ? mended : raw)).join(" ");
    const told = works.length <= LONGEST && !works.includes("\n") && reads(works);
    throw new Refusal("unclosed_quote", { typed: words || token.raw.slice(at), works: told ? works : "" });
  }
};
