import { expect, it } from "vitest";
import { rebuild } from "../../db/rebuild.ts";
import { verify } from "../../db/verify.ts";
import type { Parcel, Verdict } from "../../src/domain/delivery.ts";
import { onBothDatabases } from "../support/grounds.ts";
import { LATER, openScene, posted, reminder, SOON } from "../support/scene.ts";

/** A quarter of an hour after everything here is due. */
const AFTER = "2022-03-08T09:15:00.000Z";

const sendFirst = ({ items }: Parcel): Verdict => ({
  send: items.slice(0, 1).map(({ delivery }) => delivery),
  skip: [],
  postpone: [],
});

onBothDatabases("a sender that comes late", (ground) => {
  const scene = () => openScene(ground().database);

  it("with a message of several has it looked for by the one whose token it bears: the others have their own by now", async () => {
    const one = await scene();
    await one.plan([reminder("a"), reminder("b")]);
    const held = await one.take();
    await one.settle(held, { kind: "unknown", why: "time-out" });
    const [doubt] = await one.doubts(AFTER);
    if (doubt) await one.deliveries.resolve(doubt, { kind: "absent", at: SOON });
    for (const message of ["m1", "m2"]) {
      const caught = await one.deliveries.hold(one.ws, one.here, SOON, sendFirst);
      await one.settle(caught?.held ?? [], posted(message));
    }
    const late = await one.doubts(AFTER);
    expect(late).toMatchObject([{ token: held[0]?.token, held: [{ id: held[0]?.id }], saidBy: ["m1"] }]);
  });

  it("with a message of several is judged for all of them at once, however they were taken in hand", async () => {
    const one = await scene();
    await one.plan([reminder("a"), reminder("b")]);
    const held = await one.take();
    await one.settle(held, { kind: "unknown", why: "time-out" });
    const [doubt] = await one.doubts(AFTER);
    const [lender, other] = doubt?.held ?? [];
    if (!doubt || !lender || !other) throw new Error("both are in doubt");
    // Two look for it, each for its own part: there are more in doubt than one takes in hand.
    await one.deliveries.resolve({ ...doubt, held: [lender] }, { kind: "absent", at: SOON });
    expect(await one.states()).toEqual({ a: "PENDING", b: "PENDING" });
    const again = await one.deliveries.hold(one.ws, one.here, SOON, sendFirst);
    await one.settle(again?.held ?? [], posted("m1"));
    const m1 = { place: one.here, id: "m1" };
    await one.deliveries.resolve({ ...doubt, held: [other] }, { kind: "arrived", posted: m1, doubles: 0 });
    expect(Object.values(await one.states()).toSorted()).toEqual(["PENDING", "SENT"]);
  });

  it("and does not know either has it looked for beside what others have settled", async () => {
    const one = await scene();
    await one.plan([reminder("a")]);
    const first = await one.take();
    await one.settle(first, { kind: "retry", at: SOON, why: "refused" });
    await one.settle(await one.take(), posted("m1"));
    expect(await one.doubts(AFTER)).toEqual([]);
    await one.settle(first, { kind: "unknown", why: "time-out" });
    expect(await one.states()).toEqual({ a: "SENT" });
    expect(await one.doubts(AFTER)).toMatchObject([{ token: first[0]?.token, saidBy: ["m1"] }]);
  });

  it("and does not know either is heard while nobody knows of the other", async () => {
    const one = await scene();
    await one.plan([reminder("a")]);
    const first = await one.take();
    await one.settle(first, { kind: "retry", at: SOON, why: "refused" });
    await one.settle(await one.take(), { kind: "unknown", why: "time-out" });
    await one.settle(first, { kind: "unknown", why: "time-out" });
    const [doubt] = await one.doubts("2022-03-08T09:01:30.000Z");
    one.register.clock.set("2022-03-08T09:01:30.000Z");
    const m1 = { place: one.here, id: "m1" };
    if (doubt) await one.deliveries.resolve(doubt, { kind: "arrived", posted: m1, doubles: 0 });
    expect(await one.states()).toEqual({ a: "SENT" });
    expect(await one.doubts(AFTER)).toMatchObject([{ token: first[0]?.token, saidBy: ["m1"] }]);
  });

  it("has that looked for which others have sent meanwhile, and of which they know nothing", async () => {
    const one = await scene();
    await one.plan([reminder("a"), reminder("b")]);
    const first = await one.take();
    await one.settle(first, { kind: "retry", at: SOON, why: "refused" });
    const [, other] = first;
    const last = ({ items }: Parcel): Verdict => ({
      send: items.filter(({ delivery }) => delivery === other?.id).map(({ delivery }) => delivery),
      skip: [],
      postpone: [],
    });
    const beside = await one.deliveries.hold(one.ws, one.here, SOON, last);
    await one.settle(beside?.held ?? [], { kind: "unknown", why: "time-out" });
    await one.settle(first, posted("m1"));
    expect(await one.states()).toEqual({ a: "SENT", b: "SENT" });
    expect(await one.doubts(AFTER)).toMatchObject([{ token: other?.token, saidBy: ["m1"] }]);
  });

  it("or never, is looked for once more when its message was found: it may post another yet", async () => {
    const one = await scene();
    await one.plan([reminder("a")]);
    const [held] = await one.take();
    one.register.clock.set("2022-03-08T09:02:30.000Z");
    const [doubt] = await one.doubts("2022-03-08T09:02:30.000Z");
    const m1 = { place: one.here, id: "m1" };
    if (doubt) await one.deliveries.resolve(doubt, { kind: "arrived", posted: m1, doubles: 0 });
    expect(await one.doubts("2022-03-08T09:09:00.000Z")).toEqual([]);
    expect(await one.doubts(AFTER)).toMatchObject([{ token: held?.token, saidBy: ["m1"], saidUnder: held?.token }]);
  });

  it("has only that taken away by which nothing is known to have been said", async () => {
    const one = await scene();
    const other = await scene();
    await one.plan([reminder("a"), reminder("b")]);
    await other.plan([reminder("a")]);
    await one.settle(await one.take(), posted("m1"));
    await other.settle(await other.take(), posted("m2"));
    expect(await one.deliveries.needed(one.ws, ["m1", "m2", "m3"])).toEqual(["m1"]);
  });

  it("may have spent its token, so that it lends that to no message with others in it", async () => {
    const one = await scene();
    await one.plan([reminder("a")]);
    const spent = async (): Promise<readonly boolean[]> => {
      const seen: boolean[] = [];
      await one.deliveries.hold(one.ws, one.here, LATER, ({ items }) => {
        seen.push(...items.map((item) => item.spent === true));
        return { send: [], skip: [], postpone: [] };
      });
      return seen;
    };
    expect(await spent()).toEqual([false]);
    await one.settle(await one.take(), { kind: "retry", at: SOON, why: "refused" });
    expect(await spent()).toEqual([false]);
    await one.settle(await one.take(), { kind: "retry", at: SOON, why: "uncertain again", uncertain: true });
    expect(await spent()).toEqual([true]);
  });

  it("to what nobody wants any more has it taken away", async () => {
    const one = await scene();
    await one.plan([reminder("a")]);
    const held = await one.take();
    await one.settle(held, { kind: "unknown", why: "time-out" });
    const [doubt] = await one.doubts(AFTER);
    if (doubt) await one.deliveries.resolve(doubt, { kind: "absent", at: SOON });
    await one.plan([]);
    expect(await one.states()).toEqual({ a: "SKIPPED" });
    const [late] = await one.doubts(AFTER);
    expect(late).toMatchObject({ token: held[0]?.token, saidBy: [] });
    if (late) await one.deliveries.resolve(late, { kind: "arrived", doubles: 1 });
    expect(await one.states()).toEqual({ a: "SKIPPED" });
    const told = await one.register.at("oksana", (desk) => desk.timeline("workspace", one.ws));
    expect(told.at(-1)).toMatchObject({
      by: "system",
      fact: { type: "doubles.removed", place: one.here.id, token: held[0]?.token, count: 1 },
    });
    expect(await verify(ground().database, one.ws)).toMatchObject({ flaws: [] });
    expect(await rebuild(ground().database, one.ws, { repair: false })).toEqual([]);
  });

  it("in a round that has taken long has as much time as any other", async () => {
    const one = await scene();
    await one.plan([reminder("a")]);
    one.register.clock.set(AFTER);
    await one.take(SOON);
    expect(await one.doubts("2022-03-08T09:16:59.999Z")).toEqual([]);
    expect(await one.doubts("2022-03-08T09:17:00.000Z")).toHaveLength(1);
  });
});
