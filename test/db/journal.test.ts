import { and, eq, sql } from "drizzle-orm";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonical, hashOf, join, split } from "../../db/chain.ts";
import { errorCode } from "../../db/fault.ts";
import { journal } from "../../db/schema.ts";
import { verify } from "../../db/verify.ts";
import type { Fact } from "../../src/domain/journal.ts";
import { onBothDatabases } from "../support/grounds.ts";
import {
  addCompany,
  addTeam,
  answerOf,
  letterAt,
  logRequest,
  openRegister,
  type Register,
} from "../support/register.ts";

const RESTRICTED = "23001";

/** Eight entries: the workspace, the member, a team, a company, and a request with its letter, two answers in one change. */
const written = async (register: Register): Promise<{ ws: string; request: string }> => {
  const { team, company } = await register.at("oksana", async (desk) => ({
    team: await addTeam(desk),
    company: await addCompany(desk, "Northwind"),
  }));
  return register.at("oksana", async (desk) => {
    const request = await logRequest(
      desk,
      { team, company },
      letterAt(desk.at),
      answerOf({ outcome: "acknowledged", spokesperson: "Jane Doe" }),
      answerOf({ version: 2, outcome: "declined" }),
    );
    return { ws: desk.workspace.id, request: request.id };
  });
};

onBothDatabases("the journal", (ground) => {
  /** Does what nobody can do by accident: as superuser, with the trigger switched off. */
  const tamper = (...statements: ReturnType<typeof sql>[]): Promise<void> =>
    ground().database.transaction(async (tx) => {
      await tx.execute(sql`alter table journal disable trigger journal_append_only`);
      for (const statement of statements) await tx.execute(statement);
      await tx.execute(sql`alter table journal enable always trigger journal_append_only`);
    });

  it("verifies what was written, and says how much that is", async () => {
    const { ws } = await written(openRegister(ground().database));
    expect(await verify(ground().database, ws)).toEqual({ workspaces: 1, entries: 8, flaws: [] });
  });

  it.each([
    "update journal set type = 'x'",
    "update journal set type = 'x' where false",
    "delete from journal",
    "truncate journal cascade",
    "delete from receipt",
    "truncate receipt",
  ])("refuses even its owner to %s", async (statement) => {
    // These statements are constants of this test.
    const refused = await ground()
      .database.rows(sql.raw(statement))
      .then(() => "nothing was refused", errorCode);
    expect(refused).toBe(RESTRICTED);
  });

  it("refuses a change even where triggers are said to be off", async () => {
    const refused = ground().database.transaction(async (tx) => {
      await tx.execute(sql`set local session_replication_role = replica`);
      await tx.execute(sql`delete from journal`);
    });
    expect(await refused.then(() => "nothing was refused", errorCode)).toBe(RESTRICTED);
  });

  it.each([
    ["a word of a fact", sql`body = body || '{"title":"Something else"}'`, 5],
    ["when it was recorded", sql`at = at - interval '1 day'`, 3],
    ["who recorded it", sql`by = 'system'`, 6],
    ["the digest of a person", sql`personal_digest = null`, 7],
  ])("names the row when somebody alters %s", async (_, change, seq) => {
    const { ws } = await written(openRegister(ground().database));
    await tamper(sql`update journal set ${change} where workspace_id = ${ws} and seq = ${seq}`);
    expect((await verify(ground().database, ws)).flaws).toEqual([{ workspace: ws, seq, what: "altered" }]);
  });

  it("names the row when one is taken out, wherever it was", async () => {
    for (const seq of [1, 4, 8]) {
      const { ws } = await written(openRegister(ground().database));
      await tamper(
        sql`delete from journal_personal where workspace_id = ${ws}`,
        sql`delete from journal where workspace_id = ${ws} and seq = ${seq}`,
      );
      expect((await verify(ground().database, ws)).flaws).toEqual([{ workspace: ws, seq, what: "missing" }]);
    }
  });

  it("names the row where a chain was forged anew", async () => {
    const { ws } = await written(openRegister(ground().database));
    const other = await written(openRegister(ground().database));
    await tamper(sql`
      update journal j set change_id = o.change_id, body = o.body, subject_id = o.subject_id, by = o.by, prev = o.prev, hash = o.hash
      from journal o where j.workspace_id = ${ws} and o.workspace_id = ${other.ws} and j.seq = 4 and o.seq = 4`);
    expect((await verify(ground().database, ws)).flaws).toMatchObject([{ seq: 4 }]);
    expect((await verify(ground().database, other.ws)).flaws).toEqual([]);
  });

  it("names the row after one that was altered and hashed anew", async () => {
    const { ws } = await written(openRegister(ground().database));
    const [row] = await ground()
      .database.drizzle.select()
      .from(journal)
      .where(and(eq(journal.workspaceId, ws), eq(journal.seq, 5)));
    if (!row) throw new Error("eight entries were written");
    const {
      changeId: change,
      subjectId: id,
      personalDigest: personal,
      prev,
      hash: _,
      workspaceId: workspace,
      ...kept
    } = row;
    const body = { ...row.body, title: "Something else" };
    const hash = hashOf(prev, { ...kept, workspace, change, id, personal, body });
    await tamper(
      sql`update journal set body = ${JSON.stringify(body)}::jsonb, hash = ${hash} where workspace_id = ${ws} and seq = 5`,
    );
    expect((await verify(ground().database, ws)).flaws).toEqual([{ workspace: ws, seq: 6, what: "unchained" }]);
  });

  it("names a row that nobody wrote through the register", async () => {
    const { ws } = await written(openRegister(ground().database));
    await ground().database.rows(sql`
      insert into journal select workspace_id, 9, change_id, at, by, via, subject, subject_id, type, body, personal_digest, hash, 'forged'
      from journal where workspace_id = ${ws} and seq = 8`);
    expect((await verify(ground().database, ws)).flaws).toEqual([{ workspace: ws, seq: 9, what: "unaccounted" }]);
  });

  it("names the row whose words about a person were altered", async () => {
    const { ws } = await written(openRegister(ground().database));
    await ground().database.rows(
      sql`update journal_personal set body = '{"spokesperson":"John Roe"}' where workspace_id = ${ws} and body ? 'spokesperson'`,
    );
    expect((await verify(ground().database, ws)).flaws).toEqual([{ workspace: ws, seq: 7, what: "personal" }]);
  });

  it("still verifies when a person was erased, and can still be read", async () => {
    const register = openRegister(ground().database);
    const { ws, request } = await written(register);
    await ground().database.rows(sql`delete from journal_personal where workspace_id = ${ws}`);
    expect((await verify(ground().database, ws)).flaws).toEqual([]);
    const entries = await register.at("oksana", (desk) => desk.timeline("request", request));
    expect(entries.map(({ fact }) => fact.type)).toEqual([
      "request.logged",
      "approach.made",
      "response.recorded",
      "response.recorded",
    ]);
    expect(JSON.stringify(entries)).not.toContain("Jane Doe");
  });

  it("keeps words about persons out of the chain", async () => {
    const { ws } = await written(openRegister(ground().database));
    const bodies = await ground().database.rows<{ body: unknown; type: string }>(
      sql`select body, type from journal where workspace_id = ${ws}`,
    );
    expect(JSON.stringify(bodies)).not.toMatch(/Jane Doe|oksana/);
  });

  it("tells of every workspace when asked of none", async () => {
    const { ws } = await written(openRegister(ground().database));
    await ground().database.rows(sql`update journal_personal set salt = 'x' where workspace_id = ${ws}`);
    const { workspaces, flaws } = await verify(ground().database);
    expect(workspaces).toBeGreaterThan(1);
    expect(flaws).toContainEqual({ workspace: ws, seq: 2, what: "personal" });
  });

  it("gives entries back as they were recorded, up to a moment when asked", async () => {
    const register = openRegister(ground().database);
    const { request } = await written(register);
    register.clock.advance(24);
    await register.at("oksana", (desk) =>
      desk.record("request", request, [{ type: "closed", reason: "done" }], "system"),
    );
    await register.at("oksana", async (desk) => {
      const all = await desk.timeline("request", request);
      expect(all.at(-1)).toMatchObject({
        seq: 9,
        at: "2022-03-08T09:00:00.000Z",
        by: "system",
        via: "console",
        subject: "request",
        id: request,
        fact: { type: "closed", reason: "done" },
      });
      expect(all[2]?.fact).toEqual(answerOf({ outcome: "acknowledged", spokesperson: "Jane Doe" }));
      expect(await desk.timeline("request", request, "2022-03-07T10:00:00.000Z")).toEqual(all.slice(0, 4));
      expect(await desk.timeline("request", request, "2022-03-07T09:00:00.001Z")).toEqual([]);
    });
  });
});

