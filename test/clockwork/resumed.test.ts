import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Database } from "../../db/database.ts";
import { MIGRATIONS } from "../../db/migrate.ts";
import { quickDatabase } from "../support/database.ts";
import { type Office, openOffice } from "../support/office.ts";

/** Wednesday 16 March 2022: by when an answer is expected that was asked for on the 7th. */
const DUE = "2022-03-16";

describe("a clock that stood still and goes on", () => {
  let database: Database;
  beforeAll(async () => {
    database = await quickDatabase();
  });
  afterAll(() => database.close());

  const does = async (one: Office, ...lines: readonly string[]): Promise<void> => {
    for (const line of lines) expect((await one.says(line)).view.tone, line).not.toBe("refused");
  };

  /** A request whose day is said to have come; before that day is over its clock stands still, until the next morning. */
  const openResumed = async (): Promise<Office> => {
    const one = await openOffice({ database });
    await does(one, "team desk quiet:20:00-08:00 digest-day:none");
    await does(one, `request Contoso "Terminals" kind:equipment channel:email owner:me reply-by:${DUE}`);
    await one.passes(`${DUE}T09:00:00.000Z`);
    expect(said(one)).toEqual(["Today is the day: an answer is expected by Wed 16 Mar 2022."]);
    await does(one, "pause AID-1 they moved house");
    one.clock.set("2022-03-17T08:00:00.000Z");
    await does(one, "resume AID-1");
    return one;
  };

  /** What has been said of the clock's dates, in the order in which it was said. */
  const said = (one: Office): readonly string[] => one.texts().map((text) => text.split("\n")[1] ?? "");

  it("is spoken of by the date that it has then, once", async () => {
    const one = await openResumed();
    for (const day of ["17", "18", "19", "20", "21", "22", "23", "24"])
      await one.passes(`2022-03-${day}T12:00:00.000Z`);
    expect(said(one).slice(1)).toEqual([
      "Today is the day: an answer is expected by Thu 17 Mar 2022.",
      "No answer yet: it was expected by Thu 17 Mar 2022.",
    ]);
  });

  it("is known so, too, where what waits was named before", async () => {
    const one = await openResumed();
    const names = (): Promise<readonly { occurrence: string }[]> =>
      database.rows(sql`
        select i.occurrence from intent i join delivery d on d.workspace_id = i.workspace_id and d.intent_id = i.id
        where i.workspace_id = ${one.ws} and d.state = 'PENDING' order by 1`);
    const now = await names();
    // As it was kept when what is said of a date was known by its clock alone.
    const inWs = sql`workspace_id = ${one.ws} and kind <> 'weekly'`;
    await database.rows(
      sql`update intent set occurrence = occurrence || ' before' where ${inWs} and occurrence ~ ':c1$'`,
    );
    await database.rows(sql`update intent set occurrence = regexp_replace(occurrence, '[.]1$', '') where ${inWs}`);
    expect(await names()).not.toEqual(now);
    const migration = await readFile(join(MIGRATIONS, "0019_stretch.sql"), "utf8");
    for (const statement of migration.split("--> statement-breakpoint")) await database.rows(sql.raw(statement));
    expect(await names()).toEqual(now);
  });
});
