import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { openEmbedded } from "../../db/embedded/open.ts";
import { runDoctor } from "../../src/process/doctor.ts";
import { runUpkeep } from "../../src/process/upkeep.ts";
import { temporaryFolder } from "../support/child.ts";
import { testDesktop } from "../support/desktop.ts";

const READING = ["verify", "rebuild", "restored"] as const;

describe.each(READING)("%s, where there is no register yet", (word) => {
  it("says so of a folder that was never used, and makes nothing there", async () => {
    const folder = temporaryFolder();
    const { desktop, written, complained } = testDesktop({ AIDLINE_DATA: folder });
    expect(await runUpkeep(word, desktop)).toBe(2);
    expect(complained).toEqual([`There is no register in ${folder} yet: npm start makes one.`]);
    expect(written).toEqual([]);
    expect(readdirSync(folder)).toEqual([]);
    await runDoctor(false, desktop);
    expect(written.join("\n")).toContain(complained[0]);
  });

  it("says so of a database that was made and never migrated", async () => {
    const folder = temporaryFolder();
    await (await openEmbedded({ folder })).close();
    const { desktop, complained } = testDesktop({ AIDLINE_DATA: folder });
    expect(await runUpkeep(word, desktop)).toBe(2);
    expect(complained).toEqual(["There is no register in this database yet: npm start makes one."]);
  });
});
