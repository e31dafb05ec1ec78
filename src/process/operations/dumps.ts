import { mkdir, readdir, rename, rm, stat, statfs } from "node:fs/promises";
import { join } from "node:path";
import type { Embedded } from "../../../db/database.ts";
import { backUp } from "../../../db/embedded/backup.ts";
import { syncFolder } from "../../../db/embedded/cluster.ts";
import type { Config } from "../../config.ts";
import type { Clock, Log, QueueWork } from "../../ports.ts";

/** So many of the last dumps are kept, and the last one of each of so many days. */
const HOURLY = 24;
const DAILY = 7;

const DUMP = /^aidline-(?<day>\d{4}-\d{2}-\d{2})T\d{2}\.tar\.gz$/u;
const UNFINISHED = /^aidline-.*\.new$/u;

const dayOf = (name: string): string | undefined => DUMP.exec(name)?.groups?.["day"];

/** Names tell the hour, so they sort by it. */
const newestFirst = (names: readonly string[]): readonly string[] =>
  names.filter((name) => DUMP.test(name)).toSorted((one, other) => (one < other ? 1 : -1));

/** The folder of a register's dumps, which may be on another disk. */
export const dumpsOf = ({ folder, operations }: Pick<Config, "folder" | "operations">): string =>
  operations.dumps ?? join(folder, "dumps");

/** Which of these files are dumps that need not be kept any more. Other people's files never are. */
export const outlived = (names: readonly string[]): readonly string[] => {
  const dumps = newestFirst(names);
  const days = [...new Set(dumps.map(dayOf))].slice(0, DAILY);
  const kept = new Set([...dumps.slice(0, HOURLY), ...days.map((day) => dumps.find((name) => dayOf(name) === day))]);
  return dumps.filter((name) => !kept.has(name));
};

/** The newest dump in a folder, and when it was finished, in seconds since 1970; undefined where there is none. */
export const newestDump = async (folder: string): Promise<{ name: string; at: number } | undefined> => {
  const [name] = newestFirst(await readdir(folder).catch(() => []));
  return name === undefined ? undefined : { name, at: (await stat(join(folder, name))).mtimeMs / 1_000 };
};

/** What dumps are made with. */
export interface DumpsParts {
  readonly database: Pick<Embedded, "rows"> & { readonly cluster: string };
  /** Where they go; made when missing, for its owner alone. */
  readonly folder: string;
  readonly clock: Pick<Clock, "now">;
  readonly log: Log;
  /** Ends a dump that is being made: stopping does not wait for it. */
  readonly stopped: AbortSignal;
}

/** Bytes of everything in a folder. */
const sizeOf = async (folder: string): Promise<number> => {
  const files = await readdir(folder, { recursive: true, withFileTypes: true });
  const sizes = files
    .filter((file) => file.isFile())
    .map(({ parentPath, name }) =>
      stat(join(parentPath, name)).then(
        ({ size }) => size,
        () => 0,
      ),
    );
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
};

/** The disk is nearly full: what is left of it is the database's own. */
class NoRoom extends Error {
  constructor() {
    super("There is less room on the disk than the database takes");
    this.name = "NoRoom";
  }
}

/**
 * The hourly copy of the embedded database, as a round of the queue. Whole or not there: it has its name
 * only when it is on the disk. A second one in an hour takes the place of the first.
 */
export const dumpRound = (parts: DumpsParts): QueueWork["rounds"][number] => {
  const { database, folder, clock, log, stopped } = parts;

  const dump = async (): Promise<void> => {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const there = await readdir(folder);
    for (const name of there.filter((each) => UNFINISHED.test(each))) await rm(join(folder, name));
    const { bavail, bsize } = await statfs(folder);
    if (bavail * bsize < (await sizeOf(database.cluster))) throw new NoRoom();
    const made = join(folder, `aidline-${clock.now().slice(0, 13)}.tar.gz`);
    const making = `${made}.new`;
    try {
      await backUp(database, making, stopped);
      await rename(making, made);
    } catch (error) {
      await rm(making, { force: true });
      throw error;
    }
    await syncFolder(folder);
    for (const name of outlived(await readdir(folder))) await rm(join(folder, name));
  };

  return {
    name: "dump",
    cron: "19 * * * *",
    run: async () => {
      try {
        await dump();
      } catch (error) {
        // A bot that is stopped makes its dump when it is started again.
        if (stopped.aborted) return;
        log.error("dump.fault", { error });
        throw error;
      }
    },
  };
};
