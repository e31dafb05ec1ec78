import type { Discord } from "../../adapters/discord/index.ts";
import type { Database } from "../../db/database.ts";
import { createInbox } from "../../db/inbox.ts";
import { createSpaces } from "../../db/spaces.ts";
import type { Duties } from "../ports.ts";
import type { Desktop } from "./desktop.ts";
import type { Measures } from "./operations/measures.ts";

/** Discord on a database, where the settings ask for it. Its packages are loaded only then. */
export const openDiscord = async (
  database: Database,
  duties: Duties,
  { config, log, clock, random }: Pick<Desktop, "config" | "log" | "clock" | "random">,
  measures: Pick<Measures, "acknowledged">,
): Promise<Discord | undefined> => {
  const { discord: settings, zone, language } = config;
  if (!settings) return undefined;
  const { createDiscord } = await import("../../adapters/discord/index.ts");
  return createDiscord({
    settings,
    inbox: createInbox(database, "discord"),
    spaces: createSpaces({ database, random, defaults: { zone, language } }, "discord"),
    clock,
    random,
    log,
    zone,
    language,
    alone: database.kind === "embedded",
    duties,
    acknowledged: (milliseconds) => measures.acknowledged("discord", milliseconds),
  });
};
