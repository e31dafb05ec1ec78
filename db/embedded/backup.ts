import { createWriteStream } from "node:fs";
import { type FileHandle, open, readdir } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { sql } from "drizzle-orm";
import type { Embedded } from "../database.ts";
import { padding, TAR_END, tarHead } from "./tar.ts";

/** What PostgreSQL says when a backup is over: from where its log is needed, and what to put beside it. */
interface Ended {
  readonly labelfile: string;
  readonly last: string;
}

/** Bytes read at a time. */
const PIECE = 1 << 20;

/** The log goes in at the end, and only as much of it as is needed; the rest belongs to a running process. */
const LEFT_OUT = /^pg_wal\/|^postmaster\.pid$|(?:^|\/)pgsql_tmp/u;

const LOG_FILE = /^[0-9A-F]{24}$/u;

const opened = async (path: string): Promise<FileHandle | undefined> => {
  try {
    return await open(path, "r");
  } catch (error) {
    // A table that was dropped meanwhile: the log says so too.
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
};

/** A file as long as it was when it was opened: what is written to it meanwhile is in the log. */
const fileOf = async function* (path: string, name: string): AsyncGenerator<Buffer> {
  const file = await opened(path);
  if (!file) return;
  try {
    const { size } = await file.stat();
    yield tarHead({ name, folder: false, size });
    let at = 0;
    while (at < size) {
      const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(PIECE), 0, Math.min(PIECE, size - at), at);
      if (bytesRead === 0) break;
      at += bytesRead;
      yield buffer.subarray(0, bytesRead);
    }
    yield Buffer.alloc(size - at + padding(size));
  } finally {
    await file.close();
  }
};

const textFile = (name: string, text: string): Buffer => {
  const bytes = Buffer.from(text);
  return Buffer.concat([
    tarHead({ name, folder: false, size: bytes.length }),
    bytes,
    Buffer.alloc(padding(bytes.length)),
  ]);
};

const archiveOf = async function* (cluster: string, end: () => Promise<Ended>): AsyncGenerator<Buffer> {
  for (const found of await readdir(cluster, { recursive: true, withFileTypes: true })) {
    const path = join(found.parentPath, found.name);
    const name = relative(cluster, path).split(sep).join("/");
    if (found.isDirectory()) yield tarHead({ name, folder: true, size: 0 });
    else if (!LEFT_OUT.test(name)) yield* fileOf(path, name);
  }
  const { labelfile, last } = await end();
  const first = /\(file ([0-9A-F]{24})\)/u.exec(labelfile)?.[1] ?? "";
  const log = join(cluster, "pg_wal");
  const needed = (await readdir(log)).filter((name) => LOG_FILE.test(name) && name >= first && name <= last);
  if (!needed.includes(first) || !needed.includes(last)) throw new Error("the log that the backup needs is gone");
  for (const name of needed) yield* fileOf(join(log, name), `pg_wal/${name}`);
  yield textFile("backup_label", labelfile);
  yield TAR_END;
};

/**
 * Writes the whole embedded database to `file`, a gzipped tar that only its owner may read, while work goes
 * on: PostgreSQL's own online backup, so that what is written meanwhile neither waits nor does harm. It holds
 * everything committed before the call, and most of what was committed during it. Takes the memory of a few
 * pieces, and a checkpoint besides, without which the log of a bot that is never stopped would grow for ever.
 * Rejects, leaving half a file, when `stopped` fires or the disk is full; one backup at a time.
 */
export const backUp = async (
  database: Pick<Embedded, "rows"> & { readonly cluster: string },
  file: string,
  stopped?: AbortSignal,
): Promise<void> => {
  await database.rows(sql`select pg_backup_start('aidline', true)`);
  let ending: Promise<Ended> | undefined;
  const over = async (): Promise<Ended> => {
    const [ended] = await database.rows<Ended>(
      sql`select labelfile, pg_walfile_name(lsn) as last from pg_backup_stop(false)`,
    );
    if (!ended) throw new Error("the backup was not ended");
    return ended;
  };
  const end = (): Promise<Ended> => (ending ??= over());
  try {
    await pipeline(
      Readable.from(archiveOf(database.cluster, end)),
      // Most of the gain at a third of the time.
      createGzip({ level: 1 }),
      createWriteStream(file, { mode: 0o600, flush: true }),
      { signal: stopped },
    );
  } finally {
    // Else the next one would be refused.
    await end();
  }
};