describe("canonical JSON", () => {
  it("does not depend on the order of keys", () => {
    expect(canonical({ b: [1, { d: null, c: "ї" }], a: true, absent: undefined })).toBe(
      '{"a":true,"b":[1,{"c":"ї","d":null}]}',
    );
    expect(canonical({ a: true, b: [1, { c: "ї", d: null }] })).toBe('{"a":true,"b":[1,{"c":"ї","d":null}]}');
  });

  it("is JSON of the same value, whatever the value", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.parse(canonical(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });
});

describe("a fact in two halves", () => {
  const contact: Fact = { type: "contact.set", name: "Jane Doe", role: "Press", bad: false };

  it("is whole again when both are there", () => {
    const { body, personal } = split(contact);
    expect(body).toEqual({ bad: false });
    expect(join("contact.set", body, personal ?? null, "digest")).toEqual(contact);
  });

  it("is a fact about nobody when one was erased", () => {
    expect(join("contact.set", split(contact).body, null, "digest")).toEqual({
      type: "contact.set",
      name: "—",
      bad: false,
    });
  });

  it("lets nobody stand there again who stood there before it was put right, when the correction was erased", () => {
    expect(join("response.edited", { version: 1 }, null, "digest")).toMatchObject({ spokesperson: "—" });
    expect(join("agreement.edited", { no: 1 }, null, "digest")).toMatchObject({ signatories: [] });
    expect(join("member.changed", {}, null, "digest")).toMatchObject({ name: "—", accounts: [] });
    expect(join("response.edited", { version: 1, reason: "cost" }, null, null)).not.toHaveProperty("spokesperson");
  });

  it("has one half only when it tells of no person", () => {
    expect(split({ type: "closed", reason: "done" })).toEqual({ body: { reason: "done" }, personal: undefined });
  });
});
