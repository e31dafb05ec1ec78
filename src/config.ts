import { existsSync } from "node:fs";
import { resolve } from "node:path";
import process from "node:process";
import { z } from "zod";
import { DISCORD_SETTINGS, type DiscordSettings, discordFaults, discordIn } from "./discord-settings.ts";
import type { Zone } from "./domain/time.ts";
import { LANGUAGES, type Language } from "./domain/vocabulary.ts";
import { OPERATIONS_SETTINGS, type OperationsSettings, operationsIn } from "./operations-settings.ts";
import type { Setting } from "./setting.ts";
import { SLACK_SETTINGS, type SlackSettings, slackFaults, slackIn } from "./slack-settings.ts";

/** Levels of the log, the most talkative first. */
const LOG_LEVELS = ["debug", "info", "warn", "error", "silent"] as const;
type LogLevel = (typeof LOG_LEVELS)[number];

/** What an operator may set. Every part of Aidline is given what it needs of this; none reads the environment. */
export interface Config {
  /** Address of a PostgreSQL server; undefined runs the embedded database. */
  readonly databaseUrl: string | undefined;
  /** Absolute path of the folder that holds the embedded database and the log. */
  readonly folder: string;
  /** In which a new workspace begins; each team and member may choose their own. */
  readonly language: Language;
  readonly zone: Zone;
  readonly logLevel: LogLevel;
  readonly colour: boolean;
  readonly operations: OperationsSettings;
  /** The public address of this process, without a slash at the end. */
  readonly url: string | undefined;
  /** Undefined where Slack is left alone. */
  readonly slack: SlackSettings | undefined;
  /** Undefined where Discord is left alone. */
  readonly discord: DiscordSettings | undefined;
}

/** All that is wrong with the settings, one sentence a setting. */
export class ConfigError extends Error {
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super(faults.join("\n"));
    this.name = "ConfigError";
    this.faults = faults;
  }
}

const isZone = (name: string): boolean => {
  try {
    Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
};

const SETTINGS = [
  {
    name: "DATABASE_URL",
    comment: "Address of a PostgreSQL server, 15 or newer. Without it the register lives in the embedded database.",
    example: "postgres://aidline:secret@localhost:5432/aidline",
    schema: z.string().regex(/^postgres(?:ql)?:\/\/[^\s/]+/u),
    wanted: "an address that begins with postgres://",
    secret: true,
  },
  {
    name: "AIDLINE_DATA",
    comment: "Folder of the embedded database and of the log. Default: ./data",
    example: "./data",
    schema: z.string().max(4_000),
    wanted: "the path of a folder",
  },
  {
    name: "AIDLINE_LANGUAGE",
    comment: `Language in which a new workspace begins: ${LANGUAGES.join(" or ")}. Default: en`,
    example: "en",
    schema: z.enum(LANGUAGES),
    wanted: LANGUAGES.join(" or "),
  },
  {
    name: "AIDLINE_ZONE",
    comment: "Time zone in which a new workspace begins. Default: the zone of this machine",
    example: "Europe/Kyiv",
    schema: z.string().refine(isZone),
    wanted: "the IANA name of a time zone",
  },
  {
    name: "AIDLINE_LOG",
    comment: `How much is logged, as JSON: ${LOG_LEVELS.join(", ")}. Default: warn. Only debug may quote what people typed`,
    example: "info",
    schema: z.enum(LOG_LEVELS),
    wanted: `one of ${LOG_LEVELS.join(", ")}`,
  },
  {
    name: "NO_COLOR",
    comment: "Any value switches off colours in the terminal (see no-color.org). Default: colours at a terminal",
    example: "1",
    schema: z.string(),
    wanted: "any value",
  },
  ...OPERATIONS_SETTINGS,
  ...SLACK_SETTINGS,
  ...DISCORD_SETTINGS,
] as const satisfies readonly Setting[];

type Name = (typeof SETTINGS)[number]["name"];

const faultOf = ({ name, wanted, example, secret }: Setting, value: string): string =>
  `${name} must be ${wanted}, for example ${example}${secret ? "." : `, and is ${JSON.stringify(value)}.`}`;

/** What somebody may have meant: a setting of ours that we do not have is a slip, and would be missed silently. */
const strangers = (environment: Readonly<Record<string, string | undefined>>): readonly string[] =>
  Object.keys(environment)
    .filter((name) => name.startsWith("AIDLINE_") && !SETTINGS.some((setting) => setting.name === name))
    .map((name) => `${name} is not a setting. There are ${SETTINGS.map((setting) => setting.name).join(", ")}.`);

/** Reads settings; an empty value is none. Throws ConfigError with everything that is wrong at once. */
export const readConfig = (environment: Readonly<Record<string, string | undefined>>): Config => {
  const faults = [...strangers(environment)];
  const given = new Map<string, string>();
  for (const setting of SETTINGS) {
    const value = environment[setting.name]?.trim() ?? "";
    if (value === "") continue;
    if (setting.schema.safeParse(value).success) given.set(setting.name, value);
    else faults.push(faultOf(setting, value));
  }
  const value = (name: Name): string | undefined => given.get(name);
  if (faults.length === 0) faults.push(...slackFaults(value), ...discordFaults(value));
  if (faults.length > 0) throw new ConfigError(faults);
  return {
    databaseUrl: value("DATABASE_URL"),
    folder: resolve(value("AIDLINE_DATA") ?? "data"),
    // The schemas above let no other words through.
    language: (value("AIDLINE_LANGUAGE") as Language | undefined) ?? "en",
    zone: value("AIDLINE_ZONE") ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
    logLevel: (value("AIDLINE_LOG") as LogLevel | undefined) ?? "warn",
    colour: value("NO_COLOR") === undefined,
    operations: operationsIn(value),
    url: value("AIDLINE_URL"),
    slack: slackIn(value),
    discord: discordIn(value),
  };
};

/** Reads `.env`, where there is one, and the environment, which wins. Throws ConfigError. */
export const loadConfig = (): Config => {
  if (existsSync(".env")) process.loadEnvFile(".env");
  return readConfig(process.env);
};

/** The text of `.env.example`: every setting with its comment and an example, all switched off. */
export const exampleEnvironment = (): string =>
  [
    "# Copy this file to .env and take the # from the lines that you want to set.",
    ...SETTINGS.map(({ name, comment, example }) => `\n# ${comment}\n#${name}=${example}`),
    "",
  ].join("\n");
