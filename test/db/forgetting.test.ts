import { sql } from "drizzle-orm";
import { expect, it } from "vitest";
import { errorCode } from "../../db/fault.ts";
import { enterWorkspace } from "../../db/tenancy.ts";
import { onBothDatabases } from "../support/grounds.ts";
import { addCompany, logRequest, saying } from "../support/register.ts";
import { LATER, openScene, posted, reminder } from "../support/scene.ts";

/** More than a year after everything here was settled. */
const LONG_AFTER = "2023-05-01T09:00:00.000Z";

onBothDatabases("forgetting", (ground) => {
  it("takes what was settled more than a year ago, and nothing that waits, is in doubt, or lasts", async () => {
    const one = await openScene(ground().database);
    await one.plan([reminder("sent"), reminder("waits", LATER)]);
    await one.settle(await one.take(), posted("m1"));
    await one.plan([reminder("waits", LATER), reminder("doubted")]);
    const doubted = await one.take();
    await one.settle(doubted, { kind: "unknown", why: "time-out" });
    await one.register.at("oksana", (desk) => desk.planCards(one.request, [{ ...one.here, platform: "slack" }], false));
    await ground().database.rows(sql`
      update delivery set state = 'SENT' where workspace_id = ${one.ws} and platform = 'slack'`);
    expect(await one.deliveries.forget("2023-01-01T09:00:00.000Z")).toBe(0);
    expect(await one.deliveries.forget(LONG_AFTER)).toBe(1);
    expect(await one.states()).toMatchObject({ waits: "PENDING", doubted: "UNKNOWN" });
    expect(Object.keys(await one.states())).toHaveLength(3);
    expect(await one.deliveries.forget(LONG_AFTER)).toBe(0);
    // The register itself forgets nothing: it can still plan, and be planned for.
    await one.register.at("oksana", async (desk) =>
      logRequest(desk, { team: one.team, company: await addCompany(desk, "Contoso") }),
    );
  });

  it("cannot take anything younger, whoever asks", async () => {
    const one = await openScene(ground().database);
    await one.plan([reminder("recent")]);
    await one.settle(await one.take(), posted("m1"));
    await ground().database.rows(sql`update delivery set due_at = now() where workspace_id = ${one.ws}`);
    const refused = ground().database.transaction(async (tx) => {
      await enterWorkspace(tx, one.ws);
      await tx.execute(sql`delete from delivery`);
      await tx.execute(sql`delete from intent`);
    });
    expect(await refused.then(() => "nothing was refused", errorCode)).toBe("23503");
    expect(await one.states()).toEqual({ recent: "SENT" });
  });

  it("takes answers to events that nobody repeats any more", async () => {
    const one = await openScene(ground().database);
    const event = one.register.from("oksana", { key: "event-1" });
    const say = (words: string) => one.register.store.answer(event, async () => saying(words), { writes: false });
    await say("first");
    await one.deliveries.forget("2022-04-01T09:00:00.000Z");
    expect(await say("second")).toEqual(saying("first"));
    await one.deliveries.forget("2022-06-01T09:00:00.000Z");
    expect(await say("third")).toEqual(saying("third"));
  });

  it("takes them of a register that joined another, too", async () => {
    const one = await openScene(ground().database);
    const event = one.register.from("oksana", { key: "event-2" });
    await one.register.store.answer(event, async () => saying("first"), { writes: false });
    await ground().database.rows(sql`delete from installation where workspace_id = ${one.ws}`);
    await one.deliveries.forget("2022-06-01T09:00:00.000Z");
    expect(await ground().database.rows(sql`select key from ingress where workspace_id = ${one.ws}`)).toEqual([]);
  });
});
