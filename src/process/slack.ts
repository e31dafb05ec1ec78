import type { Slack } from "../../adapters/slack/index.ts";
import type { Database } from "../../db/database.ts";
import { createInbox } from "../../db/inbox.ts";
import { createLimiter } from "../../db/limits.ts";
import { createSlackInstalls } from "../../db/slack-installs.ts";
import type { Duties } from "../ports.ts";
import type { Desktop } from "./desktop.ts";
import type { Measures } from "./operations/measures.ts";

/** Slack on a database, where the settings ask for it. Its packages are loaded only then. */
export const openSlack = async (
  database: Database,
  duties: Duties,
  { config, log, clock, random }: Pick<Desktop, "config" | "log" | "clock" | "random">,
  measures: Pick<Measures, "acknowledged">,
): Promise<Slack | undefined> => {
  const { slack: settings, zone, language } = config;
  if (!settings) return undefined;
  const { createSlack } = await import("../../adapters/slack/index.ts");
  return createSlack({
    settings,
    inbox: createInbox(database, "slack"),
    book: createSlackInstalls({ database, random, defaults: { zone, language } }),
    clock,
    random,
    log,
    limiter: createLimiter(database),
    zone,
    language,
    alone: database.kind === "embedded",
    duties,
    acknowledged: (milliseconds) => measures.acknowledged("slack", milliseconds),
  });
};
