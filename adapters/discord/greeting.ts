import { PermissionFlagsBits } from "discord.js";
import { LANGUAGES, type Language } from "../../src/domain/vocabulary.ts";
import { speak } from "../../src/language/say.ts";
import type { Bot, Log } from "../../src/ports.ts";
import type { View } from "../../src/view/view.ts";
import { firstSteps } from "../shared/first-team.ts";
import { saidBy } from "../shared/ways.ts";
import { type Message, messagesOf } from "./components.ts";
import { aboutServer, serverIn } from "./direct.ts";
import { createHistory } from "./history.ts";
import type { Reader } from "./markdown.ts";
import { checked } from "./permissions.ts";
import type { Register, Registers } from "./registers.ts";
import type { Rest } from "./rest.ts";
import type { Servers } from "./servers.ts";
import { type Visited, visit } from "./visited.ts";
import type { Pen } from "./write.ts";

/** What greeting works with. */
export interface GreetingParts {
  readonly bot: Bot;
  readonly pen: Pen;
  readonly rest: Rest;
  readonly servers: Servers;
  readonly registers: Registers;
  readonly reader: Omit<Reader, "language">;
  readonly language: Language;
  readonly log: Log;
  /** The bot's own user, once it is known. */
  own(): string;
}

/**
 * Greets whoever brought the app into a server. `since` is the id after which it may have been done already, by
 * whoever was interrupted. Rejects when it has to be tried again.
 */
export type Greet = (server: string, register: Register, since?: string) => Promise<void>;

/** What whoever installed the app reads first. */
const greetingView = (server: Visited, language: Language): View => {
  const { words } = speak(language);
  return {
    title: [words("discord.welcome.title", { server: server.name })],
    tone: "plain",
    blocks: [
      { kind: "text", text: [words("discord.welcome.text")] },
      { kind: "text", text: [{ code: words("discord.welcome.sample") }] },
      ...checked(server.channels, language),
      { kind: "buttons", buttons: firstSteps(language) },
    ],
  };
};

const maySpeak = (may: bigint): boolean =>
  [PermissionFlagsBits.ViewChannel, PermissionFlagsBits.SendMessages].every((right) => (may & right) !== 0n);

/**
 * Greets directly, or else in the channel where Discord itself greets people. Whoever is greeted is the first in
 * the register, and so its admin: nobody who happens to type first.
 */
export const createGreeting = (parts: GreetingParts): Greet => {
  const { bot, pen, rest, servers, registers, reader, language, log, own } = parts;
  const history = createHistory(rest, own);

  const send = async (server: Visited, spoken: Language, since: string | undefined): Promise<boolean> => {
    const { id, name, host, lobby } = server;
    const view = greetingView(server, spoken);
    const as = (shown: View): Message => messagesOf(shown, { ...reader, language: spoken })[0];
    const say = async (channel: string, shown: View): Promise<void> => {
      const said = since === undefined ? [] : await history.ours(channel, since);
      if (channel === lobby?.id ? said.length > 0 : said.some(({ components }) => serverIn(components) === id)) return;
      await pen.post(channel, as(shown));
    };
    const ways = [
      async () => say(await pen.direct(host), aboutServer(view, id, name)),
      ...(lobby && maySpeak(lobby.may) ? [() => say(lobby.id, view)] : []),
    ];
    return saidBy(ways, () => undefined);
  };

  return async (id, register, since) => {
    const server = await visit(rest, id, own());
    const spoken = LANGUAGES.find((one) => server.locale.startsWith(one)) ?? language;
    const { host } = server;
    const name = (await servers.member(id, host))?.name ?? host;
    await bot.handle({
      platform: "discord",
      space: id,
      place: { platform: "discord", id: `@${host}`, name: `@${name}` },
      speaker: { account: host, name },
      input: { command: "help", options: {} },
    });
    await registers.seen({ user: host, server: id }, register);
    if (!(await send(server, spoken, since))) log.warn("discord.ungreeted", { workspace: register.workspace });
  };
};
