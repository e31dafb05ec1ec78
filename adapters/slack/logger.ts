import { LogLevel } from "@slack/bolt";
import type { Log } from "../../src/ports.ts";

/**
 * Lets Bolt log that something happened, and not what: its sentences quote payloads and addresses, in
 * which people's words and tickets stand. A socket that breaks comes back by itself beside another one, so
 * that is a warning; what is lost by it is an error of ours, and said where it happens.
 */
export const boltLogger = (log: Log) => {
  const said = (): void => log.warn("slack.sdk");
  return {
    debug: () => undefined,
    info: () => undefined,
    warn: said,
    error: said,
    setLevel: () => undefined,
    getLevel: () => LogLevel.WARN,
    setName: () => undefined,
  };
};
