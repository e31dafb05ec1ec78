import { expect, it } from "vitest";
import { createDeliveries } from "../../db/deliveries.ts";
import { onBothDatabases } from "../support/grounds.ts";
import { seeded } from "../support/register.ts";
import { keptQueue, LATER, openScene, posted, reminder, SOON, sendAll } from "../support/scene.ts";

onBothDatabases("settling what was sent", (ground) => {
  const scene = () => openScene(ground().database);

  it.each([
    ["SENT", posted("m1")],
    ["DEAD", { kind: "dead", why: "archived" }],
    ["UNKNOWN", { kind: "unknown", why: "time-out" }],
    ["PENDING", { kind: "retry", at: LATER, why: "429" }],
  ] as const)("ends in %s", async (state, outcome) => {
    const one = await scene();
    await one.plan([reminder("a")]);
    await one.settle(await one.take(), outcome);
    expect(await one.states()).toEqual({ a: state });
    if (state === "PENDING") expect(one.wakes.map(({ dueAt }) => dueAt)).toEqual([SOON]);
  });

  it("does nothing with a fence that is not the row's any more", async () => {
    const one = await scene();
    await one.plan([reminder("a")]);
    const stale = await one.take();
    await one.settle(stale, { kind: "retry", at: SOON, why: "refused" });
    const ours = await one.take();
    expect(ours[0]?.fence).toBe(2);
    await one.settle(stale, { kind: "retry", at: LATER, why: "refused" });
    await one.settle(stale, { kind: "unknown", why: "time-out" });
    await one.settle(stale, { kind: "dead", why: "archived" });
    expect(await one.states()).toEqual({ a: "SENDING" });
    await one.settle(ours, posted("m2"));
    expect(await one.states()).toEqual({ a: "SENT" });
  });

  it("believes whoever says first that it arrived, and has a second message looked for as a double", async () => {
    const one = await scene();
    await one.plan([reminder("a")]);
    const first = await one.take();
    await one.settle(first, { kind: "retry", at: SOON, why: "refused" });
    const second = await one.take();
    await one.settle(first, posted("m1"));
    expect(await one.states()).toEqual({ a: "SENT" });
    await one.settle(second, posted("m2"));
    const [double] = await one.doubts(LATER);
    expect(double).toMatchObject({ token: first[0]?.token, saidBy: ["m1"], seen: ["m1", "m2"] });
    // Once more when the latest of late messages would be there, and then never again.
    one.register.clock.set("2022-03-08T09:10:00.000Z");
    if (double) await one.deliveries.resolve(double, { kind: "arrived", doubles: 1 });
    expect(await one.doubts(LATER)).toEqual([]);
  });

  it("knows which place refuses until it takes something again, and that nobody was told", async () => {
    const one = await scene();
    await one.plan([reminder("a"), reminder("b", LATER)]);
    const refused = one.here;
    await one.settle(await one.take(), { kind: "dead", why: "is_archived", refused });
    const ours = async (at: string) =>
      (await one.deliveries.untold(at)).filter(({ workspace }) => workspace === one.ws);
    expect(await ours(SOON)).toMatchObject([
      {
        place: refused,
        why: "is_archived",
        people: [{ member: { name: "oksana" }, token: expect.stringMatching(/^[A-Z2-7]{24}$/) }],
      },
    ]);
    expect(await ours(SOON)).toEqual([]);
    expect(await ours("2022-03-08T09:10:00.000Z")).toHaveLength(1);
    await one.settle(await one.take(LATER), posted("m2"));
    expect(await ours("2022-03-08T09:20:00.000Z")).toHaveLength(1);
    await one.deliveries.told(one.ws, refused);
    expect(await ours(LATER)).toEqual([]);
  });

  it("plans what follows once, whatever the outcome", async () => {
    const one = await scene();
    await one.plan([reminder("a")]);
    const next = [
      { request: one.request, reminder: { key: "weekly:1", kind: "weekly", at: LATER } },
      { team: one.team.id, reminder: { key: "digest:1", kind: "digest", at: LATER } },
    ] as const;
    await one.deliveries.settle(one.ws, one.here, [], { kind: "unknown", why: "not tried yet" }, next);
    await one.deliveries.settle(one.ws, one.here, await one.take(), posted("m1"), next);
    expect(await one.states()).toEqual({ a: "SENT", "weekly:1": "PENDING", "digest:1": "PENDING" });
    const caught = await one.deliveries.hold(one.ws, one.here, LATER, sendAll);
    expect(caught?.parcel.items.map(({ kind, request }) => [kind, request?.id]).toSorted()).toEqual([
      ["digest", undefined],
      ["weekly", one.request],
    ]);
  });

  it("finds the place of a delivery until it is finished", async () => {
    const one = await scene();
    const stranger = await scene();
    await one.plan([reminder("a")]);
    const [held] = await one.take();
    expect(await one.deliveries.placeOf(one.ws, held?.id ?? "")).toEqual(one.here);
    expect(await one.deliveries.placeOf(stranger.ws, held?.id ?? "")).toBeUndefined();
    await one.settle(held ? [held] : [], posted("m1"));
    expect(await one.deliveries.placeOf(one.ws, held?.id ?? "")).toBeUndefined();
  });

  it("says of a delivery whether it is due and in nobody's hand", async () => {
    const one = await scene();
    const stranger = await scene();
    await one.plan([reminder("a", LATER)]);
    const [row] = await one.deliveries.hold(one.ws, one.here, LATER, sendAll).then((caught) => caught?.held ?? []);
    const id = row?.id ?? "";
    const isDue = (ws: string, at: string) => one.deliveries.isDue(ws, id, at);
    expect(await isDue(one.ws, LATER)).toBe(false);
    await one.settle(row ? [row] : [], { kind: "retry", at: LATER, why: "refused" });
    expect(await Promise.all([isDue(one.ws, SOON), isDue(one.ws, LATER), isDue(stranger.ws, LATER)])).toEqual([
      false,
      true,
      false,
    ]);
  });

  it("knows the time of a story, and else of the database", async () => {
    const one = await scene();
    expect(await one.deliveries.now()).toBe("2022-03-07T09:00:00.000Z");
    const real = createDeliveries({ database: ground().database, queue: keptQueue(), random: seeded(1) });
    expect(Math.abs(Date.parse(await real.now()) - Date.now())).toBeLessThan(60_000);
  });
});
