import { unescaped } from "./typed.ts";

/** So many people are asked about while a form waits. */
const MOST = 10;

/** The ids of people whom a message mentions, each once, in the order of their mentions. */
export const mentionedIn = (text: string): readonly string[] =>
  [...new Set(Array.from(text.matchAll(/<@([UW]\w+)/gu), ([, id = ""]) => id))].slice(0, MOST);

/** A link with its words, unless they say nothing but where it leads. */
const linkWords = (target: string, label: string | undefined): string => {
  const to = target.replace(/^(?:mailto|tel):/u, "");
  const isSame = label === undefined || label === "" || [to, to.replace(/^https?:\/\//u, "")].includes(label);
  return isSame ? to : `${label} (${to})`;
};

/** What stands in angle brackets, in the words that Slack shows for it. */
const shown = (inside: string, nameOf: (user: string) => string | undefined): string => {
  const [target = "", ...rest] = inside.split("|");
  const label = rest.length > 0 ? unescaped(rest.join("|")) : undefined;
  const id = target.slice(1);
  if (target.startsWith("@")) {
    const name = nameOf(id) ?? label;
    return name ? `@${name}` : `<${target}>`;
  }
  if (target.startsWith("#")) return `#${label || id}`;
  if (target.startsWith("!date^")) return label ?? "";
  if (target.startsWith("!subteam^")) return label || `@${target.slice("!subteam^".length)}`;
  if (target.startsWith("!")) return `@${label || id}`;
  return linkWords(unescaped(target), label);
};

/**
 * A message of somebody's as people read it: with names for Slack's ids, links as their words and address, and
 * `&`, `<` and `>` as themselves. Who has no name yet stays a mention, for which the register or Slack may have one
 * when it is sent. For words that are kept; what is typed as a command keeps its ids.
 */
export const quotedText = (text: string, nameOf: (user: string) => string | undefined): string =>
  text
    .split(/(<[^<>\n]+>)/u)
    .map((piece, at) => (at % 2 === 1 ? shown(piece.slice(1, -1), nameOf) : unescaped(piece)))
    .join("");
