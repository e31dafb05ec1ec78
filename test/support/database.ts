import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import type postgres from "postgres";
import { inject } from "vitest";
import { connect } from "../../db/connect.ts";
import type { Database, Embedded } from "../../db/database.ts";
import { driver } from "../../db/driver.ts";
import { CLUSTER } from "../../db/embedded/cluster.ts";
import { openEmbedded } from "../../db/embedded/open.ts";
import { MIGRATIONS, migrate } from "../../db/migrate.ts";

const KEPT = join(tmpdir(), "aidline-tests");

/**
 * A migrated embedded database in memory, for one test. The caller closes it. The first of all runs
 * migrates and keeps a snapshot, unpacked since unpacking is what takes long; later ones begin from it.
 */
export const freshDatabase = async (migrations: string = MIGRATIONS): Promise<Embedded> => {
  const kept = join(KEPT, `${versionOf(migrations)}.tar`);
  if (existsSync(kept)) return openEmbedded({ from: readFileSync(kept) });
  const database = await openEmbedded();
  await migrate(database, migrations);
  mkdirSync(KEPT, { recursive: true });
  for (const name of readdirSync(KEPT)) removeOld(join(KEPT, name));
  // Several test files may get here at once: each writes its own file, and the last name stays.
  const written = `${kept}.${process.pid}`;
  writeFileSync(written, gunzipSync(await database.snapshot()));
  renameSync(written, kept);
  return database;
};

/** Snapshots of earlier versions, 40 MB each; a run beside this one may still use a recent one. */
const removeOld = (path: string): void => {
  const kept = statSync(path, { throwIfNoEntry: false });
  if (kept !== undefined && kept.mtimeMs < Date.now() - 24 * 3600 * 1000) rmSync(path, { force: true });
};

let asked: Promise<string | undefined> | undefined;

const postgresUrl = (): Promise<string | undefined> =>
  (asked ??= fetch(inject("postgresAt")).then((response) => (response.ok ? response.text() : undefined)));

/**
 * Whether this run can have a real PostgreSQL, which this starts: `describe.skipIf(!(await hasPostgres()))`.
 * Where it cannot, the run has said why.
 */
export const hasPostgres = async (): Promise<boolean> => (await postgresUrl()) !== undefined;

/** A migrated database on the run's PostgreSQL, and how to open more of its kind on the same one. */
export interface RealPostgres {
  readonly url: string;
  /** Each call is another process as far as the database can tell: a pool of its own. */
  open(): Promise<Database>;
  /** Closes what was opened and removes the database. */
  remove(): Promise<void>;
}

let databases = 0;

/**
 * A new migrated database on the run's PostgreSQL, usually one per test file. Only where `hasPostgres`. It is
 * a copy of a template that is migrated once a run.
 */
export const realPostgres = async (migrations: string = MIGRATIONS): Promise<RealPostgres> => {
  const server = await postgresUrl();
  if (server === undefined) throw new Error("no PostgreSQL in this run: ask hasPostgres() first");
  const name = `aidline_test_${process.pid}_${(databases += 1)}`;
  await create(server, name, await templateOf(server, migrations));
  const url = addressOf(server, name);
  const opened: Database[] = [];
  return {
    url,
    open: async () => {
      const database = await connect({ url });
      opened.push(database);
      return database;
    },
    remove: async () => {
      await Promise.all(opened.map((database) => database.close()));
      await administer(server, (sql) => sql.unsafe(`DROP DATABASE ${name} WITH (FORCE)`));
    },
  };
};

/**
 * A migrated database for one test or file that asks nothing of the kind of database: the run's PostgreSQL, which
 * spares this process most of its work, or the embedded one where there is none. Closing it removes it.
 */
export const quickDatabase = async (): Promise<Database> => {
  if (!(await hasPostgres())) return freshDatabase();
  const { open, remove } = await realPostgres();
  return { ...(await open()), close: remove };
};

/** An empty database, for tests of the migration itself. */
export const emptyPostgres = async (): Promise<RealPostgres> => realPostgres("");

const templateOf = async (server: string, migrations: string): Promise<string> => {
  if (migrations === "") return "template1";
  const name = `aidline_template_${versionOf(migrations)}`;
  await administer(server, async (sql) => {
    // Test files run side by side; the first one makes the template, and the others wait for it.
    await sql`SELECT pg_advisory_lock(616964)`;
    const [found] = await sql`SELECT FROM pg_database WHERE datname = ${name}`;
    if (found !== undefined) return;
    const making = `${name}_new`;
    await sql.unsafe(`DROP DATABASE IF EXISTS ${making} WITH (FORCE)`);
    await sql.unsafe(`CREATE DATABASE ${making}`);
    const database = await connect({ url: addressOf(server, making) });
    try {
      await migrate(database, migrations);
    } finally {
      await database.close();
    }
    await sql.unsafe(`ALTER DATABASE ${making} RENAME TO ${name}`);
  });
  return name;
};

const create = (server: string, name: string, template: string): Promise<void> =>
  administer(server, async (sql) => {
    await sql`SELECT pg_advisory_lock(616964)`;
    await sql.unsafe(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    await sql.unsafe(`CREATE DATABASE ${name} TEMPLATE ${template}`);
  });

const administer = async (server: string, work: (sql: postgres.Sql) => Promise<unknown>): Promise<void> => {
  const sql = driver(server, { max: 1, onnotice: () => undefined });
  try {
    await work(sql);
  } finally {
    await sql.end();
  }
};

const addressOf = (server: string, name: string): string => {
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
};

/** Names what a snapshot depends on: the version of PGlite and every migration. */
const versionOf = (migrations: string): string => {
  const hash = createHash("sha256").update(CLUSTER.pglite);
  for (const file of readdirSync(migrations, { recursive: true, encoding: "utf8" }).toSorted()) {
    if (/\.(sql|json)$/.test(file)) hash.update(file).update(readFileSync(join(migrations, file)));
  }
  return hash.digest("hex").slice(0, 16);
};
