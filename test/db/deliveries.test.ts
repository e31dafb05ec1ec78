import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Database } from "../../db/database.ts";
import { createDeliveries } from "../../db/deliveries.ts";
import { tokenOf } from "../../db/plan.ts";
import type { JobQueue, Wake } from "../../db/queue.ts";
import type { Place, Team } from "../../src/domain/parties.ts";
import type { PlannedReminder } from "../../src/domain/reminder.ts";
import type { Id } from "../../src/domain/request.ts";
import type { Deliveries, Held, Parcel, Verdict } from "../../src/ports.ts";
import type { Ground } from "../contracts/store.contract.ts";
import { freshDatabase, hasPostgres, realPostgres } from "../support/database.ts";
import { addCompany, addTeam, letterAt, logRequest, openRegister, OUTREACH, type Register, seeded } from "../support/register.ts";

const SOON = "2022-03-08T09:00:00.000Z";
const LATER = "2022-03-20T09:00:00.000Z";

const reminder = (key: string, at = SOON): PlannedReminder => ({ key, kind: "late", at });

/** Remembers which alarms were set. */
const keptQueue = (): Pick<JobQueue, "enqueue"> & { readonly wakes: Wake[] } => {
  const wakes: Wake[] = [];
  return {
    wakes,
    enqueue: async (_, more) => {
      wakes.push(...more);
    },
  };
};

const sendAll = ({ items }: Parcel): Verdict => ({ send: items.map(({ delivery }) => delivery), skip: [], postpone: [] });

