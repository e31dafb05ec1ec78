import { expect, it } from "vitest";
import { createDeliveries } from "../../db/deliveries.ts";
import type { Parcel, Verdict } from "../../src/domain/delivery.ts";
import type { Id } from "../../src/domain/request.ts";
import { onBothDatabases } from "../support/grounds.ts";
import { addCompany, addTeam, letterAt, logRequest, seeded } from "../support/register.ts";
import { keptQueue, LATER, openScene, reminder, SOON, sendAll } from "../support/scene.ts";

onBothDatabases("holding what is due", (ground) => {
  const scene = () => openScene(ground().database);

  it("shows what is due with its request and company of this moment, and marks it before anything is sent", async () => {
    const one = await scene();
    await one.plan([reminder("a")]);
    await one.register.at("oksana", (desk) =>
      desk.record("request", one.request, [{ type: "closed", reason: "done" }]),
    );
    let seen: Parcel | undefined;
    const caught = await one.deliveries.hold(one.ws, one.here, SOON, (parcel) => {
      seen = parcel;
      return sendAll(parcel);
    });
    expect(seen).toMatchObject({
      at: SOON,
      team: { id: one.team.id },
      place: one.here,
      members: [{ name: "oksana" }],
      workspace: { id: one.ws },
    });
    expect(seen?.items).toMatchObject([
      {
        kind: "late",
        key: "a",
        dueAt: SOON,
        repeat: false,
        request: { id: one.request, status: "closed" },
        company: { name: "Northwind" },
      },
    ]);
    expect(caught?.held).toMatchObject([{ fence: 1, token: expect.stringMatching(/^[A-Z2-7]{24}$/) }]);
    expect(await one.states()).toEqual({ a: "SENDING" });
  });

  it("lets nothing ring again for what is said with another, and says when nothing else is due", async () => {
    const one = await scene();
    await one.plan([reminder("a"), reminder("b"), reminder("c"), reminder("d", LATER)]);
    const first = await one.deliveries.hold(one.ws, one.here, SOON, ({ items: [a, b] }) => ({
      send: [a, b].flatMap((each) => each?.delivery ?? []),
      skip: [],
      postpone: [],
    }));
    expect(first?.last).toBe(false);
    expect(one.dismissed).toEqual(first?.held.slice(1).map(({ id }) => id));
    const second = await one.deliveries.hold(one.ws, one.here, SOON, sendAll);
    expect(second).toMatchObject({ held: [{ fence: 1 }], last: true });
    expect(one.dismissed).toHaveLength(1);
  });

  it("of several places at one moment is one transaction, in which each place is judged by itself", async () => {
    const one = await scene();
    const elsewhere = { ...one.here, id: `${one.here.id}-beside` };
    await one.register.at("oksana", async (desk) => {
      await desk.plan(one.request, one.here, [reminder("a")]);
      const company = await addCompany(desk, "Contoso");
      const { id } = await logRequest(desk, { team: one.team, company }, letterAt(desk.at));
      await desk.plan(id, elsewhere, [reminder("b")]);
    });
    const broken = () => {
      throw new Error("cannot be judged");
    };
    const [here, there, nowhere] = await Promise.allSettled([
      one.deliveries.hold(one.ws, one.here, SOON, sendAll),
      one.deliveries.hold(one.ws, elsewhere, SOON, broken),
      one.deliveries.hold(one.ws, { ...one.here, id: "nowhere" }, SOON, sendAll),
    ]);
    expect(here).toMatchObject({ value: { parcel: { place: one.here, items: [{ key: "a" }] }, held: [{ fence: 1 }] } });
    expect(there).toMatchObject({ status: "rejected" });
    expect(nowhere).toEqual({ status: "fulfilled", value: undefined });
    expect((await one.deliveries.hold(one.ws, elsewhere, SOON, sendAll))?.held).toMatchObject([{ fence: 1 }]);
  });

  it("gives what is due in a place to one of those who want it at one moment", async () => {
    const one = await scene();
    await one.plan([reminder("a"), reminder("b")]);
    const wanting = () => one.deliveries.hold(one.ws, one.here, SOON, sendAll);
    const [first, second] = await Promise.all([wanting(), wanting()]);
    expect(first?.held).toHaveLength(2);
    expect(second).toBeUndefined();
  });

  it("plans what follows before anything is sent, so that a crash after it ends no series", async () => {
    const one = await scene();
    await one.plan([reminder("a")]);
    const next = [{ request: one.request, reminder: { key: "weekly:1", kind: "weekly", at: LATER } }] as const;
    await one.deliveries.hold(one.ws, one.here, SOON, (parcel) => ({ ...sendAll(parcel), next }));
    expect(await one.states()).toEqual({ a: "SENDING", "weekly:1": "PENDING" });
  });

  it("gives nothing before its time, and nothing that is held already", async () => {
    const one = await scene();
    await one.plan([reminder("a")]);
    expect(await one.take("2022-03-08T08:59:59.999Z")).toEqual([]);
    expect(await one.take()).toHaveLength(1);
    expect(await one.take()).toEqual([]);
    expect(await one.deliveries.hold(one.ws, one.here, SOON, sendAll)).toBeUndefined();
  });

  it("postpones and skips as judged, and leaves the rest due", async () => {
    const one = await scene();
    await one.plan([reminder("a"), reminder("b"), reminder("c")]);
    const judge = ({ items }: Parcel): Verdict => {
      const [a, b] = items.toSorted((x, y) => (x.key < y.key ? -1 : 1));
      return {
        send: [],
        skip: [{ delivery: a?.delivery ?? "", why: "answered" }],
        postpone: [{ delivery: b?.delivery ?? "", until: LATER }],
      };
    };
    expect((await one.deliveries.hold(one.ws, one.here, SOON, judge))?.held).toEqual([]);
    expect(await one.states()).toEqual({ a: "SKIPPED", b: "PENDING", c: "PENDING" });
    expect(await one.take()).toHaveLength(1);
    expect(await one.take(LATER)).toHaveLength(1);
  });

  it("speaks for one team at a time where two share a place", async () => {
    const one = await scene();
    await one.plan([reminder("a")]);
    await one.register.at("oksana", async (desk) => {
      const second = await addTeam(desk, { name: "Second", place: one.here });
      const request = await logRequest(
        desk,
        { team: second, company: await addCompany(desk, "Contoso") },
        letterAt(desk.at),
      );
      await desk.plan(request.id, one.here, [reminder("b")]);
    });
    const teams: string[] = [];
    for (let round = 0; round < 2; round += 1) {
      const caught = await one.deliveries.hold(one.ws, one.here, SOON, sendAll);
      expect(caught?.held).toHaveLength(1);
      teams.push(caught?.parcel.team.name ?? "");
    }
    expect(teams.toSorted()).toEqual(["Outreach", "Second"]);
  });

  it("gives each delivery to one courier, however many ask", async () => {
    const one = await scene();
    const keys = Array.from({ length: 20 }, (_, nth) => `key-${nth}`);
    await one.plan(keys.map((key) => reminder(key)));
    const couriers = await Promise.all(
      Array.from({ length: 4 }, async () =>
        createDeliveries({
          database: await ground().open(),
          queue: keptQueue(),
          random: seeded(1),
          clock: one.register.clock,
        }),
      ),
    );
    const oneOf = ({ items }: Parcel): Verdict => ({
      send: items.slice(0, 1).map(({ delivery }) => delivery),
      skip: [],
      postpone: [],
    });
    const sent: Id[] = [];
    await Promise.all(
      couriers.map(async (courier) => {
        for (let idle = 0; idle < 5; ) {
          const caught = await courier.hold(one.ws, one.here, SOON, oneOf);
          sent.push(...(caught?.held ?? []).map(({ id }) => id));
          idle = caught ? 0 : idle + 1;
        }
      }),
    );
    const left = await one.take();
    expect(new Set([...sent, ...left.map(({ id }) => id)]).size).toBe(20);
    expect(sent.length + left.length).toBe(20);
  });
});
