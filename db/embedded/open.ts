import { readFileSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { resolve } from "node:path";
import { setFlagsFromString } from "node:v8";
import { PGlite } from "@electric-sql/pglite";
import { pg_trgm } from "@electric-sql/pglite/contrib/pg_trgm";
import { drizzle } from "drizzle-orm/pglite";
import { migrate } from "drizzle-orm/pglite/migrator";
import { type Db, type Embedded, rows } from "../database.ts";
import { CLUSTER, clusterIn, isGzip } from "./cluster.ts";
import { DURABLE_PARAMETERS, DurableFiles } from "./durable-files.ts";
import { lockFolder } from "./lock.ts";
import { marksOf } from "./marks.ts";

/** Where the embedded database lives. */
export interface EmbeddedOptions {
  /** Its folder, made when missing. Without one the database is in memory and gone when closed. */
  readonly folder?: string;
  /** The tar of a `snapshot()`, gzipped or not, to begin from when there is nothing yet; default: an empty cluster. */
  readonly from?: Uint8Array;
  /** For one long piece of work, such as an import: what is gained outweighs the memory (see `compileOnce`). */
  readonly busy?: boolean;
}

/** PostgreSQL's default of 128 MB is a third of what a small machine has for the whole bot. */
const MEMORY = ["-c", "shared_buffers=32MB"];

/**
 * Opens PostgreSQL in this process (PGlite). Throws FolderInUse when another process has the folder.
 * What PGlite lacks is added here: a lock, syncing, a quick first start, vacuum; see the folder.
 */
export const openEmbedded = async ({ folder, from, busy = false }: EmbeddedOptions = {}): Promise<Embedded> => {
  if (!busy) compileOnce();
  return folder === undefined ? inMemory(from) : inFolder(resolve(folder), from);
};

/**
 * Compiles PostgreSQL once, fast, and not again function by function as they become busy: V8 takes
 * 600 MB and seconds of both cores for a single one of them. Measured on Node 24.21: 0.4 instead of
 * 1.0 GB at the most, migrations in 0.3 instead of 1.8 s, inserts as fast, reading by key a third and
 * comparing 100,000 names three times slower, an import of 100,000 rows in 67 instead of 51 s. Only
 * WebAssembly is concerned, and only this is any.
 */
const compileOnce = (): void => {
  setFlagsFromString("--no-wasm-tier-up");
  setFlagsFromString("--no-wasm-dynamic-tiering");
};

const inMemory = async (from: Uint8Array | undefined): Promise<Embedded> => {
  const loadDataDir = archived(from ?? readFileSync(CLUSTER.archive));
  const startParams = [...PGlite.defaultStartParams, ...MEMORY];
  const pglite = await PGlite.create({ loadDataDir, startParams, extensions: { pg_trgm } });
  return embedded(pglite, { durable: false, cluster: undefined, files: "", release: () => undefined });
};

const inFolder = async (folder: string, from: Uint8Array | undefined): Promise<Embedded> => {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const lock = lockFolder(folder);
  try {
    const cluster = await clusterIn(folder, from);
    const files = new DurableFiles(cluster);
    const startParams = [...DURABLE_PARAMETERS, ...MEMORY];
    const pglite = await PGlite.create({ fs: files, startParams, extensions: { pg_trgm } });
    const durable = await syncsOnCommit(pglite, files);
    return embedded(pglite, { durable, cluster, files: await marksOf(cluster), release: lock.release });
  } catch (error) {
    lock.release();
    throw error;
  }
};

/** The self-check of the sync hook: a committed write of a few bytes must reach the disk. */
const syncsOnCommit = async (pglite: PGlite, files: DurableFiles): Promise<boolean> => {
  const before = files.syncs;
  await pglite.query("SELECT pg_logical_emit_message(true, 'aidline', 'is this on the disk?')");
  return files.syncs > before;
};

/** What an opened one is beside its connection. */
type Opened = Pick<Embedded, "durable" | "cluster" | "files"> & { release(): void };

const embedded = (pglite: PGlite, { durable, cluster, files, release }: Opened): Embedded => {
  // The drivers differ only in what a raw query returns, and that is read by `rows` alone.
  const own = drizzle(pglite);
  const database = own as unknown as Db;
  let closing: Promise<void> | undefined;
  return {
    kind: "embedded",
    pglite,
    drizzle: database,
    durable,
    cluster,
    files,
    rows: (query) => rows(database, query),
    transaction: (work) => database.transaction(work),
    migrate: (folder) => migrate(own, { migrationsFolder: folder }),
    vacuum: async () => {
      await pglite.exec("VACUUM (ANALYZE)");
    },
    snapshot: async () => new Uint8Array(await (await pglite.dumpDataDir("gzip")).arrayBuffer()),
    close: () => (closing ??= pglite.close().finally(release)),
  };
};

/** PGlite tells a compressed archive by its media type. Copied, because a Blob wants memory of its own. */
const archived = (archive: Uint8Array): Blob =>
  new Blob([new Uint8Array(archive)], { type: isGzip(archive) ? "application/gzip" : "application/x-tar" });
