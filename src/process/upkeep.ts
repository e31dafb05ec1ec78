import type { Database } from "../../db/database.ts";
import { migrate } from "../../db/migrate.ts";
import { isUntouched, pending } from "../../db/pending.ts";
import { rebuild } from "../../db/rebuild.ts";
import { noteRestored } from "../../db/restoring.ts";
import { verify } from "../../db/verify.ts";
import { workspacesIn } from "../../db/workspaces.ts";
import type { Desktop } from "./desktop.ts";
import { noRegisterYet, openDatabase } from "./house.ts";

/** What an operator may have done to the register while no bot uses it. Each says one clear line. */
export type Upkeep = "migrate" | "verify" | "rebuild" | "restored";

const counted = (count: number, one: string, more: string): string => `${count} ${count === 1 ? one : more}`;
const spaces = (count: number): string => counted(count, "workspace", "workspaces");

type Work = (database: Database, desktop: Desktop) => Promise<number>;

const bringUp: Work = async (database, { write }) => {
  const missing = await pending(database);
  await migrate(database);
  write([missing === 0 ? "The schema was up to date." : `Done: ${counted(missing, "migration", "migrations")}.`]);
  return 0;
};

/** Reads the whole journal; 0 when it is whole, else 1. */
export const prove: Work = async (database, { write, complain }) => {
  const { workspaces, entries, flaws } = await verify(database);
  if (flaws.length === 0) {
    write([`The journal is whole: ${counted(entries, "entry", "entries")}, ${spaces(workspaces)}.`]);
    return 0;
  }
  complain(flaws.map(({ workspace, seq, what }) => `Workspace ${workspace}: entry ${seq} is ${what}.`));
  return 1;
};

const derive: Work = async (database, { write }) => {
  const workspaces = await workspacesIn(database);
  const changed: string[] = [];
  for (const workspace of workspaces) {
    for (const { table, missing, surplus } of await rebuild(database, workspace))
      changed.push(`${table} (${missing} added, ${surplus} removed)`);
  }
  const what = changed.length === 0 ? "every table was as the journal says" : `put right: ${changed.join(", ")}`;
  write([`Rebuilt ${spaces(workspaces.length)}; ${what}.`]);
  return 0;
};

/** For restores that nobody can notice from inside: a disk or a whole machine that was put back. */
const quarantine: Work = async (database, { write }) => {
  await migrate(database);
  const { from, deliveries } = await noteRestored(database);
  write([
    `Noted. What may have been said since ${from} is looked for before it is said again: ${counted(deliveries, "message", "messages")}.`,
  ]);
  return 0;
};

const WORK: Readonly<Record<Upkeep, Work>> = { migrate: bringUp, verify: prove, rebuild: derive, restored: quarantine };

/**
 * `npm run migrate`, `verify`, `rebuild` and `restored`. 0 when all is well, 1 when the journal is not whole, 2 where
 * there is no register yet; `migrate` makes one.
 */
export const runUpkeep = async (word: Upkeep, desktop: Desktop): Promise<number> => {
  const { config, complain } = desktop;
  const none = word === "migrate" ? undefined : noRegisterYet(config);
  if (none !== undefined) {
    complain([none]);
    return 2;
  }
  const database = await openDatabase(config);
  try {
    if (word !== "migrate" && (await isUntouched(database))) {
      complain(["There is no register in this database yet: npm start makes one."]);
      return 2;
    }
    return await WORK[word](database, desktop);
  } finally {
    await database.close();
  }
};
