import { sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import type { Database } from "../../db/database.ts";
import { verify } from "../../db/verify.ts";
import { embeddedGround } from "./ground-embedded.ts";
import { botOn, LINES, seed } from "./script.ts";
import { createRecorder, type Tape } from "./tape.ts";

const register = async (database: Database) => ({
  journal: await database.rows(sql`select seq, hash from journal order by workspace_id, seq`),
  known: await database.rows(sql`select * from request_known order by id, known_from`),
  planned: await database.rows(sql`select intent_id, state, due_at from delivery order by id`),
  answered: await database.rows(sql`select key, answer from ingress order by key`),
});

describe("A tape", () => {
  it("played again on a copy leaves there what the bot left where it was recorded", async () => {
    const ground = embeddedGround();
    await ground.fill(async (database) => {
      const { say, leave } = await botOn(database);
      await seed(say, 1);
      await leave();
    });
    const recorder = createRecorder();
    const listened = await ground.open(recorder);
    const { say, leave } = await botOn(listened);
    const tapes: Tape[] = [];
    for (const input of [LINES.request(0), LINES.response(0), LINES.list(), LINES.request(1)])
      tapes.push(...(await recorder.record(() => say({ space: 0, input }))));
    await leave();
    const before = await register(await ground.open());
    const { replay, database } = await ground.bare();
    for (const tape of tapes) await replay(tape);

    expect(tapes.length).toBe(4);
    expect(await register(database)).toEqual(await register(listened));
    expect(await register(database)).not.toEqual(before);
    expect((await verify(database)).flaws).toEqual([]);
    await ground.close();
  });
});
