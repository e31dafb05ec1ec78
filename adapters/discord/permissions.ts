import { type Guild, PermissionFlagsBits, type PermissionsBitField } from "discord.js";
import type { Language } from "../../src/domain/vocabulary.ts";
import { type Key, speak } from "../../src/language/say.ts";
import type { Block } from "../../src/view/view.ts";
import { HOMES } from "./kinds.ts";

/** What the bot has to be allowed where it writes, with what each is called in Discord. */
const NEEDED = {
  ViewChannel: "discord.may.view",
  SendMessages: "discord.may.send",
  SendMessagesInThreads: "discord.may.threads",
  CreatePublicThreads: "discord.may.open_threads",
  ReadMessageHistory: "discord.may.history",
} as const satisfies Partial<Record<keyof typeof PermissionFlagsBits, Key>>;

type Needed = keyof typeof NEEDED;

/** All of them as the number that an invitation asks for. */
const INVITED: bigint = Object.keys(NEEDED).reduce(
  // A record's keys are its names.
  (sum, name) => sum | PermissionFlagsBits[name as Needed],
  0n,
);

/** Discord's numbers for channels where a team can be at home. */
const KINDS: readonly number[] = HOMES;

/** Channels that are told of; the others are counted. */
const TOLD = 10;

/** Where somebody who manages a server invites the app, with what it needs there. */
export const invitationOf = (app: string): string =>
  `https://discord.com/oauth2/authorize?client_id=${app}&scope=bot+applications.commands&permissions=${INVITED}`;

const lacking = (may: Readonly<PermissionsBitField> | null): readonly Needed[] =>
  // As above.
  (Object.keys(NEEDED) as Needed[]).filter((name) => may?.has(PermissionFlagsBits[name]) !== true);

/** What the bot may not do where a team might want it, a line a channel, and how to mend it. Empty where all is well. */
export const checked = (guild: Guild, language: Language): readonly Block[] => {
  const { words } = speak(language);
  const me = guild.members.me;
  const lines = [...guild.channels.cache.values()]
    .filter(({ type }) => KINDS.includes(type))
    .flatMap((channel) => {
      const missing = lacking(me && channel.permissionsFor(me));
      return missing.length === 0 ? [] : [{ name: channel.name, missing: missing.map((one) => words(NEEDED[one])) }];
    });
  if (lines.length === 0) return [];
  const more = lines.length - TOLD;
  return [
    { kind: "heading", text: [words("discord.check.missing", { count: lines.length })] },
    {
      kind: "list",
      items: lines.slice(0, TOLD).map(({ name, missing }) => [{ strong: [`#${name}`] }, ": ", missing.join(", ")]),
      ...(more > 0 && { more: [words("chat.more_lines", { count: more })] }),
    },
    { kind: "note", text: [words("discord.check.mend")] },
  ];
};
