import { expect, it } from "vitest";
import { createInbox } from "../../db/inbox.ts";
import { onBothDatabases } from "../support/grounds.ts";
import { LATER, openScene, posted, reminder, SOON } from "../support/scene.ts";

onBothDatabases("a button that somebody presses", (ground) => {
  const scene = async () => {
    const one = await openScene(ground().database);
    const inbox = createInbox(ground().database, "console");
    return { ...one, inbox, saw: (token: string) => inbox.saw(one.ws, "m1", (its) => its === token) };
  };
  it("proves that its message arrived, with all that went out in it", async () => {
    const one = await scene();
    await one.plan([reminder("a"), reminder("b")]);
    const held = await one.take();
    await one.settle(held, { kind: "unknown", why: "time-out" });
    await one.saw(held[0]?.token ?? "");
    expect(await one.states()).toEqual({ a: "SENT", b: "SENT" });
    expect(await one.doubts(LATER)).toEqual([]);
    expect(await one.take(LATER)).toEqual([]);
  });

  it("proves it before anybody looked, and after it was given up", async () => {
    const one = await scene();
    await one.plan([reminder("a")]);
    const held = await one.take();
    await one.settle(held, { kind: "unknown", why: "time-out" });
    const [doubt] = await one.doubts("2022-03-08T09:15:00.000Z");
    if (doubt) await one.deliveries.resolve(doubt, { kind: "absent", at: SOON });
    expect(await one.states()).toEqual({ a: "PENDING" });
    await one.saw(held[0]?.token ?? "");
    expect(await one.states()).toEqual({ a: "SENT" });
    expect(await one.take(LATER)).toEqual([]);
  });

  it("says nothing of another message, and nothing new of what is known", async () => {
    const one = await scene();
    const other = await scene();
    await one.plan([reminder("a"), reminder("b", LATER)]);
    const held = await one.take();
    await one.saw("SOMETHING ELSE");
    await other.saw(held[0]?.token ?? "");
    expect(await one.states()).toEqual({ a: "SENDING", b: "PENDING" });
    await one.settle(held, posted("m0"));
    await one.saw(held[0]?.token ?? "");
    expect(await one.states()).toEqual({ a: "SENT", b: "PENDING" });
    expect(await one.doubts(LATER)).toEqual([]);
  });
});
