import type { Database } from "../../db/database.ts";
import { createDeliveries } from "../../db/deliveries.ts";
import { pending } from "../../db/pending.ts";
import { createStillQueue } from "../../db/still-queue.ts";
import { verify } from "../../db/verify.ts";
import type { Random } from "../ports.ts";
import { reaching } from "./reaching.ts";

/** One thing that was looked at. */
export interface Finding {
  readonly name: string;
  readonly level: "ok" | "warn" | "fault";
  /** What is so, and what to do when it should not be. */
  readonly says: string;
}

/** What has been due for so many minutes and has not gone out is a fault. */
const MINUTES = 5;

const fine = (name: string, says: string): Finding => ({ name, level: "ok", says });

const chain = async (database: Database): Promise<Finding> => {
  const { entries, flaws } = await verify(database);
  const [first] = flaws;
  if (!first) return fine("journal", `All ${entries} entries of the journal are as they were recorded.`);
  return {
    name: "journal",
    level: "fault",
    says: `Entry ${first.seq} of workspace ${first.workspace} is ${first.what}. Restore a backup, and keep this one.`,
  };
};

const overdue = async (database: Database, random: Random): Promise<Finding> => {
  const deliveries = createDeliveries({ database, queue: createStillQueue(), random });
  const count = await deliveries.overdue(await deliveries.now(), MINUTES);
  if (count === 0) return fine("deliveries", `Nothing has been due for more than ${MINUTES} minutes.`);
  return {
    name: "deliveries",
    level: "warn",
    says: `${count} reminders or digests have been due for more than ${MINUTES} minutes. They go out when the bot runs (npm start) and their places take them, but for digests that may have arrived already.`,
  };
};

/** Looks at a database and changes nothing. */
export const examine = async (database: Database, random: Random): Promise<readonly Finding[]> => {
  const where = database.kind === "embedded" ? "The embedded database opens." : "The PostgreSQL server answers.";
  const durable: Finding = database.durable
    ? fine("durability", "A commit is on the disk before it is acknowledged.")
    : {
        name: "durability",
        level: "fault",
        says: "A commit may be lost with the power: install the versions of package-lock.json with npm ci.",
      };
  const missing = await pending(database);
  if (missing > 0) {
    return [
      fine("database", where),
      durable,
      { name: "schema", level: "fault", says: `${missing} migrations are missing: npm run migrate` },
    ];
  }
  return [
    fine("database", where),
    durable,
    fine("schema", "The schema is up to date."),
    await chain(database),
    await overdue(database, random),
    ...(await reaching(database)),
  ];
};
