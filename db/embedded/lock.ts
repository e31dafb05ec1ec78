import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

/** The folder belongs to another running process. The message is for the person at the keyboard. */
export class FolderInUse extends Error {
  readonly folder: string;

  constructor(folder: string) {
    super(
      `Another Aidline is running on this folder (${folder}), and the embedded database has room for one. ` +
        "Stop that one first, or use `npm run -s aid -- …`, which talks to it.",
    );
    this.name = "FolderInUse";
    this.folder = folder;
  }
}

/** A folder that is ours until `release`, or until this process ends in whatever way. */
export interface FolderLock {
  release(): void;
}

/**
 * Takes the folder for this process alone, or throws FolderInUse at once.
 *
 * PGlite itself lets a second process in, and both then lose acknowledged rows. SQLite's lock is one
 * of the kernel's: no pid to go stale, freed by kill -9, and never to be had from a living process.
 */
export const lockFolder = (folder: string): FolderLock => {
  const sqlite = new DatabaseSync(join(folder, "lock.sqlite"), { timeout: 0 });
  try {
    sqlite.exec("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE");
  } catch (error) {
    sqlite.close();
    if (isBusy(error)) throw new FolderInUse(folder);
    throw error;
  }
  return {
    release: () => {
      if (sqlite.isOpen) sqlite.close();
    },
  };
};

const SQLITE_BUSY = 5;

const isBusy = (error: unknown): boolean =>
  error instanceof Error && "errcode" in error && error.errcode === SQLITE_BUSY;
