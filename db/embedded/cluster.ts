import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeSync } from "node:fs";
import { dirname, join } from "node:path";
import { gunzipSync } from "node:zlib";

/** The shipped empty cluster, and the version of PGlite that made it and must open it. */
export const CLUSTER = {
  archive: new URL("./cluster.tar.gz", import.meta.url),
  pglite: "0.5.16",
} as const;

/**
 * Makes sure that `folder` holds a whole cluster and returns its path. A first start that is killed
 * at any moment leaves only a half-made `cluster.new`, which never held anybody's words: the next
 * start throws it away and begins again. `archive` is the tar of another cluster to begin from, gzipped or not.
 */
export const clusterIn = (folder: string, archive?: Uint8Array): string => {
  const cluster = join(folder, "cluster");
  if (existsSync(cluster)) return cluster;
  const unfinished = join(folder, "cluster.new");
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { mode: 0o700 });
  for (const entry of entriesOf(unzipped(archive ?? readFileSync(CLUSTER.archive)))) {
    const path = join(unfinished, entry.name);
    if (entry.folder) mkdirSync(path, { recursive: true, mode: 0o700 });
    else writeSynced(path, entry.content);
  }
  renameSync(unfinished, cluster);
  syncFolder(folder);
  return cluster;
};

const writeSynced = (path: string, content: Uint8Array): void => {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const file = openSync(path, "w", 0o600);
  try {
    for (let at = 0; at < content.length; ) at += writeSync(file, content, at);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
};

/** A rename is on the disk when its folder is. Windows cannot open a folder and does not need it. */
const syncFolder = (folder: string): void => {
  if (process.platform === "win32") return;
  const handle = openSync(folder, "r");
  fsyncSync(handle);
  closeSync(handle);
};

/** Whether these are the first bytes of a gzip file. */
export const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

const unzipped = (archive: Uint8Array): Buffer => (isGzip(archive) ? gunzipSync(archive) : Buffer.from(archive));

const BLOCK = 512;

/** Files and folders of a tar archive: POSIX ustar, which is what PGlite writes. */
function* entriesOf(tar: Buffer): Generator<{ name: string; folder: boolean; content: Uint8Array }> {
  for (let at = 0; at + BLOCK <= tar.length && tar[at] !== 0; ) {
    const text = (from: number, length: number): string =>
      tar.toString("utf8", at + from, at + from + length).replace(/\0.*$/s, "");
    const size = Number.parseInt(text(124, 12), 8);
    const start = at + BLOCK;
    yield { name: text(0, 100), folder: text(156, 1) === "5", content: tar.subarray(start, start + size) };
    at = start + Math.ceil(size / BLOCK) * BLOCK;
  }
}
