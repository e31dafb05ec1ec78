import type { Database } from "../../db/database.ts";
import { isUntouched } from "../../db/pending.ts";
import type { Desktop } from "./desktop.ts";
import { noRegisterYet, openDatabase } from "./house.ts";

/**
 * Works on a register that is there. Where there is none nothing is made: that is said, and it is 2, as when something
 * was mistyped, since a mistyped folder looks just so.
 */
export const inStandingRegister = async (
  { config, complain }: Desktop,
  work: (database: Database) => Promise<number>,
): Promise<number> => {
  const none = noRegisterYet(config);
  if (none !== undefined) {
    complain([none]);
    return 2;
  }
  const database = await openDatabase(config);
  try {
    if (!(await isUntouched(database))) return await work(database);
    complain(["There is no register in this database yet: npm start makes one."]);
    return 2;
  } finally {
    await database.close();
  }
};
