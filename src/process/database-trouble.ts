import { faultWord, isAway } from "../../db/fault.ts";

/** What an operator can do about the faults that a database server is known to answer with. */
const TROUBLE: Readonly<Record<string, string>> = {
  ECONNREFUSED: "No PostgreSQL answers at DATABASE_URL: is it running, and is the port right?",
  ENOTFOUND: "The host in DATABASE_URL is not known: is its name right?",
  CONNECT_TIMEOUT: "PostgreSQL at DATABASE_URL does not answer in time: is it reachable from here?",
  "28P01": "PostgreSQL does not accept the user or password in DATABASE_URL.",
  "28000": "PostgreSQL does not let the user in DATABASE_URL in from here.",
  "3D000": "The database in DATABASE_URL does not exist: create it first.",
  "42501":
    "The user in DATABASE_URL may not do this. The first migration makes two roles, so it needs the right CREATEROLE; it can be taken away again afterwards.",
  "42P01": "The database is not up to date: run `npm run migrate` first.",
  "53300": "PostgreSQL has no connection left: stop what else uses it, or raise max_connections.",
};

/** PostgreSQL answered, and went away while something was asked. */
const LOST = "The connection to PostgreSQL at DATABASE_URL was lost: start again when it answers.";

/** A plain sentence for a database fault that an operator can mend; undefined for any other error. */
export const databaseTrouble = (error: unknown): string | undefined =>
  TROUBLE[faultWord(error)] ?? (isAway(error) ? LOST : undefined);
