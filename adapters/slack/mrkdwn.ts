import { epoch } from "../../src/domain/time.ts";
import { dayWords, momentWords } from "../../src/view/dates.ts";
import type { PlainOptions } from "../../src/view/plain.ts";
import type { Inline, Text } from "../../src/view/view.ts";
import { ADDRESS } from "./limits.ts";
import { characters, oneLine, visible } from "./words.ts";

/** For whom words are made: the language of the dates, and the zone where Slack cannot show the reader's own. */
export type Reader = Pick<PlainOptions, "language" | "zone">;

/** The three characters with which Slack's tokens begin, nest and end: escaped, words cannot become one. */
export const escaped = (text: string): string =>
  visible(text).replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** A stretch that is cut between characters (words), or never (a token). */
interface Piece {
  readonly node: Inline;
  readonly made: string;
  readonly strong: boolean;
}

/** Inside a token `|` and line breaks would end its words. */
const inToken = (text: string): string => escaped(oneLine(text)).replaceAll("|", "¦");

const when = (at: string, { language, zone }: Reader): string => {
  const words = momentWords(at, language, zone);
  try {
    return `<!date^${Math.floor(epoch(at) / 1000)}^{date_short_pretty} {time}|${inToken(words)}>`;
  } catch {
    // What is no moment is shown as it is.
    return escaped(words);
  }
};

const address = (link: string): string | undefined => {
  const url = URL.canParse(link) ? new URL(link) : undefined;
  const shown = url && /^(?:https?|mailto):$/u.test(url.protocol) ? url.href.replaceAll("|", "%7C") : undefined;
  return shown !== undefined && escaped(shown).length <= ADDRESS ? escaped(shown) : undefined;
};

const linked = (link: string, label: string): string => {
  const to = address(link);
  const words = inToken(label) || inToken(link);
  return to === undefined ? escaped(label === link ? link : `${label} (${link})`) : `<${to}|${words}>`;
};

const member = ({ member: name, accounts, ping }: Extract<Inline, { readonly member: string }>): string => {
  const id = accounts.find(({ platform }) => platform === "slack")?.account;
  return ping && id !== undefined && /^[UW][A-Z0-9]{1,30}$/u.test(id) ? `<@${id}>` : escaped(oneLine(name));
};

/** Words stay whole where they fit, so that a cut falls between them; spaces belong to the word before. */
const words = (text: string): readonly string[] => visible(text).match(/\S+\s*|\s+/gu) ?? [];

const token = (node: Inline, made: string, strong: boolean): readonly Piece[] =>
  made === "" ? [] : [{ node, made, strong }];

const pieces = (node: Inline, reader: Reader, strong: boolean): readonly Piece[] => {
  if (typeof node === "string") return words(node).map((word) => ({ node: word, made: escaped(word), strong }));
  if ("strong" in node) return node.strong.flatMap((one) => pieces(one, reader, true));
  if ("link" in node) return token(node, linked(node.link, node.label), strong);
  if ("member" in node) return token(node, member(node), strong);
  if ("day" in node) return token(node, escaped(dayWords(node.day, reader.language)), strong);
  if ("when" in node) return token(node, when(node.when, reader), strong);
  // A grave accent inside would end the code.
  return token(
    node,
    oneLine(node.code) === "" ? "" : `\`${escaped(oneLine(node.code)).replaceAll("`", "ˋ")}\``,
    strong,
  );
};

/** Bold words may not begin or end with a space, nor touch a letter outside, or Slack shows the asterisks. */
const bold = (made: string): string => {
  const [, before = "", inner = "", after = ""] = /^(\s*)([\s\S]*?)(\s*)$/u.exec(made) ?? [];
  // An asterisk or a line break inside would end the bold; what stands around a break stays as it is.
  const lines = inner.replaceAll("*", "∗").replace(/\s*\n\s*/gu, (gap) => `*${gap}*`);
  return inner === "" ? made : `${before}*${lines}*${after}`;
};

const LETTER = /[\p{L}\p{N}]/u;

const joined = (all: readonly Piece[]): string => {
  let made = "";
  for (let at = 0; at < all.length; ) {
    const strong = all[at]?.strong ?? false;
    let run = "";
    for (; at < all.length && all[at]?.strong === strong; at++) run += all[at]?.made ?? "";
    const shown = strong ? bold(run) : run;
    // A zero-width space keeps an asterisk from touching a letter.
    const touching =
      (made.endsWith("*") && LETTER.test(shown[0] ?? "")) || (LETTER.test(made.at(-1) ?? "") && shown.startsWith("*"));
    made += touching ? `\u200b${shown}` : shown;
  }
  return made;
};

/**
 * A text in Slack's own markup. Whatever people typed stays words: the only tokens are dates, links and
 * pings that a view asked for. Belongs into a text object with `verbatim`, which keeps Slack from
 * linking names and addresses that it finds in words.
 */
export const mrkdwn = (text: Text, reader: Reader): string =>
  joined(text.flatMap((node) => pieces(node, reader, false)));

/** A node as nothing but words, for one whose markup is too long to stay in one piece. */
const asWords = (node: Inline): string => {
  if (typeof node === "string") return node;
  if ("strong" in node) return node.strong.map(asWords).join("");
  if ("link" in node) return node.label === node.link ? node.link : `${node.label} (${node.link})`;
  if ("member" in node) return node.member;
  return "day" in node ? node.day : "when" in node ? node.when : node.code;
};

const broken = (piece: Piece, limit: number): readonly Piece[] =>
  piece.made.length <= limit
    ? [piece]
    : characters(visible(asWords(piece.node))).map((one) => ({ node: one, made: escaped(one), strong: piece.strong }));

/** What markup may add to a piece at the worst: a pair of asterisks and a zero-width space. */
const MARKS = 3;

/**
 * The same text in stretches whose markup has at most `limit` characters each (20 or more). Cuts fall
 * between words, else between characters, never inside a token; together the stretches are the whole text.
 */
export const stretches = (text: Text, limit: number, reader: Reader): readonly Text[] => {
  const all = text.flatMap((node) => pieces(node, reader, false)).flatMap((piece) => broken(piece, limit - 2 * MARKS));
  const found: Inline[][] = [];
  let used = limit;
  let strong = false;
  for (const piece of all) {
    const breaks = piece.strong ? 2 * (piece.made.split("\n").length - 1) : 0;
    const cost = piece.made.length + breaks + (piece.strong === strong ? 0 : MARKS);
    if (used + cost + MARKS > limit || found.length === 0) {
      found.push([]);
      used = MARKS;
    }
    used += cost;
    strong = piece.strong;
    found.at(-1)?.push(piece.strong ? { strong: [piece.node] } : piece.node);
  }
  return found;
};
