import { existsSync, readFileSync } from "node:fs";
import { mkdir, open, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { gunzipSync } from "node:zlib";
import { readTar } from "./tar.ts";

/** The shipped empty cluster, and the version of PGlite that made it and must open it. */
export const CLUSTER = {
  archive: new URL("./cluster.tar.gz", import.meta.url),
  pglite: "0.5.16",
} as const;

const clusterOf = (folder: string): string => join(folder, "cluster");

/** Whether a database was ever made in a folder; looks and makes nothing. */
export const hasCluster = (folder: string): boolean => existsSync(clusterOf(folder));

/**
 * Makes sure that `folder` holds a whole cluster and returns its path. A first start that is killed
 * at any moment leaves only a half-made `cluster.new`, which never held anybody's words: the next
 * start throws it away and begins again. `archive` is the tar of another cluster to begin from,
 * gzipped or not.
 */
export const clusterIn = async (folder: string, archive?: Uint8Array): Promise<string> => {
  const cluster = clusterOf(folder);
  if (hasCluster(folder)) return cluster;
  const unfinished = join(folder, "cluster.new");
  await rm(unfinished, { recursive: true, force: true });
  const entries = await entriesOf(unzipped(archive ?? readFileSync(CLUSTER.archive)));
  const folders = new Set(entries.map(({ name, folder }) => join(unfinished, folder ? name : dirname(name))));
  for (const path of folders) await mkdir(path, { recursive: true, mode: 0o700 });
  // Side by side, because a file system syncs many files in little more time than one.
  await Promise.all(
    entries.filter(({ folder }) => !folder).map(({ name, content }) => writeSynced(join(unfinished, name), content)),
  );
  await Promise.all([...folders, unfinished].map(syncFolder));
  await rename(unfinished, cluster);
  await syncFolder(folder);
  return cluster;
};

const writeSynced = async (path: string, content: Uint8Array): Promise<void> => {
  const file = await open(path, "w", 0o600);
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
};

/** A new name is on the disk when its folder is. Windows cannot open a folder and need not. */
export const syncFolder = async (path: string): Promise<void> => {
  if (process.platform === "win32") return;
  const folder = await open(path, "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
};

/** Whether these are the first bytes of a gzip file. */
export const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

const unzipped = (archive: Uint8Array): Buffer => (isGzip(archive) ? gunzipSync(archive) : Buffer.from(archive));

/** A file of an archive that is small enough to be held, or a folder. */
interface Entry {
  readonly name: string;
  readonly folder: boolean;
  readonly content: Uint8Array;
}

const entriesOf = async (tar: Buffer): Promise<readonly Entry[]> => {
  const entries: Entry[] = [];
  await readTar(Readable.from([tar]), async ({ name, folder }, content) => {
    entries.push({ name, folder, content: await buffer(content) });
  });
  return entries;
};
