import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runAid } from "../../src/process/aid.ts";
import { runErase } from "../../src/process/erase.ts";
import { runUpkeep } from "../../src/process/upkeep.ts";
import { testDesktop } from "../support/desktop.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "aidline-erase-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const at = () => testDesktop({ AIDLINE_DATA: folder, AIDLINE_ZONE: "Europe/Kyiv" });

/** One command of the shell, and what it said. */
const aid = async (command: string, as = "olena"): Promise<string> => {
  const { desktop, written } = at();
  const typed = { words: [command], as, place: "#outreach", at: undefined, press: undefined, json: false };
  await runAid(typed, desktop);
  return written.join("\n");
};

const erased = async (name: string, write = false) => {
  const { desktop, written, complained } = at();
  const status = await runErase({ name, write }, desktop);
  const undated = written.map((line) => line.replace(/^ {2}\d{4}-\d\d-\d\d /u, "  DAY "));
  return { status, written: undated, complained };
};

describe("npm run erase", { timeout: 60_000 }, () => {
  it("shows first, erases when told to, and leaves a register that is whole and of which nothing says the name", async () => {
    await aid('request Contoso "Stop sales" kind:sales_suspension channel:email to:"Jane Doe" reply-by:48h');
    await aid('response AID-1 declined spokesperson:"Jane Doe, VP"');
    await aid('note AID-1 remark "Jane Doe rang back"');
    const before = await aid("history AID-1");
    const listed = [
      '  DAY AID-1, approach.made: "Jane Doe"',
      '  DAY AID-1, response.recorded: "Jane Doe, VP"',
      "1 entry stays: titles, texts and reasons are links of the journal's chain.",
      '  DAY AID-1, note.added: "Jane Doe rang back"',
    ];
    expect(await erased("Jane Doe")).toEqual({
      status: 0,
      written: [
        "Would be erased: what 2 entries say of persons.",
        ...listed,
        "Nothing was changed. With --write it is, and nothing brings it back.",
      ],
      complained: [],
    });
    expect(await aid("history AID-1")).toBe(before);
    const { status, written } = await erased("Jane Doe", true);
    expect([status, ...written.slice(0, -1)]).toEqual([0, "Erased: what 2 entries say of persons.", ...listed]);
    expect(await aid("show AID-1")).not.toContain("Jane Doe, VP");
    for (const word of ["verify", "rebuild"] as const) expect(await runUpkeep(word, at().desktop)).toBe(0);
  });

  it("says what would work for whoever is not there, is a member yet, or has no name", async () => {
    expect(await erased("John Roe", true)).toEqual({
      status: 1,
      written: [],
      complained: ['Nothing that is said of persons names "John Roe".'],
    });
    await aid("mine", "bohdan");
    expect(await erased("bohdan", true)).toEqual({
      status: 1,
      written: [],
      complained: [
        'bohdan is a member: /aid role "bohdan" left takes them out. For another one of that name give the account.',
      ],
    });
    await aid("role bohdan left");
    expect(await erased("bohdan", true)).toMatchObject({ status: 0, complained: [] });
    expect(await aid("role")).not.toContain("bohdan");
    for (const none of ["", " ", "—", "J"]) expect(await erased(none, true)).toMatchObject({ status: 2, written: [] });
  });
});

it("makes no register where there is none", async () => {
  const none = join(folder, "never-used");
  const { desktop, complained } = testDesktop({ AIDLINE_DATA: none });
  expect(await runErase({ name: "Jane Doe", write: true }, desktop)).toBe(2);
  expect(complained).toEqual([`There is no register in ${none} yet: npm start makes one.`]);
  expect(existsSync(none)).toBe(false);
});
