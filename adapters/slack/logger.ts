import { LogLevel } from "@slack/bolt";
import type { Log } from "../../src/ports.ts";

/**
 * Lets Bolt log that something happened, and not what: its sentences quote payloads and addresses, in
 * which people's words and tickets stand.
 */
export const boltLogger = (log: Log) => {
  const at = (level: "warn" | "error") => () => log[level]("slack.sdk");
  return {
    debug: () => undefined,
    info: () => undefined,
    warn: at("warn"),
    error: at("error"),
    setLevel: () => undefined,
    getLevel: () => LogLevel.WARN,
    setName: () => undefined,
  };
};
