import { mkdirSync } from "node:fs";
import { enableCompileCache } from "node:module";
import { userInfo } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { parseArgs } from "node:util";
import { pino } from "pino";
import { DiscordTrouble } from "../adapters/discord/trouble.ts";
import { SlackTrouble } from "../adapters/slack/trouble.ts";
import { FolderInUse } from "../db/embedded/lock.ts";
import { quickenImports } from "../db/quick-imports.ts";
import { ConfigError, exampleEnvironment, loadConfig } from "./config.ts";
import { fromEpoch } from "./domain/time.ts";
import { createLog } from "./log.ts";
import type { Clock } from "./ports.ts";
import { createChance } from "./process/chance.ts";
import { databaseTrouble } from "./process/database-trouble.ts";
import type { Desktop } from "./process/desktop.ts";

const USAGE = `Aidline

  npm start                         the bot with a chat in this terminal, or with commands from a pipe
  npm run story -- FILE             rehearse a story; --quiet shows failures only
  npm run -s aid -- "COMMAND"       one command; --as NAME --in '#channel' --at "2022-03-07 09:00" --press "Button" --json
  npm run -s import -- FILE         a list of contributions from a CSV file: what would change; --list NAME --write --all
  npm run migrate                   bring the database up to date
  npm run verify                    prove that the journal is whole
  npm run rebuild                   derive every table from the journal again
  npm run restored                  say that the register was put back from a backup, where it cannot see that
  npm run restore -- FILE           put a dump of the embedded database in its place
  npm run doctor                    look whether all is well; --json
  npm run -s manifest               print the manifest of the Slack app; with an address, for calls from outside

  npm start also takes --as NAME, --in '#channel' and --no-sample. On one PostgreSQL any number of processes may run,
  and each may have a part of it only: --serve slack,discord takes in and acknowledges, --work does and delivers.
  Settings are in .env.example.`;

const clock: Clock = { now: () => fromEpoch(Date.now()), elapsed: () => performance.now() };

const write = (lines: readonly string[]): void => void process.stdout.write(`${lines.join("\n")}\n`);
const complain = (lines: readonly string[]): void => void process.stderr.write(`${lines.join("\n")}\n`);

/** The person at this machine; in a container often nobody in particular. */
const login = (): string => {
  try {
    return userInfo().username;
  } catch {
    return "you";
  }
};

const read = () =>
  parseArgs({
    allowPositionals: true,
    allowNegative: true,
    options: {
      as: { type: "string" },
      in: { type: "string", default: "#general" },
      at: { type: "string" },
      press: { type: "string" },
      json: { type: "boolean", default: false },
      quiet: { type: "boolean", default: false },
      list: { type: "string" },
      write: { type: "boolean", default: false },
      all: { type: "boolean", default: false },
      sample: { type: "boolean", default: true },
      serve: { type: "string" },
      work: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });

/** The log goes beside the database while a chat has the terminal, and to standard error else. */
const desktopFor = (chatting: boolean): Desktop => {
  const config = loadConfig();
  if (chatting) mkdirSync(config.folder, { recursive: true, mode: 0o700 });
  const destination = pino.destination({ dest: chatting ? join(config.folder, "aidline.log") : 2, sync: true });
  return {
    config,
    log: createLog(config.logLevel, destination),
    clock,
    random: createChance(),
    colour: config.colour && process.stdout.isTTY,
    width: () => process.stdout.columns ?? 100,
    write,
    complain,
  };
};

const signals = (): AbortSignal => {
  const stopped = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => stopped.abort());
  return stopped.signal;
};

/** What was compiled once is kept beside the packages; where that cannot be written, it is compiled each time. */
const COMPILED = join(import.meta.dirname, "../node_modules/.cache/aidline");

/** Each word loads what it needs, so that a small one is quick. */
const run = async (): Promise<number> => {
  quickenImports();
  // Whoever can write there could have us run what he likes, so it is where our code is, and no common folder.
  enableCompileCache(COMPILED);
  const { values, positionals } = read();
  const [word = "start", ...words] = positionals;
  const { as = login(), in: place, json, quiet } = values;
  if (values.help || word === "help") {
    write([USAGE]);
    return 0;
  }
  const { stdin: input, stdout: output } = process;
  switch (word) {
    case "start": {
      const roles = { serve: values.serve, work: values.work };
      const chats = roles.serve === undefined && !roles.work;
      const { start } = await import("./process/start.ts");
      return start(
        { as, place, sample: values.sample, roles, input, output, stopped: signals() },
        desktopFor(chats && input.isTTY && output.isTTY),
      );
    }
    case "story": {
      const [file] = words;
      if (file === undefined) {
        complain(["Which story? For example: npm run story -- test/stories/NAME.story"]);
        return 2;
      }
      const { runStory } = await import("./process/story.ts");
      return runStory(file, quiet, desktopFor(false));
    }
    case "aid": {
      const { runAid } = await import("./process/aid.ts");
      return runAid({ words, as, place, at: values.at, press: values.press, json }, desktopFor(false));
    }
    case "import": {
      const [file] = words;
      const { list, write: real, all } = values;
      if (file === undefined || list === undefined) {
        complain(["Which file, of which list? For example: npm run -s import -- donations.csv --list cbi"]);
        return 2;
      }
      const { runImport } = await import("./process/import.ts");
      return runImport({ file, list, as, place, write: real, all }, desktopFor(false));
    }
    case "migrate":
    case "verify":
    case "rebuild":
    case "restored": {
      const { runUpkeep } = await import("./process/upkeep.ts");
      return runUpkeep(word, desktopFor(false));
    }
    case "restore": {
      const [file] = words;
      if (file === undefined) {
        complain(["Which dump? They are in the folder dumps beside the database: npm run restore -- data/dumps/FILE"]);
        return 2;
      }
      const { runRestore } = await import("./process/restore.ts");
      return runRestore(file, desktopFor(false));
    }
    case "doctor": {
      const { runDoctor } = await import("./process/doctor.ts");
      return runDoctor(json, desktopFor(false));
    }
    case "manifest": {
      const { printManifest } = await import("./process/manifest.ts");
      return printManifest(words[0], desktopFor(false));
    }
    case "env":
      process.stdout.write(exampleEnvironment());
      return 0;
    default:
      complain([`"${word}" is not a command of the shell.`, "", USAGE]);
      return 2;
  }
};

/** A fault as far as a person can use it; its message may quote what people typed, so it is shown only here. */
const told = (error: unknown): readonly string[] => {
  if (error instanceof ConfigError)
    return ["These settings do not work:", ...error.faults.map((fault) => `  ${fault}`)];
  if ([FolderInUse, SlackTrouble, DiscordTrouble].some((kind) => error instanceof kind) && error instanceof Error)
    return [error.message];
  if (error instanceof TypeError && "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS"))
    return [error.message, "", USAGE];
  const trouble = databaseTrouble(error);
  if (trouble !== undefined) return [trouble];
  return [
    "Something broke, and Aidline stopped:",
    error instanceof Error ? (error.stack ?? error.message) : String(error),
  ];
};

/** Milliseconds after which a process whose work is done ends, whatever still holds it. */
const LINGER = 3_000;

try {
  process.exitCode = await run();
} catch (error) {
  complain(told(error));
  process.exitCode = 2;
}
setTimeout(() => process.exit(), LINGER).unref();
