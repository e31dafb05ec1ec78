import { fromEpoch } from "../../src/domain/time.ts";

/** So many channels are asked about while a form waits. */
const MOST = 10;

/** What stands for a channel; its name is not told with a message. */
const CHANNEL = /<#(\d{1,20})>/gu;

/** The ids of channels that words name, each once. */
export const channelsIn = (text: string): readonly string[] =>
  [...new Set(Array.from(text.matchAll(CHANNEL), ([, id = ""]) => id))].slice(0, MOST);

/** Words with names for channels; one of which nobody says the name goes by its id. */
export const withChannels = (text: string, nameOf: (id: string) => string | undefined): string =>
  text.replace(CHANNEL, (_, id: string) => `#${nameOf(id) ?? id}`);

/** A moment as a message's author chose it, for words that everybody reads alike. */
const moment = (seconds: string): string =>
  `${fromEpoch(Number(seconds) * 1_000)
    .slice(0, 16)
    .replace("T", " ")} UTC`;

/**
 * A message of somebody's as people read it: names for people, and for emoji and commands what they are called. Channels
 * stay as Discord writes them, until somebody has asked for their names. For words that are kept; what is typed as a
 * command keeps its ids.
 */
export const quotedText = (text: string, nameOf: (user: string) => string | undefined): string =>
  text
    .replace(/<@!?(\d{1,20})>/gu, (_, id: string) => `@${nameOf(id) ?? id}`)
    .replace(/<@&(\d{1,20})>/gu, "@$1")
    .replace(/<a?(:\w+:)\d{1,20}>/gu, "$1")
    .replace(/<(\/[^<>:\n]+):\d{1,20}>/gu, "$1")
    .replace(/<t:(\d{1,11})(?::\w)?>/gu, (_, seconds: string) => moment(seconds));
