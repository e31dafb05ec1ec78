import { mkdirSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openEmbedded } from "../../../db/embedded/open.ts";
import { migrate } from "../../../db/migrate.ts";
import { dumpRound, newestDump, outlived } from "../../../src/process/operations/dumps.ts";
import { runRestore } from "../../../src/process/restore.ts";
import { temporaryFolder } from "../../support/child.ts";
import { testClock } from "../../support/clock.ts";
import { testDesktop } from "../../support/desktop.ts";
import { collectedLog } from "../../support/log.ts";
import { openScene } from "../../support/scene.ts";

const named = (day: number, hour: number): string =>
  `aidline-2026-11-${String(day).padStart(2, "0")}T${String(hour).padStart(2, "0")}.tar.gz`;

describe("dumps of the embedded database", () => {
  it("are kept for 24 hours, and the last one of each of seven days", () => {
    const all = Array.from({ length: 10 }, (_, day) =>
      Array.from({ length: 24 }, (_, hour) => named(day + 1, hour)),
    ).flat();
    const today = Array.from({ length: 12 }, (_, hour) => named(11, hour));
    const gone = new Set(outlived([...all, ...today, "notes.txt", "aidline-2026.tar.gz"]));
    const kept = [...all, ...today].filter((name) => !gone.has(name));
    const lastDay = Array.from({ length: 12 }, (_, k) => named(10, k + 12));
    expect(kept).toEqual([5, 6, 7, 8, 9].map((day) => named(day, 23)).concat(lastDay, today));
    expect([...gone].every((name) => all.includes(name))).toBe(true);
  });

  it("bring the register back when its folder is lost", { timeout: 120_000 }, async () => {
    const [folder, dumps] = [temporaryFolder(), join(temporaryFolder(), "dumps")];
    const { log, entries } = collectedLog();
    const database = await openEmbedded({ folder });
    await migrate(database);
    await openScene(database);
    mkdirSync(dumps);
    writeFileSync(join(dumps, "aidline-2026-11-21T09.tar.gz.new"), "half a dump, of a process that was killed");
    const clock = testClock("2026-11-22T10:57:00.000Z");
    const round = { clock, log, folder: dumps, stopped: new AbortController().signal };
    const { rows, cluster = "" } = database;
    await dumpRound({ ...round, database: { rows, cluster } }).run();
    await database.close();
    expect(readdirSync(dumps)).toEqual([named(22, 10)]);
    expect(statSync(join(dumps, named(22, 10))).mode & 0o777).toBe(0o600);
    expect((await newestDump(dumps))?.name).toBe(named(22, 10));

    const lost = temporaryFolder();
    const { desktop, written } = testDesktop({ AIDLINE_DATA: lost });
    expect(await runRestore(join(dumps, named(22, 10)), desktop)).toBe(0);
    expect(written).toEqual([
      `Restored into ${join(lost, "cluster")}.`,
      expect.stringMatching(/^The journal is whole: [1-9]\d* entries, 1 workspace\.$/u),
    ]);
    expect(entries).toEqual([]);
  });

  it("raise an alarm when they cannot be made, and leave nothing half", async () => {
    const folder = temporaryFolder();
    const { log, entries } = collectedLog();
    const failing = { rows: () => Promise.reject(new Error("no")), cluster: folder };
    const parts = { database: failing, clock: testClock(), log, folder: join(folder, "dumps") };
    await expect(dumpRound({ ...parts, stopped: new AbortController().signal }).run()).rejects.toThrow("no");
    expect(entries.map(({ event }) => event)).toEqual(["dump.fault"]);
    await dumpRound({ ...parts, stopped: AbortSignal.abort() }).run();
    expect(entries).toHaveLength(1);
    expect(readdirSync(parts.folder)).toEqual([]);
  });

  it("are not taken for one when they are none, nor put over a server", async () => {
    const file = join(temporaryFolder(), "x");
    writeFileSync(file, "no dump");
    const { desktop, complained } = testDesktop({ AIDLINE_DATA: temporaryFolder() });
    expect(await runRestore(file, desktop)).toBe(2);
    const server = testDesktop({ DATABASE_URL: "postgres://localhost/x" });
    expect(await runRestore(file, server.desktop)).toBe(2);
    expect([...complained, ...server.complained]).toEqual([
      expect.stringMatching(/no whole archive/u),
      "Nothing was changed. Take an older dump.",
      expect.stringMatching(/DATABASE_URL is set/u),
    ]);
  });

  it("are named where another file was, and a name that is no file changes nothing", async () => {
    const folder = temporaryFolder();
    const { desktop, complained } = testDesktop({ AIDLINE_DATA: folder });
    expect(await runRestore("/nope.tgz", desktop)).toBe(2);
    expect(readdirSync(folder)).toEqual([]);
    mkdirSync(join(folder, "dumps"));
    writeFileSync(join(folder, "dumps", named(22, 10)), "");
    expect(await runRestore(folder, desktop)).toBe(2);
    expect(complained).toEqual([
      "There is no file /nope.tgz.",
      `There is no dump in ${join(folder, "dumps")}, either.`,
      `There is no file ${folder}.`,
      `The newest dump is ${join(folder, "dumps", named(22, 10))}.`,
    ]);
  });
});
