import { stat } from "node:fs/promises";
import { join } from "node:path";
import { restore } from "../../db/embedded/restore.ts";
import { BrokenArchive } from "../../db/embedded/tar.ts";
import { migrate } from "../../db/migrate.ts";
import type { Desktop } from "./desktop.ts";
import { openDatabase } from "./house.ts";
import { dumpsOf, newestDump } from "./operations/dumps.ts";
import { prove } from "./upkeep.ts";

/** Says that there is no such file, with a dump that there is; a folder is none. Undefined for a file. */
const notThere = async (file: string, { config }: Desktop): Promise<readonly string[] | undefined> => {
  const found = await stat(file).catch(() => undefined);
  if (found?.isFile()) return undefined;
  const folder = dumpsOf(config);
  const newest = await newestDump(folder);
  return [
    `There is no file ${file}.`,
    newest ? `The newest dump is ${join(folder, newest.name)}.` : `There is no dump in ${folder}, either.`,
  ];
};

/**
 * `npm run restore`: puts a dump in the place of the embedded database, brings it up to date and proves its
 * journal. 0 when it is whole, 1 when it is not, 2 for a file that is no dump or not there. Throws FolderInUse.
 */
export const runRestore = async (file: string, desktop: Desktop): Promise<number> => {
  const { config, write, complain } = desktop;
  if (config.databaseUrl !== undefined) {
    complain([
      "DATABASE_URL is set: a dump is of the embedded database. A server's backups are restored by its own tools.",
    ]);
    return 2;
  }
  const missing = await notThere(file, desktop);
  if (missing) {
    complain(missing);
    return 2;
  }
  try {
    const replaced = await restore(file, config.folder);
    write([
      `Restored into ${join(config.folder, "cluster")}.`,
      ...(replaced === undefined ? [] : [`What was there is kept in ${replaced}: delete it when all is well.`]),
    ]);
  } catch (error) {
    if (!(error instanceof BrokenArchive)) throw error;
    complain([error.message, "Nothing was changed. Take an older dump."]);
    return 2;
  }
  const database = await openDatabase(config);
  try {
    await migrate(database);
    return await prove(database, desktop);
  } finally {
    await database.close();
  }
};
