import type { Place } from "../../src/domain/parties.ts";
import { epoch } from "../../src/domain/time.ts";
import { dayWords, momentWords } from "../../src/view/dates.ts";
import type { Inline } from "../../src/view/view.ts";
import { createWriting, type Reader } from "../shared/stretches.ts";
import { oneLine, visible } from "../shared/words.ts";
import { ADDRESS } from "./limits.ts";

export type { Reader };

/** The three characters with which Slack's tokens begin, nest and end: escaped, words cannot become one. */
export const escaped = (text: string): string =>
  visible(text).replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

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

/** A channel as Slack calls it by now, to those who may know it: it may have been renamed since we were told. */
const channel = ({ platform, id, name }: Place): string =>
  platform === "slack" && /^[CG][A-Z0-9]{1,30}$/u.test(id) ? `<#${id}>` : escaped(oneLine(name));

/**
 * A text in Slack's own markup. Whatever people typed stays words: the only tokens are dates, links and
 * pings that a view asked for. Belongs into a text object with `verbatim`, which keeps Slack from
 * linking names and addresses that it finds in words.
 */
export const { written: mrkdwn, stretches } = createWriting({
  escaped,
  token(node, reader) {
    if ("link" in node) return linked(node.link, node.label);
    if ("member" in node) return member(node);
    if ("place" in node) return channel(node.place);
    if ("day" in node) return escaped(dayWords(node.day, reader.language));
    if ("when" in node) return when(node.when, reader);
    // A grave accent inside would end the code.
    return oneLine(node.code) === "" ? "" : `\`${escaped(oneLine(node.code)).replaceAll("`", "ˋ")}\``;
  },
  mark: "*",
  // An asterisk inside would end the bold.
  unmarked: (made) => made.replaceAll("*", "∗"),
  // Slack shows asterisks that touch a letter outside; a zero-width space keeps them apart.
  apart: "\u200b",
});
