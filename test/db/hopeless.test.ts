import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Database } from "../../db/database.ts";
import { Undeliverable } from "../../src/ports.ts";
import { reaching } from "../../src/process/reaching.ts";
import { quickDatabase } from "../support/database.ts";
import { openOffice } from "../support/office.ts";

/** When the first digest of an office is due. */
const DIGEST = "2022-03-14T09:00:00.000Z";

describe("A digest that may have arrived", () => {
  let database: Database;
  beforeAll(async () => {
    database = await quickDatabase();
  });
  afterAll(() => database.close());

  /** One of which nobody knows whether it arrived, in a channel whose history is refused like this. */
  const inDoubt = async (refusal: Undeliverable) => {
    const find = () => Promise.reject(refusal);
    const one = await openOffice({ database, takings: [{ shownAfter: 0 }], over: { find } });
    await one.says("team desk");
    await one.passes(DIGEST);
    await one.passes("2022-03-14T09:05:00.000Z");
    const states = await database.rows<{ state: string; reason: string | null }>(sql`
      select d.state, d.reason from delivery d join intent i on i.workspace_id = d.workspace_id and i.id = d.intent_id
      where d.workspace_id = ${one.ws} and i.kind = 'digest' order by d.due_at`);
    const findings = new Map((await reaching(database)).map(({ name, level }) => [name, level]));
    return { states, findings };
  };

  it("waits for an operator where only a permission is missing", async () => {
    const { states, findings } = await inDoubt(new Undeliverable("missing_scope", { permanent: true }));
    expect(states).toMatchObject([
      { state: "UNKNOWN", reason: "may have arrived: missing_scope" },
      { state: "PENDING" },
    ]);
    expect(findings.get("digests")).toBe("warn");
    await database.rows(sql`update delivery set state = 'SKIPPED'`);
  });

  it.each([
    ["is closed to us", new Undeliverable("channel_not_found", { permanent: true, refuses: "place" })],
    ["is there no more", new Undeliverable("discord 10003", { gone: true })],
  ])("ends where its channel %s, and the leads are told of that", async (_, refusal) => {
    const { states, findings } = await inDoubt(refusal);
    expect(states).toMatchObject([
      { state: "DEAD", reason: `may have arrived: ${refusal.message}` },
      { state: "PENDING" },
    ]);
    expect(findings.get("digests")).toBe("ok");
    expect(findings.get("places")).toBe("warn");
    await database.rows(sql`update delivery set state = 'SKIPPED'`);
  });
});
