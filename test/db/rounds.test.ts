import { expect, it } from "vitest";
import { onBothDatabases } from "../support/grounds.ts";
import { LATER, openScene, posted, reminder, SOON, sendAll } from "../support/scene.ts";

onBothDatabases("rounds over all workspaces", (ground) => {
  const scene = () => openScene(ground().database);

  it("find places with something due, the longest overdue first", async () => {
    const [one, other] = [await scene(), await scene()];
    await one.plan([reminder("a", "2022-03-09T09:00:00.000Z")]);
    await other.plan([reminder("a", SOON), reminder("b", SOON)]);
    const ours = (await one.deliveries.duePlaces("2022-03-09T09:00:00.000Z", 1000)).filter(({ workspace }) =>
      [one.ws, other.ws].includes(workspace),
    );
    expect(ours).toEqual([
      { workspace: other.ws, place: other.here },
      { workspace: one.ws, place: one.here },
    ]);
    expect(await one.deliveries.duePlaces("2022-03-09T09:00:00.000Z", 1)).toHaveLength(1);
    await one.plan([]);
    await other.plan([]);
  });

  it("take a silent sender for dead: a reminder goes out again marked as a possible repeat, a digest waits", async () => {
    const one = await scene();
    await one.deliveries.recover(LATER, 0); // what other tests left
    await one.plan([reminder("a")]);
    await one.register.at("oksana", (desk) => desk.planDigest(one.team, SOON));
    await one.take();
    expect(await one.deliveries.recover("2022-03-08T09:01:00.000Z", 120)).toBe(0);
    expect(await one.deliveries.recover("2022-03-08T09:02:00.000Z", 120)).toBe(2);
    expect(await one.deliveries.recover("2022-03-08T09:10:00.000Z", 120)).toBe(0);
    expect(await one.states()).toEqual({ a: "PENDING", [`digest:${SOON}`]: "UNKNOWN" });
    const caught = await one.deliveries.hold(one.ws, one.here, SOON, sendAll);
    expect(caught?.parcel.items).toMatchObject([{ key: "a", repeat: true }]);
    expect(caught?.held).toMatchObject([{ fence: 2 }]);
  });

  it("let a sender that was only slow say that its message arrived", async () => {
    const one = await scene();
    await one.plan([reminder("a")]);
    const held = await one.take();
    await one.deliveries.recover("2022-03-08T09:05:00.000Z", 120);
    await one.settle(held, posted("m1"));
    expect(await one.states()).toEqual({ a: "SENT" });
  });

  it("count what is overdue and in no final state", async () => {
    const one = await scene();
    const [early, before] = [
      await one.deliveries.overdue("2022-03-08T09:04:59.000Z", 5),
      await one.deliveries.overdue("2022-03-08T09:05:00.000Z", 5),
    ];
    await one.plan([reminder("a"), reminder("b"), reminder("c", LATER)]);
    expect(await one.deliveries.overdue("2022-03-08T09:04:59.000Z", 5)).toBe(early);
    expect(await one.deliveries.overdue("2022-03-08T09:05:00.000Z", 5)).toBe(before + 2);
    await one.settle(await one.take(), posted("m1"));
    expect(await one.deliveries.overdue("2022-03-08T09:05:00.000Z", 5)).toBe(before);
    await one.plan([]);
  });

  it("give a job to what falls due soon", async () => {
    const one = await scene();
    await one.plan([reminder("a", LATER), reminder("b", "2022-04-20T09:00:00.000Z")]);
    expect(one.wakes).toEqual([]);
    expect(await one.deliveries.enqueueSoon("2022-03-19T09:00:00.000Z", 48)).toBeGreaterThanOrEqual(1);
    expect(one.wakes.filter(({ workspace }) => workspace === one.ws)).toMatchObject([
      { dueAt: LATER, place: one.here },
    ]);
    await one.plan([]);
  });
});
