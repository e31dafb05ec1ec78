import type { Place } from "../../src/domain/parties.ts";
import type { Language } from "../../src/domain/vocabulary.ts";
import { speak } from "../../src/language/say.ts";
import type { View } from "../../src/view/view.ts";
import { checked } from "./permissions.ts";
import type { Rest } from "./rest.ts";
import { channelsFor } from "./visited.ts";

/**
 * Looks whether we may do all that we need in channels that have just become a team's: what is to be said to whoever
 * made them so, undefined where all is well. Rejects where Discord does not say.
 */
export type AtHome = (server: string, homes: readonly Place[], language: Language) => Promise<View | undefined>;

/** Asks Discord; `own` is the bot's user, empty until it is known. */
export const createAtHome =
  (rest: Rest, own: () => string): AtHome =>
  async (server, homes, language) => {
    const ids = new Set(homes.filter(({ platform }) => platform === "discord").map(({ id }) => id));
    if (ids.size === 0 || own() === "") return undefined;
    const channels = (await channelsFor(rest, server, own())).filter(({ id }) => ids.has(id));
    const blocks = checked(channels, language);
    if (blocks.length === 0) return undefined;
    return { title: [speak(language).words("discord.check.at_home")], tone: "late", blocks };
  };
