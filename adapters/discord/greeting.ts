import { AuditLogEvent, type Guild, PermissionFlagsBits } from "discord.js";
import { LANGUAGES, type Language } from "../../src/domain/vocabulary.ts";
import { speak } from "../../src/language/say.ts";
import { type Bot, type Log, Undeliverable } from "../../src/ports.ts";
import type { View } from "../../src/view/view.ts";
import { firstSteps } from "../shared/first-team.ts";
import { type Message, messagesOf } from "./components.ts";
import { aboutServer } from "./direct.ts";
import type { Reader } from "./markdown.ts";
import { checked } from "./permissions.ts";
import type { Registers } from "./registers.ts";
import type { Pen } from "./write.ts";

/** What greeting works with. */
export interface GreetingParts {
  readonly bot: Bot;
  readonly pen: Pen;
  readonly registers: Registers;
  readonly reader: Omit<Reader, "language">;
  readonly language: Language;
  readonly log: Log;
}

/** What whoever installed the app reads first. */
const greetingView = (guild: Guild, language: Language): View => {
  const { words } = speak(language);
  return {
    title: [words("discord.welcome.title", { server: guild.name })],
    tone: "plain",
    blocks: [
      { kind: "text", text: [words("discord.welcome.text")] },
      { kind: "text", text: [{ code: words("discord.welcome.sample") }] },
      ...checked(guild, language),
      { kind: "buttons", buttons: firstSteps(language) },
    ],
  };
};

/** Who added the app, where the server lets us look; its owner otherwise. */
const hostOf = async (guild: Guild, own: string | undefined): Promise<string> => {
  if (!guild.members.me?.permissions.has(PermissionFlagsBits.ViewAuditLog)) return guild.ownerId;
  const log = await guild.fetchAuditLogs({ type: AuditLogEvent.BotAdd, limit: 20 });
  return log.entries.find(({ targetId }) => targetId === own)?.executorId ?? guild.ownerId;
};

/**
 * Greets whoever brought the app into a server, directly, or else in the channel where Discord itself greets
 * people. They are the first in the register, and so its admin: nobody who happens to type first.
 */
export const createGreeting = ({ bot, pen, registers, reader, language, log }: GreetingParts) => {
  const send = async (guild: Guild, host: string, spoken: Language): Promise<boolean> => {
    const view = greetingView(guild, spoken);
    const as = (shown: View): Message => messagesOf(shown, { ...reader, language: spoken })[0];
    const system = guild.systemChannel;
    const may = system && guild.members.me && system.permissionsFor(guild.members.me);
    const ways = [
      async () => pen.post(await pen.direct(host), as(aboutServer(view, guild.id, guild.name))),
      ...(system && may?.has(PermissionFlagsBits.SendMessages) ? [() => pen.post(system.id, as(view))] : []),
    ];
    for (const way of ways) {
      try {
        await way();
        return true;
      } catch (error) {
        if (!(error instanceof Undeliverable)) throw error;
      }
    }
    return false;
  };

  return async (guild: Guild): Promise<void> => {
    const spoken = LANGUAGES.find((one) => guild.preferredLocale.startsWith(one)) ?? language;
    const register = await registers.of(guild.id);
    const host = await hostOf(guild, guild.client.user.id);
    const member = await guild.members.fetch(host);
    const { displayName } = member;
    await bot.handle({
      platform: "discord",
      space: guild.id,
      place: { platform: "discord", id: `@${host}`, name: `@${displayName}` },
      speaker: { account: host, name: displayName },
      input: { command: "help", options: {} },
    });
    await registers.seen({ user: host, server: guild.id }, register);
    if (!(await send(guild, host, spoken))) log.warn("discord.ungreeted", { workspace: register.workspace });
  };
};
