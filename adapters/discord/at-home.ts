import type { Place } from "../../src/domain/parties.ts";
import type { Language } from "../../src/domain/vocabulary.ts";
import { speak } from "../../src/language/say.ts";
import type { Log } from "../../src/ports.ts";
import type { View } from "../../src/view/view.ts";
import { checked } from "./permissions.ts";
import type { Rest } from "./rest.ts";
import { channelsFor } from "./visited.ts";

/**
 * Looks whether we may do all that we need in channels that have just become a team's: what is to be said to whoever
 * made them so, undefined where all is well. Never rejects: it is told at the first message, too.
 */
export type AtHome = (server: string, homes: readonly Place[], language: Language) => Promise<View | undefined>;

/** Asks Discord; `own` is the bot's user, empty until it is known. */
export const createAtHome =
  (rest: Rest, own: () => string, log: Log): AtHome =>
  async (server, homes, language) => {
    const ids = new Set(homes.filter(({ platform }) => platform === "discord").map(({ id }) => id));
    if (ids.size === 0 || own() === "") return undefined;
    try {
      const channels = (await channelsFor(rest, server, own())).filter(({ id }) => ids.has(id));
      const blocks = checked(channels, language);
      if (blocks.length === 0) return undefined;
      return { title: [speak(language).words("discord.check.at_home")], tone: "late", blocks };
    } catch (error) {
      log.info("discord.unchecked", { why: error instanceof Error ? error.name : "nobody knows" });
      return undefined;
    }
  };
