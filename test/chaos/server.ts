import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type postgres from "postgres";
import { connect } from "../../db/connect.ts";
import type { Server } from "../../db/database.ts";
import { MIGRATIONS, migrate } from "../../db/migrate.ts";
import { openClient } from "../../db/server.ts";
import type { Id } from "../../src/domain/request.ts";
import type { Said } from "../sim/seen.ts";
import { CHANGES, type Change, DELIVERIES, FACTS, FILLING, fillable, LEDGER, OPEN } from "./ledger.ts";

/** A delivery as it is in the end. */
export type Kept = Said & { readonly team: Id };

/** A fact of the journal, as far as cards and reminders show it. */
export interface Fact {
  readonly at: number;
  readonly ws: Id;
  readonly request: Id;
  readonly type: string;
  readonly title: string | null;
  readonly until: string | null;
}

/** What is not settled yet. */
export interface Open {
  readonly due: number;
  readonly doubtful: number;
  readonly stale: number;
  readonly doubted: number;
  readonly inbox: number;
}

/** The database under Aidline, as its operator and the weather treat it. Questions are asked again when it is not there. */
export interface Grounds {
  readonly port: number;
  /** The address of the database when it is reached by another port. */
  through(port: number): string;
  readonly database: Server;
  /** Stops the server at once and starts it again; missing where it is not ours. */
  readonly crash?: () => Promise<void>;
  /** How many connections from these ports the server still has. */
  connected(ports: readonly number[]): Promise<number>;
  /** Ends every connection from these ports; how many there were. */
  terminate(ports: readonly number[]): Promise<number>;
  /** From here on every write fails for want of room, or no longer. */
  full(isFull: boolean): Promise<void>;
  /** Makes a migration that this version does not know. */
  advance(nth: number): Promise<void>;
  /** A backup as it is at this moment; whoever is connected is thrown out for it. */
  backUp(): Promise<void>;
  /** Puts the backup in the place of the database. What the ledger knew is lost with the rest: read it before. */
  restore(): Promise<void>;
  changes(): Promise<readonly Change[]>;
  deliveries(): Promise<readonly Kept[]>;
  facts(): Promise<readonly Fact[]>;
  open(): Promise<Open>;
  /** Whatever raw SQL answers. */
  ask<T>(query: string): Promise<readonly T[]>;
  close(): Promise<void>;
}

const AGAIN = 200;
const PATIENCE = 60_000;
const SECOND = 1_000;
const TRIES = 10;

/** A folder of migrations that ends with one more than this version has. */
const migrationsAhead = (nth: number): string => {
  const folder = mkdtempSync(join(tmpdir(), "aidline-ahead-"));
  cpSync(MIGRATIONS, folder, { recursive: true });
  const journal = join(folder, "meta/_journal.json");
  // The file is ours; a test compares it with the folder.
  const read = JSON.parse(readFileSync(journal, "utf8")) as { entries: { idx: number; when: number; tag: string }[] };
  const last = read.entries.at(-1) ?? { idx: 0, when: 0, tag: "" };
  const tag = `9${String(nth).padStart(3, "0")}_ahead`;
  read.entries.push({ ...last, idx: last.idx + nth, when: last.when + nth * 1_000, tag });
  writeFileSync(journal, JSON.stringify(read));
  const columns = ["delivery", "intent", "request"].map(
    (table) => `alter table ${table} add column ahead_${nth} text default 'new';`,
  );
  const index = `create index ahead_${nth} on delivery (ahead_${nth});`;
  writeFileSync(join(folder, `${tag}.sql`), [...columns, index].join("\n--> statement-breakpoint\n"));
  return folder;
};

/** Takes an empty or migrated database in hand. `crash` is given with a server of our own. */
export const openGrounds = async (url: string, crash?: () => Promise<void>): Promise<Grounds> => {
  const { port, pathname } = new URL(url);
  const name = pathname.slice(1);
  const backup = `${name}_backup`;
  let database = (await connect({ url })) as Server; // an address opens a server
  await migrate(database);
  let client: postgres.Sql = openClient(url, 2, {});
  await client.unsafe(LEDGER);

  const ask = async <T>(query: string): Promise<readonly T[]> => {
    for (const since = performance.now(); ; ) {
      try {
        // The caller knows the columns.
        return (await client.unsafe(query)) as unknown as readonly T[];
      } catch (error) {
        if (performance.now() - since > PATIENCE) throw error;
        await pause(AGAIN);
      }
    }
  };

  const administer = async (...statements: readonly string[]): Promise<void> => {
    const address = new URL(url);
    address.pathname = "/template1";
    const sql = openClient(address.href, 1, {});
    try {
      for (const statement of statements) await sql.unsafe(statement);
    } finally {
      await sql.end();
    }
  };

  /** Lets go of the database for as long as `work` needs it alone. */
  const alone = async (work: () => Promise<void>): Promise<void> => {
    await Promise.all([client.end(), database.close()]);
    await administer(`alter database ${name} allow_connections false`);
    await work();
    await administer(`alter database ${name} allow_connections true`);
    client = openClient(url, 2, {});
    database = (await connect({ url })) as Server; // as above
  };
  const from = (ports: readonly number[]): string =>
    `from pg_stat_activity where client_port in (${[0, ...ports].join(", ")})`;
  const throwOut = `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}'`;

  return {
    port: Number(port),
    through: (by) => {
      const address = new URL(url);
      address.port = String(by);
      return address.href;
    },
    get database() {
      return database;
    },
    ...(crash && { crash }),
    connected: async (ports) => (await ask(`select pid ${from(ports)}`)).length,
    terminate: async (ports) => (await ask(`select pg_terminate_backend(pid) ${from(ports)}`)).length,
    full: async (isFull) => {
      for (const table of FILLING) if (isFull) await ask(fillable(table));
      await ask(`update chaos.disk set is_full = ${isFull}`);
    },
    advance: async (nth) => {
      const folder = migrationsAhead(nth);
      // It takes the locks of three tables while people work: where it loses, its process is started again.
      for (let tries = 1; ; tries += 1) {
        try {
          await migrate(database, folder);
          break;
        } catch (error) {
          if (tries === TRIES) throw error;
          await pause(SECOND);
        }
      }
      rmSync(folder, { recursive: true });
    },
    backUp: () =>
      alone(() =>
        administer(`drop database if exists ${backup}`, throwOut, `create database ${backup} template ${name}`),
      ),
    restore: () =>
      alone(() =>
        administer(throwOut, `drop database if exists ${name}`, `create database ${name} template ${backup}`),
      ),
    changes: () => ask<Change>(CHANGES),
    deliveries: async () =>
      (await ask<Kept>(DELIVERIES)).map(({ reason, platformId, ...row }) => ({
        ...row,
        reason: reason ?? undefined,
        platformId: platformId ?? undefined,
      })),
    facts: () => ask<Fact>(FACTS),
    open: async () => (await ask<Open>(OPEN))[0] ?? { due: 0, doubtful: 0, stale: 0, doubted: 0, inbox: 0 },
    ask,
    close: async () => {
      await Promise.all([client.end({ timeout: 1 }), database.close()]);
    },
  };
};