const deliveriesOn = (name: string, ground: () => Promise<Ground>): void => {
  describe(`deliveries on ${name}`, () => {
    let place: Ground;
    let database: Database;
    beforeAll(async () => {
      place = await ground();
      database = await place.open();
    });
    afterAll(() => place.remove());

    interface Scene {
      readonly register: Register;
      readonly ws: Id;
      readonly team: Team;
      readonly request: Id;
      readonly here: Place;
      readonly wakes: readonly Wake[];
      readonly deliveries: Deliveries;
      plan(reminders: readonly PlannedReminder[], where?: Place): Promise<void>;
      /** What the rows say, by occurrence. */
      rows(): Promise<Record<string, string>>;
    }

    let scenes = 0;

    /** A request in a channel of its own, so that scenes of one database do not mix. */
    const scene = async (): Promise<Scene> => {
      const queue = keptQueue();
      const register = openRegister(database, { queue });
      const here: Place = { ...OUTREACH, id: `outreach-${(scenes += 1)}` };
      const { ws, team, request } = await register.at("oksana", async (desk) => {
        const added = await addTeam(desk, { place: here });
        const logged = await logRequest(desk, { team: added, company: await addCompany(desk, "Northwind") }, letterAt(desk.at));
        return { ws: desk.workspace.id, team: added, request: logged.id };
      });
      return {
        register,
        ws,
        team,
        request,
        here,
        wakes: queue.wakes,
        deliveries: createDeliveries({ database, queue, random: seeded(scenes), clock: register.clock }),
        plan: (reminders, where = here) => register.at("oksana", (desk) => desk.plan(request, where, reminders)),
        rows: async () => {
          const found = await database.rows<{ occurrence: string; state: string; due_at: string; place_id: string }>(sql`
            select i.occurrence, d.state, d.due_at, d.place_id from delivery d join intent i using (workspace_id)
            where i.id = d.intent_id and workspace_id = ${ws} order by i.occurrence, d.id`);
          return Object.fromEntries(found.map((row) => [row.place_id === here.id ? row.occurrence : `${row.occurrence} elsewhere`, row.state]));
        },
      };
    };

    /** Takes what is due at `at` in hand. */
    const taken = async ({ deliveries, ws, here }: Scene, at = SOON): Promise<readonly Held[]> => (await deliveries.hold(ws, here, at, sendAll))?.held ?? [];

    const posted = (id: string, where: Place = OUTREACH) => ({ kind: "sent", posted: { place: where, id } }) as const;

    describe("planning", () => {
      it("plans an occurrence once, however often it is planned", async () => {
        const one = await scene();
        await one.plan([reminder("a")]);
        await one.plan([reminder("a"), reminder("b")]);
        await one.plan([reminder("a"), reminder("b")]);
        expect(await one.rows()).toEqual({ a: "PENDING", b: "PENDING" });
      });

      it("takes back what is no longer planned, and brings back what is planned again", async () => {
        const one = await scene();
        await one.plan([reminder("a"), reminder("b")]);
        await one.plan([reminder("b")]);
        expect(await one.rows()).toEqual({ a: "SKIPPED", b: "PENDING" });
        await one.plan([reminder("a", LATER)]);
        expect(await one.rows()).toEqual({ a: "PENDING", b: "SKIPPED" });
        expect(await one.deliveries.nextDue(SOON)).toBe(LATER);
        await one.plan([]);
      });

      it("moves what waits to its new time", async () => {
        const one = await scene();
        await one.plan([reminder("a", LATER)]);
        await one.plan([reminder("a", SOON)]);
        expect(await taken(one)).toHaveLength(1);
      });

      it("leaves what was sent as it is, in another place too", async () => {
        const one = await scene();
        await one.plan([reminder("a"), reminder("b", LATER)]);
        await one.deliveries.settle(one.ws, one.here, await taken(one), posted("1"), []);
        await one.plan([]);
        await one.plan([reminder("a"), reminder("b", LATER)], { ...one.here, id: `${one.here.id}-new` });
        expect(await one.rows()).toEqual({ a: "SENT", b: "SKIPPED", "b elsewhere": "PENDING" });
        await one.plan([]);
      });

      it("does not bring back what the courier judged away", async () => {
        const one = await scene();
        await one.plan([reminder("a")]);
        await one.deliveries.hold(one.ws, one.here, SOON, ({ items }) => ({ send: [], skip: items.map(({ delivery }) => ({ delivery, why: "answered" })), postpone: [] }));
        await one.plan([reminder("a")]);
        expect(await one.rows()).toEqual({ a: "SKIPPED" });
      });

      it("does not hurry what failed and waits for its next attempt", async () => {
        const one = await scene();
        await one.plan([reminder("a")]);
        await one.deliveries.settle(one.ws, one.here, await taken(one), { kind: "retry", at: LATER, why: "429" }, []);
        await one.plan([reminder("a")]);
        expect(await taken(one)).toEqual([]);
        expect(await taken(one, LATER)).toHaveLength(1);
      });

      it("sets the alarm for what is due within two days, in the same transaction", async () => {
        const one = await scene();
        await one.plan([reminder("a", SOON), reminder("b", LATER)]);
        expect(one.wakes).toMatchObject([{ workspace: one.ws, dueAt: SOON, place: one.here }]);
        await one.plan([reminder("a", "2022-03-08T10:00:00.000Z"), reminder("b", LATER)]);
        expect(one.wakes.map(({ dueAt }) => dueAt)).toEqual([SOON, "2022-03-08T10:00:00.000Z"]);
        await one.plan([]);
      });

      it("plans a team's digest, and only one at a time", async () => {
        const one = await scene();
        await one.register.at("oksana", (desk) => desk.planDigest(one.team, SOON));
        await one.register.at("oksana", (desk) => desk.planDigest(one.team, LATER));
        expect(Object.values(await one.rows()).toSorted()).toEqual(["PENDING", "SKIPPED"]);
        await one.register.at("oksana", (desk) => desk.planDigest(one.team, undefined));
        expect(Object.values(await one.rows())).toEqual(["SKIPPED", "SKIPPED"]);
      });
    });

    describe("holding", () => {
      it("shows what is due with its request and company of this moment, and marks it before anything is sent", async () => {
        const one = await scene();
        await one.plan([reminder("a")]);
        await one.register.at("oksana", (desk) => desk.record("request", one.request, [{ type: "closed", reason: "done" }]));
        let seen: Parcel | undefined;
        const caught = await one.deliveries.hold(one.ws, one.here, SOON, (parcel) => {
          seen = parcel;
          return sendAll(parcel);
        });
        expect(seen).toMatchObject({ at: SOON, team: { id: one.team.id }, place: one.here, members: [{ name: "oksana" }], workspace: { id: one.ws } });
        expect(seen?.items).toMatchObject([{ kind: "late", key: "a", dueAt: SOON, repeat: false, request: { id: one.request, status: "closed" }, company: { name: "Northwind" } }]);
        expect(caught?.held).toMatchObject([{ fence: 1, token: expect.stringMatching(/^[A-Z2-7]{24}$/) }]);
        expect(await one.rows()).toEqual({ a: "SENDING" });
      });

      it("gives nothing before its time, and nothing that is held already", async () => {
        const one = await scene();
        await one.plan([reminder("a")]);
        expect(await taken(one, "2022-03-08T08:59:59.999Z")).toEqual([]);
        expect(await taken(one)).toHaveLength(1);
        expect(await taken(one)).toEqual([]);
        expect(await one.deliveries.hold(one.ws, one.here, SOON, sendAll)).toBeUndefined();
      });

      it("postpones and skips as judged, and leaves the rest due", async () => {
        const one = await scene();
        await one.plan([reminder("a"), reminder("b"), reminder("c")]);
        const judge = ({ items }: Parcel): Verdict => {
          const [a, b] = items.toSorted((x, y) => (x.key < y.key ? -1 : 1));
          return { send: [], skip: [{ delivery: a?.delivery ?? "", why: "answered" }], postpone: [{ delivery: b?.delivery ?? "", until: LATER }] };
        };
        expect((await one.deliveries.hold(one.ws, one.here, SOON, judge))?.held).toEqual([]);
        expect(await one.rows()).toEqual({ a: "SKIPPED", b: "PENDING", c: "PENDING" });
        expect(await taken(one)).toHaveLength(1);
        expect(await taken(one, LATER)).toHaveLength(1);
      });

      it("speaks for one team at a time where two share a place", async () => {
        const one = await scene();
        await one.plan([reminder("a")]);
        await one.register.at("oksana", async (desk) => {
          const second = await addTeam(desk, { name: "Second", place: one.here });
          const request = await logRequest(desk, { team: second, company: await addCompany(desk, "Contoso") }, letterAt(desk.at));
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
          Array.from({ length: 4 }, async () => createDeliveries({ database: await place.open(), queue: keptQueue(), random: seeded(1), clock: one.register.clock })),
        );
        const oneOf = ({ items }: Parcel): Verdict => ({ send: items.slice(0, 1).map(({ delivery }) => delivery), skip: [], postpone: [] });
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
        const left = await taken(one);
        expect(new Set([...sent, ...left.map(({ id }) => id)]).size).toBe(20);
        expect(sent.length + left.length).toBe(20);
      });
    });

    describe("settling", () => {
      it.each([
        ["SENT", posted("m1")],
        ["DEAD", { kind: "dead", why: "archived" }],
        ["UNKNOWN", { kind: "unknown", why: "time-out" }],
        ["PENDING", { kind: "retry", at: LATER, why: "429" }],
      ] as const)("ends in %s", async (state, outcome) => {
        const one = await scene();
        await one.plan([reminder("a")]);
        await one.deliveries.settle(one.ws, one.here, await taken(one), outcome, []);
        expect(await one.rows()).toEqual({ a: state });
        if (state === "PENDING") expect(one.wakes.map(({ dueAt }) => dueAt)).toEqual([SOON]);
      });

      it("does nothing with a fence that is not the row's any more", async () => {
        const one = await scene();
        await one.plan([reminder("a")]);
        const stale = await taken(one);
        await one.deliveries.settle(one.ws, one.here, stale, { kind: "retry", at: SOON, why: "refused" }, []);
        const ours = await taken(one);
        expect(ours[0]?.fence).toBe(2);
        await one.deliveries.settle(one.ws, one.here, stale, posted("m1"), []);
        await one.deliveries.settle(one.ws, one.here, stale, { kind: "dead", why: "archived" }, []);
        expect(await one.rows()).toEqual({ a: "SENDING" });
        await one.deliveries.settle(one.ws, one.here, ours, posted("m2"), []);
        expect(await one.rows()).toEqual({ a: "SENT" });
      });

      it("plans what follows once, whatever the outcome", async () => {
        const one = await scene();
        await one.plan([reminder("a")]);
        const next = [
          { request: one.request, reminder: { key: "weekly:1", kind: "weekly", at: LATER } },
          { team: one.team.id, reminder: { key: "digest:1", kind: "digest", at: LATER } },
        ] as const;
        await one.deliveries.settle(one.ws, one.here, [], { kind: "unknown", why: "not tried yet" }, next);
        await one.deliveries.settle(one.ws, one.here, await taken(one), posted("m1"), next);
        expect(await one.rows()).toEqual({ a: "SENT", "weekly:1": "PENDING", "digest:1": "PENDING" });
        const caught = await one.deliveries.hold(one.ws, one.here, LATER, sendAll);
        expect(caught?.parcel.items.map(({ kind, request }) => [kind, request?.id]).toSorted()).toEqual([
          ["digest", undefined],
          ["weekly", one.request],
        ]);
      });
    });

    describe("rounds over all workspaces", () => {
      it("find places with something due, the longest overdue first", async () => {
        const [one, other] = [await scene(), await scene()];
        await one.plan([reminder("a", "2022-03-09T09:00:00.000Z")]);
        await other.plan([reminder("a", SOON), reminder("b", SOON)]);
        const ours = (await one.deliveries.duePlaces("2022-03-09T09:00:00.000Z", 1000)).filter(({ workspace }) => [one.ws, other.ws].includes(workspace));
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
        await taken(one);
        expect(await one.deliveries.recover("2022-03-08T09:01:00.000Z", 120)).toBe(0);
        expect(await one.deliveries.recover("2022-03-08T09:02:00.000Z", 120)).toBe(2);
        expect(await one.deliveries.recover("2022-03-08T09:10:00.000Z", 120)).toBe(0);
        expect(Object.entries(await one.rows()).toSorted()).toEqual([
          ["a", "PENDING"],
          [`digest:${SOON}`, "UNKNOWN"],
        ]);
        const caught = await one.deliveries.hold(one.ws, one.here, SOON, sendAll);
        expect(caught?.parcel.items).toMatchObject([{ key: "a", repeat: true }]);
        expect(caught?.held).toMatchObject([{ fence: 2 }]);
      });

      it("let a sender that was only slow say that its message arrived", async () => {
        const one = await scene();
        await one.plan([reminder("a")]);
        const held = await taken(one);
        await one.deliveries.recover("2022-03-08T09:05:00.000Z", 120);
        await one.deliveries.settle(one.ws, one.here, held, posted("m1"), []);
        expect(await one.rows()).toEqual({ a: "SENT" });
      });

      it("count what is overdue and in no final state", async () => {
        const one = await scene();
        const [early, before] = [await one.deliveries.overdue("2022-03-08T09:04:59.000Z", 5), await one.deliveries.overdue("2022-03-08T09:05:00.000Z", 5)];
        await one.plan([reminder("a"), reminder("b"), reminder("c", LATER)]);
        expect(await one.deliveries.overdue("2022-03-08T09:04:59.000Z", 5)).toBe(early);
        expect(await one.deliveries.overdue("2022-03-08T09:05:00.000Z", 5)).toBe(before + 2);
        await one.deliveries.settle(one.ws, one.here, await taken(one), posted("m1"), []);
        expect(await one.deliveries.overdue("2022-03-08T09:05:00.000Z", 5)).toBe(before);
        await one.plan([]);
      });

      it("give a job to what falls due soon", async () => {
        const one = await scene();
        await one.plan([reminder("a", LATER), reminder("b", "2022-04-20T09:00:00.000Z")]);
        expect(one.wakes).toEqual([]);
        expect(await one.deliveries.enqueueSoon("2022-03-19T09:00:00.000Z", 48)).toBeGreaterThanOrEqual(1);
        expect(one.wakes.filter(({ workspace }) => workspace === one.ws)).toMatchObject([{ dueAt: LATER, place: one.here }]);
        await one.plan([]);
      });
    });

    it("finds the place of a delivery until it is finished", async () => {
      const one = await scene();
      const stranger = await scene();
      await one.plan([reminder("a")]);
      const [held] = await taken(one);
      expect(await one.deliveries.placeOf(one.ws, held?.id ?? "")).toEqual(one.here);
      expect(await one.deliveries.placeOf(stranger.ws, held?.id ?? "")).toBeUndefined();
      await one.deliveries.settle(one.ws, one.here, held ? [held] : [], posted("m1"), []);
      expect(await one.deliveries.placeOf(one.ws, held?.id ?? "")).toBeUndefined();
    });

    it("knows the time of a story, and else of the database", async () => {
      const one = await scene();
      expect(await one.deliveries.now()).toBe("2022-03-07T09:00:00.000Z");
      const real = createDeliveries({ database, queue: keptQueue(), random: seeded(1) });
      expect(Math.abs(Date.parse(await real.now()) - Date.now())).toBeLessThan(60_000);
    });
  });
};

describe("a delivery's token", () => {
  it("is opaque, the same each time, and fits Discord's nonce", () => {
    const token = tokenOf("secret", "017f639b-5a80-7099-a471-a172dc5ce98f");
    expect(token).toMatch(/^[A-Z2-7]{24}$/);
    expect(tokenOf("secret", "017f639b-5a80-7099-a471-a172dc5ce98f")).toBe(token);
    expect(tokenOf("another", "017f639b-5a80-7099-a471-a172dc5ce98f")).not.toBe(token);
  });
});

deliveriesOn("the embedded database", async () => {
  const database = await freshDatabase();
  return { open: async () => database, remove: () => database.close() };
});

describe.skipIf(!hasPostgres())("with PostgreSQL", () => {
  deliveriesOn("PostgreSQL", realPostgres);
});
