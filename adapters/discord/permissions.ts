import { PermissionFlagsBits } from "discord.js";
import type { Language } from "../../src/domain/vocabulary.ts";
import { type Key, speak } from "../../src/language/say.ts";
import type { Block } from "../../src/view/view.ts";
import { isForum, isHome } from "./kinds.ts";
import { tagNames } from "./tags.ts";
import type { VisitedChannel } from "./visited.ts";

/** What the bot has to be allowed where it writes, with what each is called in Discord. */
const NEEDED = {
  ViewChannel: "discord.may.view",
  SendMessages: "discord.may.send",
  SendMessagesInThreads: "discord.may.threads",
  CreatePublicThreads: "discord.may.open_threads",
  ReadMessageHistory: "discord.may.history",
} as const satisfies Partial<Record<keyof typeof PermissionFlagsBits, Key>>;

/** The same in a forum, where some are called otherwise: to send a message there is to open a post. */
const NEEDED_IN_FORUM = {
  ViewChannel: "discord.may.view",
  SendMessages: "discord.may.posts",
  SendMessagesInThreads: "discord.may.in_posts",
  ReadMessageHistory: "discord.may.history",
} as const satisfies Partial<Record<keyof typeof PermissionFlagsBits, Key>>;

/** All of them as the number that an invitation asks for. */
const INVITED: bigint = Object.keys(NEEDED).reduce(
  // A record's keys are its names.
  (sum, name) => sum | PermissionFlagsBits[name as keyof typeof NEEDED],
  0n,
);

/** Channels that are told of; the others are counted. */
const TOLD = 10;

/** Where somebody who manages a server invites the app, with what it needs there. */
export const invitationOf = (app: string): string =>
  `https://discord.com/oauth2/authorize?client_id=${app}&scope=bot+applications.commands&permissions=${INVITED}`;

const lacking = ({ type, may }: VisitedChannel): readonly Key[] => {
  const needed: Partial<Record<keyof typeof PermissionFlagsBits, Key>> = isForum(type) ? NEEDED_IN_FORUM : NEEDED;
  return (
    Object.entries(needed)
      // As above.
      .filter(([name]) => (may & PermissionFlagsBits[name as keyof typeof NEEDED]) === 0n)
      .map(([, key]) => key)
  );
};

/** How requests in forums come by their tags, where there are forums in which we may not make them. */
const aboutTags = (channels: readonly VisitedChannel[], language: Language): readonly Block[] => {
  const forums = channels.filter(({ type, may }) => isForum(type) && (may & PermissionFlagsBits.ManageChannels) === 0n);
  if (forums.length === 0) return [];
  const tags = tagNames(language).join(", ");
  return [{ kind: "note", text: [speak(language).words("discord.check.tags", { tags })] }];
};

/** What the bot may not do where a team might want it, a line a channel, and how to mend it. Empty where all is well. */
export const checked = (channels: readonly VisitedChannel[], language: Language): readonly Block[] => {
  const { words } = speak(language);
  const lines = channels
    .filter(({ type }) => isHome(type))
    .flatMap((channel) => {
      const missing = lacking(channel).map((key) => words(key));
      return missing.length === 0 ? [] : [{ name: channel.name, missing }];
    });
  const tags = aboutTags(channels, language);
  if (lines.length === 0) return tags;
  const more = lines.length - TOLD;
  return [
    { kind: "heading", text: [words("discord.check.missing", { count: lines.length })] },
    {
      kind: "list",
      items: lines.slice(0, TOLD).map(({ name, missing }) => [{ strong: [`#${name}`] }, ": ", missing.join(", ")]),
      ...(more > 0 && { more: [words("chat.more_lines", { count: more })] }),
    },
    { kind: "note", text: [words("discord.check.mend")] },
    ...tags,
  ];
};
