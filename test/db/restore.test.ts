import { cp, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Database } from "../../db/database.ts";
import { clusterIn } from "../../db/embedded/cluster.ts";
import { marksOf } from "../../db/embedded/marks.ts";
import { createInbox } from "../../db/inbox.ts";
import { noteRestored } from "../../db/restoring.ts";
import type { Platform } from "../../src/domain/vocabulary.ts";
import { reaching } from "../../src/process/reaching.ts";
import { quickDatabase } from "../support/database.ts";
import { type Office, openOffice } from "../support/office.ts";
import type { Taking } from "../support/remembering-platform.ts";

describe("A register that was restored from a backup", () => {
  let database: Database;
  beforeAll(async () => {
    database = await quickDatabase();
  });
  afterAll(() => database.close());

  const opened = (platform: Platform, takings: readonly Taking[] = []) => openOffice({ database, platform, takings });

  /** Forgets what was said and planned since, as a backup has it, and stands on another server. */
  const backup = async ({ ws, deliveries }: Office): Promise<() => Promise<void>> => {
    await deliveries.beat();
    const kept = JSON.stringify(await database.rows(sql`select * from delivery where workspace_id = ${ws}`));
    const restored = sql`jsonb_populate_recordset(null::delivery, ${kept}::jsonb)`;
    return async () => {
      await database.rows(sql`
        delete from delivery d where workspace_id = ${ws} and not exists (select from ${restored} k where k.id = d.id)`);
      await database.rows(sql`
        delete from intent i where workspace_id = ${ws}
          and not exists (select from delivery d where d.workspace_id = i.workspace_id and d.intent_id = i.id)`);
      await database.rows(sql`
        update delivery d set state = k.state, due_at = k.due_at, fence = k.fence, attempts = k.attempts,
          first_attempt_at = k.first_attempt_at, last_attempt_at = k.last_attempt_at, platform_id = k.platform_id,
          sent_as = k.sent_as, look_at = k.look_at, doubted = k.doubted, repeat = k.repeat, stale = k.stale
        from ${restored} k where k.workspace_id = d.workspace_id and k.id = d.id`);
      const elsewhere = `server of ${ws}`;
      await database.rows(sql`
        create or replace function this_database() returns text language sql stable as ${sql.raw(`'select ''${elsewhere}'''`)}`);
    };
  };

  it("looks for what may have been said, says what was not, and goes on with each series", async () => {
    const one = await opened("console", ["ok", "ok", "ok", "refused"]);
    await one.says('request Contoso "Host our archive" kind:equipment channel:email reply-by:2022-03-16 owner:me');
    await one.says('request Northwind "Send terminals" kind:equipment channel:email reply-by:2022-03-16 owner:me');
    await one.passes("2022-03-09T09:00:00.000Z");
    const before = one.texts().length;
    one.clock.set("2022-03-14T08:55:00.000Z");
    const restore = await backup(one);
    // Of two reminders and the digest the first was said, and the others were not.
    await one.passes("2022-03-14T09:00:00.000Z");
    expect(one.texts()).toHaveLength(before + 1);
    await restore();
    one.clock.set("2022-03-14T09:20:00.000Z");
    expect(await one.deliveries.beat()).toMatchObject({
      from: "2022-03-14T08:55:00.000Z",
      until: "2022-03-14T09:20:00.000Z",
      deliveries: 3,
    });
    const finding = async () => (await reaching(database)).find(({ name }) => name === "restored");
    expect(await finding()).toMatchObject({ level: "warn", says: expect.stringContaining("3 messages") });
    await one.passes("2022-03-14T09:20:10.000Z");
    expect(one.texts()).toHaveLength(before + 1);
    await one.passes("2022-03-14T09:21:10.000Z");
    await one.passes("2022-03-14T09:22:10.000Z");
    const [said = "", ...others] = one.texts().slice(before);
    expect(others).toHaveLength(2);
    for (const text of [said, ...others]) expect(text).not.toContain("repeat");
    expect(await finding()).toMatchObject({ level: "ok" });
    await one.passes("2022-03-21T09:00:00.000Z");
    expect(one.texts().filter((text) => text.includes("Digest"))).toHaveLength(2);
  });

  it("finds everything that went out in one message", async () => {
    const one = await opened("console");
    for (const title of ["Host our archive", "Host our mail", "Host our maps"])
      await one.says(`request Contoso "${title}" kind:equipment channel:email reply-by:2022-03-09 owner:me anyway:yes`);
    await one.says('request Northwind "Send terminals" kind:equipment channel:email reply-by:2022-03-09 owner:me');
    const restore = await backup(one);
    await one.passes("2022-03-09T09:00:00.000Z");
    const before = one.texts();
    expect(before.filter((text) => text.includes("Host our mail"))).toHaveLength(1);
    await restore();
    one.clock.set("2022-03-09T09:20:00.000Z");
    for (const at of ["20:10", "21:10", "22:10"]) await one.passes(`2022-03-09T09:${at}.000Z`);
    expect(one.texts()).toEqual(before);
  });

  it("looks for each of what was in doubt by itself: what stands for one may be younger, and say less", async () => {
    const one = await opened("console", ["lost", "lost"]);
    for (const title of ["Host our archive", "Host our mail"])
      await one.says(`request Contoso "${title}" kind:equipment channel:email reply-by:2022-03-09 owner:me anyway:yes`);
    // Both in one message, twice, of which neither arrived; then each in its own.
    for (const at of ["00:00", "02:00"]) await one.passes(`2022-03-09T09:${at}.000Z`);
    const restore = await backup(one);
    for (const at of ["04:00", "06:00", "10:00"]) await one.passes(`2022-03-09T09:${at}.000Z`);
    const before = one.texts();
    expect(before).toHaveLength(2);
    await restore();
    one.clock.set("2022-03-09T09:20:00.000Z");
    for (const at of ["20:10", "22:10", "25:00", "32:00", "45:00"]) await one.passes(`2022-03-09T09:${at}.000Z`);
    expect(one.texts()).toEqual(before);
  });

  it("notices it beneath a running bot, before anything is sent", async () => {
    const one = await opened("console");
    await one.says('request Contoso "Host our archive" kind:equipment channel:email reply-by:2022-03-09 owner:me');
    const restore = await backup(one);
    await one.passes("2022-03-09T09:00:00.000Z");
    expect(one.texts()).toHaveLength(1);
    await restore();
    await one.passes("2022-03-09T09:05:00.000Z");
    await one.passes("2022-03-09T09:06:01.000Z");
    await one.passes("2022-03-09T09:10:00.000Z");
    expect(one.texts()).toHaveLength(1);
    expect(await one.deliveries.beat()).toMatchObject({ until: "2022-03-09T09:05:00.000Z" });
    expect(await one.deliveries.beat()).toBeUndefined();
  });

  it("finds a card that was posted since, paints every card anew, and answers nothing a second time", async () => {
    const one = await opened("slack");
    const inbox = createInbox(database, "slack");
    await one.says('request Contoso "Host our archive" kind:equipment channel:email');
    await one.passes("2022-03-07T10:01:00.000Z");
    await one.says('request Northwind "Send terminals" kind:equipment channel:email');
    await inbox.put(one.ws, "event-1", { kind: "line" }, 0);
    const restore = await backup(one);
    await one.passes("2022-03-07T10:02:00.000Z");
    await inbox.done(one.ws, "event-1");
    const cards = one.texts();
    expect(cards).toHaveLength(2);
    await restore();
    await database.rows(sql`update inbox set open = true, arrival = '{}' where workspace_id = ${one.ws}`);
    await one.passes("2022-03-07T10:20:00.000Z");
    for (const at of ["10:21:01", "10:22:10"]) await one.passes(`2022-03-07T${at}.000Z`);
    expect(one.texts()).toEqual(cards);
    expect(new Set(one.edits)).toEqual(new Set(["message-1", "message-2"]));
    expect(await inbox.take(60, true)).toEqual([]);
  });

  it("is told by an operator what it cannot see", async () => {
    const one = await opened("console");
    await one.says('request Contoso "Host our archive" kind:equipment channel:email reply-by:2022-03-09 owner:me');
    await one.deliveries.beat();
    expect(await noteRestored(database)).toMatchObject({ from: one.clock.now(), deliveries: expect.any(Number) });
    await one.passes("2022-03-09T09:00:00.000Z");
    expect(one.texts()).toEqual([]);
    expect(await one.deliveries.doubts("2122-03-09T09:00:00.000Z")).toMatchObject([{ workspace: one.ws, seen: [] }]);
  });
});

describe("The files of an embedded register", () => {
  it("are told from a copy of them, and are the same in another folder", async () => {
    const folder = await mkdtemp(join(tmpdir(), "aidline-marks-"));
    try {
      const made = await clusterIn(join(folder, "one"));
      const marks = await marksOf(made);
      await cp(made, join(folder, "copy"), { recursive: true });
      expect(await marksOf(join(folder, "copy"))).not.toBe(marks);
      await writeFile(join(made, "global", "pg_control"), await readFile(join(made, "global", "pg_control")));
      await rename(made, join(folder, "moved"));
      expect(await marksOf(join(folder, "moved"))).toBe(marks);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
