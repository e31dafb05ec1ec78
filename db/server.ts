import { drizzle } from "drizzle-orm/postgres-js";
import { migrate } from "drizzle-orm/postgres-js/migrator";
import type postgres from "postgres";
import { type Db, rows, type Server } from "./database.ts";
import { driver } from "./driver.ts";
import { preparing } from "./preparing.ts";
import { severable } from "./severed.ts";

/**
 * Enough for one process; a bigger team runs more processes. With these PostgreSQL's default of 100
 * connections carries six of them.
 */
const CONNECTIONS = 10;

/** Milliseconds. A statement or a lock that takes longer is a fault, and holding on makes it worse. */
const LIMITS = {
  statement_timeout: 60_000,
  lock_timeout: 15_000,
  idle_in_transaction_session_timeout: 60_000,
} as const;

/**
 * Seconds that closing waits for what runs. Whoever closes has let all end that was his, so what is left is the
 * driver's own: it waits for ever on a connection that ended under a statement.
 */
const LEAVING = 1;

/** Seconds until a lost connection is sought again. The driver's own wait grows to twenty: so long nothing would go out. */
const AGAIN = 1;

/** A client as all parts of Aidline want it: quiet, in UTC, bigints as numbers (as PGlite gives them). */
export const openClient = (
  url: string,
  connections: number,
  limits: Readonly<Record<string, number>> = LIMITS,
): postgres.Sql => {
  const types = {
    bigint: { to: 20, from: [20], parse: wholeNumber, serialize: String },
    json: { to: 114, from: [114, 3802], parse: (text: string): unknown => JSON.parse(text), serialize: written },
  };
  return driver(url, {
    max: connections,
    connect_timeout: 10,
    backoff: () => AGAIN,
    idle_timeout: 300,
    onnotice: () => undefined,
    connection: { application_name: "aidline", TimeZone: "UTC", ...limits },
    types,
  });
};

/** Whoever hands over text has written the JSON himself, as pg-boss does; the driver alone would make one string of it. */
const written = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));

const wholeNumber = (text: string): number | bigint => {
  const number = Number(text);
  return Number.isSafeInteger(number) ? number : BigInt(text);
};

/** Opens PostgreSQL at an address. Rejects with what the driver says of one that it cannot reach. */
export const openServer = async (url: string): Promise<Server> => {
  // Drizzle changes how the client it is given writes dates and JSON, so raw SQL has one of its own.
  const ours = openClient(url, CONNECTIONS);
  const client = openClient(url, 2);
  const scripts = openClient(url, 1);
  await ours`SELECT 1`.catch(async (error: unknown) => {
    await Promise.all([ours, client, scripts].map((each) => each.end({ timeout: 0 })));
    throw error;
  });
  // The drivers differ only in what a raw query returns, and that is read by `rows` alone.
  const database = drizzle(preparing(severable(ours))) as unknown as Db;
  let closing: Promise<void> | undefined;
  const end = async (): Promise<void> => {
    await Promise.all([ours, client, scripts].map((each) => each.end({ timeout: LEAVING })));
  };
  return {
    kind: "server",
    url,
    client,
    scripts,
    drizzle: database,
    durable: true,
    files: "",
    rows: (query) => rows(database, query),
    transaction: (work) => database.transaction(work),
    migrate: (folder) => migrateAlone(url, folder),
    vacuum: async () => undefined,
    close: () => (closing ??= end()),
  };
};

/** Any number will do, as long as nothing else in this database locks by it: "aid" as ASCII. */
const LOCK = 0x616964;

/** Drizzle's migrator does not expect company: its first statements collide in PostgreSQL's catalogs. */
const migrateAlone = async (url: string, folder: string): Promise<void> => {
  // A lock of a session needs one session, and a migration may take as long as it takes.
  const client = openClient(url, 1, {});
  try {
    await client`SELECT pg_advisory_lock(${LOCK})`;
    await migrate(drizzle(client), { migrationsFolder: folder });
  } finally {
    await client.end();
  }
};
