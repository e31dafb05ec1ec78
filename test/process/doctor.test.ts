import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import { describe, expect, it, onTestFinished } from "vitest";
import { connect } from "../../db/connect.ts";
import { openEmbedded } from "../../db/embedded/open.ts";
import { errorCode } from "../../db/fault.ts";
import { migrate } from "../../db/migrate.ts";
import { runDoctor } from "../../src/process/doctor.ts";
import { examine } from "../../src/process/examination.ts";
import { temporaryFolder } from "../support/child.ts";
import { hasPostgres, realPostgres } from "../support/database.ts";
import { testDesktop } from "../support/desktop.ts";
import { seededRandom } from "../support/random.ts";
import { openScene, reminder } from "../support/scene.ts";

/** PostgreSQL's code for a write where nothing may be written. */
const READ_ONLY = "25006";

describe.skipIf(!(await hasPostgres()))("doctor on a server", () => {
  it("only reads: it says the same where nothing can be written", async () => {
    const { url, open, remove } = await realPostgres();
    onTestFinished(remove);
    const database = await open();
    await (await openScene(database)).plan([reminder("a")]);
    const closed = await connect({ url: `${url}?default_transaction_read_only=on` });
    onTestFinished(() => closed.close());
    const refused = await closed.rows(sql`create table x (n int)`).then(() => "it could be written", errorCode);
    expect(refused).toBe(READ_ONLY);
    const [first, second] = [await examine(database, seededRandom("a")), await examine(closed, seededRandom("b"))];
    expect(second).toEqual(first);
    expect(second.map(({ name, level }) => `${name} ${level}`)).toContain("deliveries warn");
  });
});

describe("doctor in a shell", () => {
  it("ends with the worst that it found, and gives machines the same", async () => {
    const folder = temporaryFolder();
    const none = testDesktop({ AIDLINE_DATA: folder });
    expect(await runDoctor(false, none.desktop)).toBe(1);
    expect(none.written.at(-1)).toMatch(/^warn {3}database: There is no register in/u);

    await (await openEmbedded({ folder })).close();
    const bare = testDesktop({ AIDLINE_DATA: folder });
    expect(await runDoctor(false, bare.desktop)).toBe(2);
    expect(bare.written.join("\n")).toMatch(/^fault {2}schema: .*npm run migrate$/mu);

    const database = await openEmbedded({ folder });
    await migrate(database);
    await database.close();
    mkdirSync(join(folder, "dumps"));
    writeFileSync(join(folder, "dumps", "aidline-2022-03-07T06.tar.gz"), "");
    const whole = testDesktop({ AIDLINE_DATA: folder });
    expect(await runDoctor(true, whole.desktop)).toBe(0);
    expect(JSON.parse(whole.written.join(""))).toEqual(
      [
        "node",
        "database",
        "durability",
        "schema",
        "journal",
        "deliveries",
        "digests",
        "places",
        "promise",
        "dumps",
      ].map((name) => ({ name, level: "ok", says: expect.stringMatching(/\.$/u) })),
    );
  });
});
