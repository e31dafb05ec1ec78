import { sql } from "drizzle-orm";
import { describe, expect, it, onTestFinished } from "vitest";
import type { Id } from "../../src/domain/request.ts";
import { hasPostgres, realPostgres } from "../support/database.ts";
import { openOffice } from "../support/office.ts";

describe.skipIf(!(await hasPostgres()))("A bell for what somebody else has locked", () => {
  it("rings again, since whoever has it may have been cut off and say nothing of it", async () => {
    const real = await realPostgres();
    onTestFinished(real.remove);
    const [database, beside] = [await real.open(), await real.open()];
    const one = await openOffice({ database });
    const { courier } = one.crew;
    await one.says('request Contoso "Host our archive" kind:equipment channel:email reply-by:2022-03-09 owner:me');
    one.clock.set("2022-03-09T09:00:00.000Z");
    const due = sql`state = 'PENDING' and due_at <= ${one.clock.now()}`;
    const [reminder] = await beside.rows<{ id: Id }>(sql`select id from delivery where ${due}`);
    if (!reminder) throw new Error("nothing is due");

    const taken = Promise.withResolvers<void>();
    const ended = Promise.withResolvers<void>();
    const standingStill = beside.transaction(async (tx) => {
      await tx.execute(sql`select from delivery where id = ${reminder.id} for update`);
      taken.resolve();
      await ended.promise;
    });
    await taken.promise;
    await expect(courier.deliver(one.ws, reminder.id)).rejects.toThrow("somebody else has what is due");
    expect(one.texts()).toEqual([]);

    ended.resolve();
    await standingStill;
    await courier.deliver(one.ws, reminder.id);
    await courier.deliver(one.ws, reminder.id);
    expect(one.texts()).toHaveLength(1);
  });
});
