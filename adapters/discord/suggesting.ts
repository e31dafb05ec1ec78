import type { Language } from "../../src/domain/vocabulary.ts";
import type { Bot, Log } from "../../src/ports.ts";
import { within } from "../shared/within.ts";
import type { Came } from "./arrival.ts";
import type { Registers } from "./registers.ts";
import { offered } from "./suggestions.ts";
import { soughtIn } from "./typed.ts";

/** Finds what to offer while somebody types into an option. Never rejects: no list is no reason to fail. */
export type Suggest = (came: Came, data: unknown) => Promise<ReturnType<typeof offered>>;

/** Milliseconds in which a list is of use: Discord waits for three seconds. */
const SOON = 2_200;

/** Asks the register, on behalf of the person and for the command that they are typing. */
export const createSuggest =
  (bot: Bot, registers: Registers, log: Log, language: Language): Suggest =>
  async (came, data) => {
    const sought = soughtIn(data);
    if (!sought) return [];
    const find = async (): Promise<ReturnType<typeof offered>> => {
      const meant =
        came.server === undefined ? await registers.meant(came.user, undefined) : await registers.of(came.server);
      if (!("workspace" in meant)) return [];
      const { user: account, name, roles: groups, place } = came;
      const { language: spoken, outsider } = came;
      const speaker = { account, name, groups, ...(spoken && { language: spoken }), ...(outsider && { outsider }) };
      const invocation = { platform: "discord", space: meant.server, place, speaker, input: sought.call } as const;
      const found = await bot.suggest(invocation, sought.option, sought.typed);
      return offered(found, sought, bot.commands, spoken ?? language);
    };
    const finding = find().catch((error: unknown) => {
      log.warn("discord.suggest", { error });
      return [];
    });
    const soon = await within(finding, SOON);
    return soon === "late" ? [] : soon;
  };
