import { drizzle } from "drizzle-orm/pglite";
import { type Embedded, rows } from "../../db/database.ts";
import { openEmbedded } from "../../db/embedded/open.ts";
import { type Ground, type Replay, through } from "./ground.ts";

/** PGlite in memory: without a disk to wait for, nothing hides what we add to it. */
export const embeddedGround = (): Ground => {
  const closing: (() => Promise<void>)[] = [];
  let from: Uint8Array | undefined;
  const copy = async (): Promise<Embedded> => {
    const database = await openEmbedded(from && { from });
    closing.push(database.close);
    return database;
  };
  return {
    name: "PGlite",
    width: 1,
    fill: async (work) => {
      const database = await openEmbedded();
      await work(database);
      await database.vacuum();
      from = await database.snapshot();
      await database.close();
    },
    open: async (recorder) => {
      const database = await copy();
      if (!recorder) return database;
      const db = drizzle(recorder.pglite(database.pglite));
      return through(database, db, (query) => rows(db, query));
    },
    bare: async () => {
      const database = await copy();
      const replay: Replay = (tape) =>
        database.pglite.transaction(async (tx) => {
          for (const { text, params, options } of tape.flat()) await tx.query(text, [...params], options);
        });
      return { replay, database };
    },
    close: async () => {
      for (const end of closing) await end();
    },
  };
};
