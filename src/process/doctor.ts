import { stat } from "node:fs/promises";
import { join } from "node:path";
import process from "node:process";
import { askAtCounter, counterOf, isOpen } from "../../adapters/console/counter.ts";
import { FolderInUse } from "../../db/embedded/lock.ts";
import { epoch } from "../domain/time.ts";
import type { Desktop } from "./desktop.ts";
import { examine, type Finding } from "./examination.ts";
import { noRegisterYet, openDatabase } from "./house.ts";
import { dumpsOf, newestDump } from "./operations/dumps.ts";

/** What is asked at the counter of a running bot. */
export const DOCTOR = "doctor";

const NODE = 24;

const runtime = (): Finding => {
  const { node } = process.versions;
  const fits = Number.parseInt(node, 10) >= NODE;
  return {
    name: "node",
    level: fits ? "ok" : "fault",
    says: `This is Node ${node}${fits ? "." : `, and Aidline runs on ${NODE}: npm ci`}`,
  };
};

/** A bot makes a dump each hour; two hours without one are too many. */
const HOURS = 2;

const dumps = async ({ config, clock }: Desktop, runs: boolean): Promise<Finding> => {
  const folder = dumpsOf(config);
  const newest = await newestDump(folder);
  const since = newest?.at ?? (await stat(join(config.folder, "cluster"))).birthtimeMs / 1_000;
  const hours = Math.max(0, (epoch(clock.now()) / 1_000 - since) / 3_600);
  const says = newest
    ? `The newest dump is ${join(folder, newest.name)}, ${hours.toFixed(1)} hours old.`
    : `There is no dump in ${folder} yet: a bot that runs makes one each hour.`;
  return runs && hours > HOURS
    ? { name: "dumps", level: "warn", says: `${says} Look for dump.fault in the log, and for room on that disk.` }
    : { name: "dumps", level: "ok", says };
};

const register = async (desktop: Desktop): Promise<readonly Finding[]> => {
  const { config, random } = desktop;
  const embedded = config.databaseUrl === undefined;
  const counter = counterOf(config.folder);
  if (embedded && (await isOpen(counter))) {
    // The running bot is the same version of ourselves.
    const found = (await askAtCounter(counter, DOCTOR)) as readonly Finding[];
    return [
      { name: "bot", level: "ok", says: "A bot runs on this register, and looked itself." },
      ...found,
      await dumps(desktop, true),
    ];
  }
  const none = noRegisterYet(config);
  if (none !== undefined) return [{ name: "database", level: "warn", says: none }];
  const database = await openDatabase(config);
  try {
    return [...(await examine(database, random)), ...(embedded ? [await dumps(desktop, false)] : [])];
  } finally {
    await database.close();
  }
};

/** Why a database does not open. One that is held by a process without a counter is on its way. */
const unreachable = (error: unknown): readonly Finding[] => [
  error instanceof FolderInUse
    ? {
        name: "database",
        level: "warn",
        says: "Another Aidline holds the folder and does not answer: it starts or stops right now. Ask again in a moment.",
      }
    : {
        name: "database",
        level: "fault",
        says: `The database does not open: ${error instanceof Error ? error.message : String(error)}`,
      },
];

/** `npm run doctor`: looks whether all is well and changes nothing. The worst finding is the status: 0, 1 or 2. */
export const runDoctor = async (json: boolean, desktop: Desktop): Promise<number> => {
  const findings = [runtime(), ...(await register(desktop).catch(unreachable))];
  desktop.write(
    json ? [JSON.stringify(findings)] : findings.map(({ name, level, says }) => `${level.padEnd(5)}  ${name}: ${says}`),
  );
  const levels = findings.map(({ level }) => level);
  return levels.includes("fault") ? 2 : levels.includes("warn") ? 1 : 0;
};
