import { expect, it } from "vitest";
import type { Found } from "../../src/domain/doubt.ts";
import { onBothDatabases } from "../support/grounds.ts";
import { addCompany, addTeam, letterAt, logRequest } from "../support/register.ts";
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

  it("take turns: of each workspace the most urgent place, then of each the next", async () => {
    const [one, other] = [await scene(), await scene()];
    const elsewhere = { ...one.here, id: `${one.here.id}-too` };
    await one.plan([reminder("a", "2022-03-09T09:00:00.000Z")]);
    await one.register.at("oksana", async (desk) => {
      const team = await addTeam(desk, { name: "Second", place: elsewhere });
      const company = await addCompany(desk, "Contoso");
      const { id } = await logRequest(desk, { team, company }, letterAt(desk.at));
      await desk.plan(id, elsewhere, [{ key: "v", kind: "very_late", at: "2022-03-09T09:30:00.000Z" }]);
    });
    await other.plan([reminder("a", "2022-03-09T08:00:00.000Z")]);
    const ours = (await one.deliveries.duePlaces(LATER, 1000)).filter(({ workspace }) =>
      [one.ws, other.ws].includes(workspace),
    );
    expect(ours.map(({ place }) => place.id)).toEqual([elsewhere.id, other.here.id, one.here.id]);
    await other.plan([]);
    for (const place of [one.here, elsewhere])
      await one.deliveries.hold(one.ws, place, LATER, ({ items }) => ({
        send: [],
        skip: items.map(({ delivery }) => ({ delivery, why: "done" })),
        postpone: [],
      }));
  });

  it("put a place off by one alarm, and leave everything due", async () => {
    const one = await scene();
    await one.plan([reminder("a"), reminder("b"), reminder("c", LATER)]);
    const before = one.wakes.length;
    await one.deliveries.putOff(one.ws, one.here, SOON, "2022-03-08T09:00:01.000Z");
    expect(one.wakes.slice(before).map(({ dueAt }) => dueAt)).toEqual(["2022-03-08T09:00:01.000Z"]);
    expect(await one.take(SOON)).toHaveLength(1);
    expect(await one.take("2022-03-08T09:00:01.000Z")).toHaveLength(1);
    await one.plan([]);
  });

  it("take a silent sender for dead: nobody else looks for its message meanwhile, by the token it went out under", async () => {
    const one = await scene();
    await one.plan([reminder("a"), reminder("b")]);
    const held = await one.take();
    expect(await one.doubts("2022-03-08T09:01:59.999Z")).toEqual([]);
    const [doubt, ...others] = await one.doubts("2022-03-08T09:02:00.000Z");
    expect(others).toEqual([]);
    expect(doubt).toMatchObject({
      workspace: one.ws,
      places: [one.here],
      token: held[0]?.token,
      digest: false,
      firstAttempt: SOON,
      lastAttempt: SOON,
      seen: [],
    });
    expect(doubt?.held.toSorted((x, y) => (x.id < y.id ? -1 : 1))).toEqual(
      [...held].toSorted((x, y) => (x.id < y.id ? -1 : 1)),
    );
    expect(await one.doubts("2022-03-08T09:02:59.999Z")).toEqual([]);
    expect(await one.doubts("2022-03-08T09:03:00.000Z")).toHaveLength(1);
    await one.settle(held, posted("m1"));
    if (doubt) await one.deliveries.resolve(doubt, { kind: "absent", at: LATER });
    expect(await one.states()).toEqual({ a: "SENT", b: "SENT" });
  });

  it("write what came of looking: there, not there, nobody can look, not yet", async () => {
    const one = await scene();
    const resolved = async (found: Found) => {
      await one.plan([reminder(found.kind)]);
      await one.settle(await one.take(), { kind: "unknown", why: "time-out" });
      const doubt = (await one.doubts(LATER)).find(({ saidBy }) => saidBy === undefined);
      if (doubt) await one.deliveries.resolve(doubt, found);
      return { doubt, state: (await one.states())[found.kind] };
    };
    const there = await resolved({ kind: "arrived", posted: { place: one.here, id: "m1" }, doubles: 0 });
    expect(there.state).toBe("SENT");
    expect((await resolved({ kind: "later", at: LATER, why: "ratelimited" })).state).toBe("UNKNOWN");
    expect(await one.doubts(LATER)).toHaveLength(1);
    expect((await resolved({ kind: "absent", at: SOON })).state).toBe("PENDING");
    const again = await one.deliveries.hold(one.ws, one.here, SOON, sendAll);
    expect(again?.parcel.items).toMatchObject([{ key: "absent", repeat: false }]);
    await one.settle(again?.held ?? [], posted("m2"));
    // What was given up and said again is looked for twice more, in case it came late.
    expect(await one.doubts("2022-03-07T09:01:00.000Z")).toEqual([]);
    const [late] = await one.doubts("2022-03-08T09:02:00.000Z");
    expect(late).toMatchObject({ token: again?.held[0]?.token, saidBy: ["m2"] });
    expect((await resolved({ kind: "unreadable", at: SOON, why: "missing_scope" })).state).toBe("PENDING");
    const repeated = await one.deliveries.hold(one.ws, one.here, SOON, sendAll);
    expect(repeated?.parcel.items).toMatchObject([{ key: "unreadable", repeat: true }]);
    await one.settle(repeated?.held ?? [], posted("m3"));
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

  it("count as overdue what was tried in vain, however often its next attempt was put off", async () => {
    const one = await scene();
    const NEXT = "2022-03-08T09:50:00.000Z";
    const asked = ["2022-03-08T09:04:59.000Z", "2022-03-08T09:05:00.000Z", "2022-03-08T09:50:00.000Z"] as const;
    const counts = () => Promise.all(asked.map((at) => one.deliveries.overdue(at, 5)));
    const before = await counts();
    const more = async () => (await counts()).map((count, nth) => count - (before[nth] ?? 0));
    await one.plan([reminder("a"), reminder("b", "2022-03-08T09:49:00.000Z")]);
    expect(await more()).toEqual([0, 1, 1]);
    await one.settle(await one.take(SOON), { kind: "retry", at: NEXT, why: "down" });
    expect(await more()).toEqual([0, 1, 1]);
    // In a day's time it is not tried in vain any more: somebody moved its date, or it waits for a morning.
    await one.settle(await one.take(NEXT), { kind: "retry", at: "2022-03-09T09:00:00.000Z", why: "down" });
    expect(await more()).toEqual([0, 0, 0]);
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
