import { existsSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { askAtCounter, counterOf, isOpen } from "../../adapters/console/counter.ts";
import { FolderInUse } from "../../db/embedded/lock.ts";
import type { Desktop } from "./desktop.ts";
import { examine, type Finding } from "./examination.ts";
import { openDatabase } from "./house.ts";

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

const register = async ({ config, random }: Desktop): Promise<readonly Finding[]> => {
  const embedded = config.databaseUrl === undefined;
  const counter = counterOf(config.folder);
  if (embedded && (await isOpen(counter))) {
    // The running bot is the same version of ourselves.
    const found = (await askAtCounter(counter, DOCTOR)) as readonly Finding[];
    return [{ name: "bot", level: "ok", says: "A bot runs on this register, and looked itself." }, ...found];
  }
  if (embedded && !existsSync(join(config.folder, "lock.sqlite"))) {
    return [
      { name: "database", level: "warn", says: `There is no register in ${config.folder} yet: npm start makes one.` },
    ];
  }
  const database = await openDatabase(config);
  try {
    return await examine(database, random);
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
