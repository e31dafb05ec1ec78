import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connect } from "../../db/connect.ts";
import { rows } from "../../db/database.ts";
import { readConfig } from "../../src/config.ts";
import { runImport } from "../../src/process/import.ts";
import { testClock } from "../support/clock.ts";
import { collectedLog } from "../support/log.ts";
import { seededRandom } from "../support/random.ts";

const FIRST = [
  "id,company,status,kind,amount,currency,notes,source",
  '1,Northwind,pledged,cash,"752,000",USD,For relief,Public reporting',
  "2,Contoso,paid,cash,5,EUR,,Bilateral - recipient report",
];

let folder: string;
const file = (lines: readonly string[]): string => {
  const path = join(folder, "list.csv");
  writeFileSync(path, lines.join("\n"));
  return path;
};
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "aidline-import-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Run {
  readonly status: number;
  readonly out: readonly string[];
  readonly err: readonly string[];
}

/** Runs the import as the shell does, on one data folder. */
const taken = async (path: string, write: boolean, as = "ann"): Promise<Run> => {
  const [out, err]: [string[], string[]] = [[], []];
  const status = await runImport(
    { file: path, list: "cbi", as, place: "#outreach", write, all: false },
    {
      config: readConfig({ AIDLINE_DATA: folder, AIDLINE_ZONE: "Europe/Kyiv" }),
      log: collectedLog().log,
      clock: testClock(),
      random: seededRandom(`import ${as} ${write} ${out.length}`),
      colour: false,
      width: () => 100,
      write: (lines) => void out.push(...lines),
      complain: (lines) => void err.push(...lines),
    },
  );
  return { status, out, err };
};

/** How many entries the journal has. */
const head = async (): Promise<number> => {
  const database = await connect({ folder });
  const [found] = await database.transaction((tx) =>
    rows<{ count: number }>(tx, sql`select count(*)::int as count from journal`),
  );
  await database.close();
  return found?.count ?? 0;
};

describe("npm run import", { timeout: 60_000 }, () => {
  it("shows first, then records exactly that, and the same list again brings nothing", async () => {
    const dry = await taken(file(FIRST), false);
    expect(dry).toMatchObject({ status: 0, err: [] });
    expect(dry.out).toContain("line 2 · 1 · Northwind · promised: $752,000");
    const before = await head();
    const done = await taken(file(FIRST), true);
    expect(done).toMatchObject({ status: 0, err: ["2 of 2 companies"] });
    expect(done.out.filter((line) => !dry.out.includes(line))).toEqual(["Recorded:"]);
    const after = await head();
    expect(after).toBeGreaterThan(before);
    const again = await taken(file(FIRST), true);
    expect(again.out).toEqual(["Recorded:", "2 rows without news"]);
    expect(await head()).toBe(after);
  });

  it("takes nothing of a list with a fault in its last line, of no table, of no text, or of no file", async () => {
    await taken(file(FIRST), true);
    const before = await head();
    const faulty = await taken(file([...FIRST, "3,Fabrikam,stolen,cash,1,USD,,"]), true);
    expect(faulty).toMatchObject({ status: 1, out: [] });
    expect(faulty.err.join("\n")).toMatch(/^line 4 · status/u);
    expect(await taken(file([...FIRST, '3,"Fabrikam,paid']), true)).toMatchObject({
      status: 1,
      err: [expect.stringContaining("is a quotation mark missing?")],
    });
    const undated = await taken(
      file(["id,company,status,date", "1,Contoso,paid,2022-02-31", "2,Zeta,paid,2099-01-01"]),
      true,
    );
    expect(undated).toMatchObject({ status: 1, out: [] });
    expect(undated.err.slice(0, 2)).toEqual([
      expect.stringMatching(/^line 2 · date · “2022-02-31” could not be read/u),
      expect.stringMatching(/^line 3 · date · “2099-01-01” has not come yet/u),
    ]);
    writeFileSync(join(folder, "old.csv"), Uint8Array.from([0xca, 0xee, 0xec, 0xef, 0xe0, 0xed, 0xb3, 0xff]));
    expect(await taken(join(folder, "old.csv"), true)).toMatchObject({
      status: 1,
      err: [expect.stringContaining("Save it as “CSV UTF-8”.")],
    });
    expect(await taken(join(folder, "none.csv"), true)).toMatchObject({ status: 2, out: [] });
    expect(await head()).toBe(before);
  });

  it("says which new company resembles one of the register, before it is made", async () => {
    await taken(file(FIRST), true);
    const { status, out } = await taken(
      file([...FIRST, "3,Northwnd,paid,cash,100,EUR,,", "4,Zeta,paid,cash,1,EUR,,"]),
      false,
    );
    expect(status).toBe(0);
    expect(out).toContain("Northwnd is new, and resembles Northwind. If it is the same, name it so in the list");
    expect(out.join()).not.toContain("Zeta is new");
  });

  it("says which of two new companies of one list resembles the other, once, and of those without a name nothing", async () => {
    await taken(file(FIRST), true);
    const { status, out } = await taken(
      file([
        ...FIRST,
        "3,Fabrikam,paid,cash,100,EUR,,",
        "4,Fabrykam,paid,cash,1,EUR,,",
        "5,Fabrikam Ltd.,paid,cash,1,EUR,,",
        "6,Фабрикам Україна,paid,cash,1,EUR,,",
        "7,[redacted],paid,cash,1,EUR,,",
        "8,[redacted],paid,cash,1,EUR,,",
        "9,Zeta,paid,cash,1,EUR,,",
      ]),
      false,
    );
    expect(status).toBe(0);
    expect(out.filter((line) => line.includes("resembles"))).toEqual([
      "Fabrykam is new, and resembles Fabrikam. If it is the same, name it so in the list",
      "Фабрикам Україна is new, and resembles Fabrykam. If it is the same, name it so in the list",
    ]);
  });
});
