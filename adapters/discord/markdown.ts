import type { Place } from "../../src/domain/parties.ts";
import { epoch } from "../../src/domain/time.ts";
import { dayWords, momentWords } from "../../src/view/dates.ts";
import type { Inline, Text } from "../../src/view/view.ts";
import { createWriting, type Reader } from "../shared/stretches.ts";
import { oneLine, visible } from "../shared/words.ts";

export type { Reader };

/** What may begin or end something in Discord's markdown, wherever it stands. */
const ALWAYS = String.raw`[\\*_~\u0060|<>[\]#@]`;
/** Slashes of an address: without two in a row nothing is linked. */
const ADDRESS = String.raw`(?<=^|[:/])\/|\/(?=\/)`;
/** An emoji by its name. */
const EMOJI = String.raw`:(?=[\w~+-]*(?::|$))`;
/** The marks of a list or of small print, and the number of a numbered one. */
const LIST = String.raw`(?<=^|\s)[-+](?=[\s#]|$)|(?<=(?:^|\s)\d*)[.)](?=\s|$)`;

const MEANING = new RegExp([ALWAYS, ADDRESS, EMOJI, LIST].join("|"), "gu");

/**
 * Words that stay words, also beside others: Discord shows what follows a backslash as it is. Everyone
 * and here are kept apart from their sign, too, since they would be searched for without regard to it.
 */
export const escaped = (text: string): string =>
  visible(text)
    .replace(MEANING, String.raw`\$&`)
    .replace(/@(?=everyone|here)/giu, "@\u200b");

const when = (at: string, { language, zone }: Reader): string => {
  try {
    return `<t:${Math.floor(epoch(at) / 1000)}:f>`;
  } catch {
    // What is no moment is shown as it is.
    return escaped(momentWords(at, language, zone));
  }
};

/**
 * An address that Discord links: the web alone, and none with a name before its host, which may look
 * like another host. What would end it or begin something in it is written as its code.
 */
const address = (link: string): string | undefined => {
  const url = URL.canParse(link) ? new URL(link) : undefined;
  if (!url || !/^https?:$/u.test(url.protocol) || url.username !== "" || url.password !== "") return undefined;
  return url.href.replace(
    /[()<>\\*|`]|@(?=everyone|here)/giu,
    (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`,
  );
};

/** Brackets would end the words of a link. */
const inLink = (label: string): string => escaped(oneLine(label).replaceAll("[", "(").replaceAll("]", ")"));

const linked = (link: string, label: string): string => {
  const to = address(link);
  if (to === undefined) return escaped(label === link ? link : `${label} (${link})`);
  if (label === link || oneLine(label) === "") return `<${to}>`;
  // Discord shows no link whose words look like one.
  return /:\/\//u.test(label) ? `${escaped(oneLine(label))} (<${to}>)` : `[${inLink(label)}](${to})`;
};

type Member = Extract<Inline, { readonly member: string }>;

/** Whom Discord is to notify: one whom a view pings, and whose account is Discord's. */
const pinged = ({ accounts, ping }: Member): string | undefined => {
  const id = accounts.find(({ platform }) => platform === "discord")?.account;
  return ping && id !== undefined && /^\d{17,20}$/u.test(id) ? id : undefined;
};

const member = (node: Member): string => {
  const id = pinged(node);
  return id === undefined ? escaped(oneLine(node.member)) : `<@${id}>`;
};

/** A channel of which only the id is known; Discord has its name. */
const channel = ({ platform, id, name }: Place): string =>
  platform === "discord" && name === `#${id}` && /^\d{17,20}$/u.test(id) ? `<#${id}>` : escaped(oneLine(name));

/** A grave accent inside would end the code, and an asterisk the bold around it. */
const code = (typed: string, strong: boolean): string => {
  const shown = oneLine(typed).replaceAll("`", "ˋ");
  return shown === "" ? "" : `\`${strong ? shown.replaceAll("*", "∗") : shown}\``;
};

/**
 * A text in Discord's markdown. Whatever people typed stays words: the only mentions, dates and links are
 * those that a view asked for. Moments are shown in each reader's own zone and language; a calendar
 * day stays in words, which no zone shifts.
 */
export const { written: markdown, stretches } = createWriting({
  escaped,
  token(node, reader, strong) {
    if ("link" in node) return linked(node.link, node.label);
    if ("member" in node) return member(node);
    if ("place" in node) return channel(node.place);
    if ("day" in node) return escaped(dayWords(node.day, reader.language));
    return "when" in node ? when(node.when, reader) : code(node.code, strong);
  },
  mark: "**",
  unmarked: (made) => made,
  apart: "",
});

/** The accounts that a text mentions, for `allowed_mentions`: nobody else is notified, whatever stands there. */
export const pingsIn = (text: Text): readonly string[] =>
  text.flatMap((node) => {
    if (typeof node === "string") return [];
    if ("strong" in node) return pingsIn(node.strong);
    return "member" in node ? (pinged(node) ?? []) : [];
  });
