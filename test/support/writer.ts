import { sql } from "drizzle-orm";
import { openEmbedded } from "../../db/embedded/open.ts";

/**
 * Writes numbers into the embedded database of a folder until it is killed, and says each one after it
 * was acknowledged: `node writer.ts FOLDER`. What it said must be there afterwards.
 */
const database = await openEmbedded({ folder: process.argv[2] ?? "" });
await database.rows(sql`CREATE TABLE IF NOT EXISTS number (n integer PRIMARY KEY)`);
const [last] = await database.rows<{ n: number }>(sql`SELECT coalesce(max(n), 0) AS n FROM number`);
for (let n = (last?.n ?? 0) + 1; ; n += 1) {
  await database.transaction((tx) => tx.execute(sql`INSERT INTO number VALUES (${n})`));
  process.stdout.write(`${n}\n`);
}
