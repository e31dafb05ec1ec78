import { createReadStream, existsSync } from "node:fs";
import { mkdir, open, rename, rm } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { createGunzip } from "node:zlib";
import { syncFolder } from "./cluster.ts";
import { lockFolder } from "./lock.ts";
import { BrokenArchive, readTar } from "./tar.ts";

const write = async (path: string, content: AsyncIterable<Buffer>): Promise<void> => {
  const file = await open(path, "wx", 0o600);
  try {
    for await (const piece of content) await file.write(piece);
  } finally {
    await file.close();
  }
};

/** Pieces of an unzipped file; what cannot be unzipped is no archive of ours. */
const unzipped = async function* (archive: string): AsyncGenerator<Buffer> {
  const file = createReadStream(archive);
  const pieces = createGunzip();
  file.on("error", (error) => pieces.destroy(error));
  try {
    // Without an encoding a stream gives buffers.
    yield* file.pipe(pieces) as AsyncIterable<Buffer>;
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    throw code.startsWith("Z_") ? new BrokenArchive("it is no gzip file, or cut off") : error;
  } finally {
    file.destroy();
  }
};

/** Side by side, because a file system syncs many files in little more time than one. */
const syncAll = async (paths: readonly string[]): Promise<void> => {
  for (let at = 0; at < paths.length; at += TOGETHER)
    await Promise.all(paths.slice(at, at + TOGETHER).map((path) => syncFolder(path)));
};

/** Files that are open at a time. */
const TOGETHER = 100;

/** A name beside the cluster that nobody has. */
const aside = (folder: string): string => {
  let nth = 1;
  while (existsSync(join(folder, `cluster.replaced-${nth}`))) nth += 1;
  return join(folder, `cluster.replaced-${nth}`);
};

/**
 * Puts a backup in the place of the embedded database. What was there is kept beside it; its path is returned.
 * Until the last step nothing is replaced, so that a restore that fails or is killed changes nothing. Throws
 * FolderInUse when a bot runs on the folder, and BrokenArchive for a file that is not whole.
 */
export const restore = async (archive: string, where: string): Promise<string | undefined> => {
  const folder = resolve(where);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const lock = lockFolder(folder);
  try {
    const making = join(folder, "cluster.new");
    await rm(making, { recursive: true, force: true });
    const made = new Set([making]);
    let label = false;
    await readTar(unzipped(archive), async ({ name, folder: isFolder }, content) => {
      const path = join(making, name);
      const its = isFolder ? path : dirname(path);
      await mkdir(its, { recursive: true, mode: 0o700 });
      made.add(its).add(path);
      label ||= name === "backup_label";
      if (!isFolder) await write(path, content);
    });
    if (!label) throw new BrokenArchive("it holds no backup_label");
    await syncAll([...made]);
    const cluster = join(folder, "cluster");
    const replaced = existsSync(cluster) ? aside(folder) : undefined;
    if (replaced !== undefined) await rename(cluster, replaced);
    await rename(making, cluster);
    await syncFolder(folder);
    return replaced;
  } finally {
    lock.release();
  }
};
