import { describe, expect, it } from "vitest";
import { tokenOf } from "../../db/plan.ts";
import type { DigestAhead } from "../../src/domain/digest.ts";
import { onBothDatabases } from "../support/grounds.ts";
import { LATER, openScene, posted, reminder, SOON } from "../support/scene.ts";

onBothDatabases("planning what is to be said", (ground) => {
  const scene = () => openScene(ground().database);

  it("plans an occurrence once, however often it is planned", async () => {
    const one = await scene();
    await one.plan([reminder("a")]);
    await one.plan([reminder("a"), reminder("b")]);
    await one.plan([reminder("a"), reminder("b")]);
    expect(await one.states()).toEqual({ a: "PENDING", b: "PENDING" });
  });

  it("takes back what is no longer planned, and brings back what is planned again", async () => {
    const one = await scene();
    await one.plan([reminder("a"), reminder("b")]);
    await one.plan([reminder("b")]);
    expect(await one.states()).toEqual({ a: "SKIPPED", b: "PENDING" });
    await one.plan([reminder("a", LATER)]);
    expect(await one.states()).toEqual({ a: "PENDING", b: "SKIPPED" });
    expect(await one.deliveries.nextDue(SOON)).toBe(LATER);
    await one.plan([]);
  });

  it("moves what waits to its new time", async () => {
    const one = await scene();
    await one.plan([reminder("a", LATER)]);
    await one.plan([reminder("a", SOON)]);
    expect(await one.take()).toHaveLength(1);
  });

  it("leaves what was sent as it is, in another place too", async () => {
    const one = await scene();
    await one.plan([reminder("a"), reminder("b", LATER)]);
    await one.settle(await one.take(), posted("1"));
    await one.plan([]);
    await one.plan([reminder("a"), reminder("b", LATER)], { ...one.here, id: `${one.here.id}-new` });
    expect(await one.states()).toEqual({ a: "SENT", b: "SKIPPED", "b elsewhere": "PENDING" });
    await one.plan([]);
  });

  it("does not bring back what the courier judged away", async () => {
    const one = await scene();
    await one.plan([reminder("a")]);
    await one.deliveries.hold(one.ws, one.here, SOON, ({ items }) => ({
      send: [],
      skip: items.map(({ delivery }) => ({ delivery, why: "answered" })),
      postpone: [],
    }));
    await one.plan([reminder("a")]);
    expect(await one.states()).toEqual({ a: "SKIPPED" });
  });

  it("does not hurry what failed and waits for its next attempt", async () => {
    const one = await scene();
    await one.plan([reminder("a")]);
    await one.settle(await one.take(), { kind: "retry", at: LATER, why: "429" });
    await one.plan([reminder("a")]);
    expect(await one.take()).toEqual([]);
    expect(await one.take(LATER)).toHaveLength(1);
  });

  it("sets the alarm for what is due within two days, in the same transaction", async () => {
    const one = await scene();
    await one.plan([reminder("a", SOON), reminder("b", LATER)]);
    expect(one.wakes).toMatchObject([{ workspace: one.ws, dueAt: SOON, place: one.here }]);
    await one.plan([reminder("a", "2022-03-08T10:00:00.000Z"), reminder("b", LATER)]);
    expect(one.wakes.map(({ dueAt }) => dueAt)).toEqual([SOON, "2022-03-08T10:00:00.000Z"]);
    await one.plan([]);
  });

  it("plans a team's digests, and none beside them", async () => {
    const one = await scene();
    const plan = (...ahead: readonly DigestAhead[]) =>
      one.register.at("oksana", (desk) => desk.planDigest(one.team, ahead));
    await plan({ key: "digest:2022-03-08", at: SOON });
    await plan({ key: "digest:2022-03-20", at: LATER });
    expect(await one.states()).toEqual({ "digest:2022-03-08": "SKIPPED", "digest:2022-03-20": "PENDING" });
    await plan();
    expect(Object.values(await one.states())).toEqual(["SKIPPED", "SKIPPED"]);
  });

  it("begins no digest whose hour is over, and hurries only one that waits", async () => {
    const one = await scene();
    const plan = (...ahead: readonly DigestAhead[]) =>
      one.register.at("oksana", (desk) => desk.planDigest(one.team, ahead));
    const over = { key: "digest:2022-03-08", at: SOON, waits: true } as const;
    await plan(over);
    expect(await one.states()).toEqual({});
    await plan({ key: "digest:2022-03-08", at: LATER });
    await plan(over);
    expect(await one.deliveries.nextDue(SOON)).toBeUndefined();
    expect(await one.take()).toHaveLength(1);
    await plan(over);
    expect(await one.states()).toEqual({ "digest:2022-03-08": "SENDING" });
  });
});

describe("a delivery's token", () => {
  it("is opaque, the same each time, and fits Discord's nonce", () => {
    const token = tokenOf("secret", "017f639b-5a80-7099-a471-a172dc5ce98f");
    expect(token).toMatch(/^[A-Z2-7]{24}$/);
    expect(tokenOf("secret", "017f639b-5a80-7099-a471-a172dc5ce98f")).toBe(token);
    expect(tokenOf("another", "017f639b-5a80-7099-a471-a172dc5ce98f")).not.toBe(token);
  });
});
