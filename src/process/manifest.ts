import { manifestOf } from "../../adapters/slack/manifest.ts";
import { specOf } from "../commands/command.ts";
import { COMMANDS } from "../commands/index.ts";
import type { Config } from "../config.ts";
import type { Desktop } from "./desktop.ts";

/**
 * The manifest of the Slack app, from the commands as they are. With a public address Slack calls it, without
 * one the app holds connections open. Tokens are renewed where installs are kept: one that stands in the
 * settings could not be.
 */
export const slackManifest = ({ slack, language }: Pick<Config, "slack" | "language">, url: string | undefined) => {
  const made = manifestOf(
    COMMANDS.map(specOf),
    url === undefined ? { kind: "socket" } : { kind: "http", url },
    language,
  );
  const renewed = url !== undefined && slack?.client !== undefined;
  return { ...made, settings: { ...made.settings, token_rotation_enabled: renewed } };
};

/** `npm run -s manifest`: prints what Slack takes under "From a manifest". 0, or 2 for an address that is none. */
export const printManifest = (given: string | undefined, { config, write, complain }: Desktop): number => {
  const url = given ?? config.url;
  if (url !== undefined && !/^https:\/\/[^\s/]+\/?$/u.test(url)) {
    complain([
      `"${url}" is not an address that Slack can call.`,
      "  what would work: npm run -s manifest -- https://aid.example.org",
    ]);
    return 2;
  }
  write([JSON.stringify(slackManifest(config, url), undefined, 2)]);
  return 0;
};
