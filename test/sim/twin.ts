import { isDeepStrictEqual } from "node:util";
import { and, eq, like, sql } from "drizzle-orm";
import type { Database } from "../../db/database.ts";
import { delivery, intent } from "../../db/schema-deliveries.ts";
import type { DeliveryKind, Held, Outcome, Parcel, Verdict } from "../../src/domain/delivery.ts";
import type { Doubt, Found } from "../../src/domain/doubt.ts";
import type { Place } from "../../src/domain/parties.ts";
import { type Instant, plusMilliseconds } from "../../src/domain/time.ts";
import type { Deliveries } from "../../src/ports.ts";
import { openScene } from "../support/scene.ts";
import { type Chance, chanceOf } from "./chance.ts";
import { createDeliveries as createSimulated } from "./deliveries.ts";
import { FIGURES } from "./ground.ts";
import { createPlanning } from "./planning.ts";
import type { Row, Tables } from "./rows.ts";

/**
 * The simulation believes that its rows do what the database's do. Here both are given the same calls of the port, at
 * the same moments, and what they answer and what is left in their rows is compared after each.
 */

/** Deliveries of one seed, and calls that are made on them. */
const ROWS = 14;
const CALLS = 40;

const KINDS = ["late", "today", "unowned", "digest", "card", "record"] as const satisfies readonly DeliveryKind[];

/** What is compared of a row; what only the database keeps is left out. */
const shown = (row: Row) => ({
  id: row.id,
  state: row.state,
  dueAt: row.dueAt,
  fence: row.fence,
  attempts: row.attempts,
  firstAttempt: row.firstAttempt,
  lastAttempt: row.lastAttempt,
  platformId: row.platformId,
  reason: row.reason,
  repeat: row.repeat,
  quarantined: row.quarantined,
  sentAs: row.sentAs,
  lookAt: row.lookAt,
  doubted: row.doubted,
  stale: row.stale,
  paintAt: row.paintAt,
});

/** A verdict that follows from a delivery's id and a number alone, so that both come to the same. */
const judgeBy =
  (salt: string) =>
  ({ items, at }: Parcel): Verdict => {
    const fates = items.map(({ delivery, quarantined }) => {
      const chance = chanceOf(`${salt}/${delivery}`);
      const fate = quarantined ? "doubt" : chance.one(["send", "send", "send", "skip", "postpone", "leave"] as const);
      return { delivery, fate, until: plusMilliseconds(at, chance.between(1, 600) * 1_000) };
    });
    const of = (wanted: string) => fates.filter(({ fate }) => fate === wanted).map(({ delivery }) => delivery);
    return {
      send: of("send"),
      doubt: of("doubt"),
      skip: of("skip").map((delivery) => ({ delivery, why: "no longer holds" })),
      postpone: fates.filter(({ fate }) => fate === "postpone").map(({ delivery, until }) => ({ delivery, until })),
    };
  };

const outcomeOf = (chance: Chance, place: Place, at: Instant): Outcome => {
  const nth = chance.between(1, 1_000);
  return chance.one([
    { kind: "sent", posted: { place, id: `message-${nth}` } },
    { kind: "sent", posted: { place, id: `message-${nth}` } },
    { kind: "unknown", why: "time-out" },
    { kind: "unknown", why: "time-out" },
    { kind: "retry", at: plusMilliseconds(at, nth * 1_000), why: "refused" },
    { kind: "retry", at: plusMilliseconds(at, nth * 1_000), why: "uncertain again", uncertain: true },
    { kind: "dead", why: "archived", refused: place },
  ] as const);
};

const foundOf = (chance: Chance, { places: [place] }: Doubt, at: Instant): Found => {
  const nth = chance.between(1, 1_000);
  const then = plusMilliseconds(at, nth * 1_000);
  if (!place) throw new Error("a doubt has a place");
  return chance.one([
    { kind: "arrived", posted: { place, id: `found-${nth}` }, doubles: 0 },
    { kind: "arrived", posted: { place, id: `found-${nth}` }, doubles: 2 },
    { kind: "arrived", doubles: 1 },
    { kind: "absent", at: then },
    { kind: "absent", at: then },
    { kind: "unreadable", at: then, why: "missing_scope" },
    { kind: "later", at: then, why: "the platform's limit" },
    { kind: "hopeless", why: "may have arrived", refused: place },
  ] as const);
};

/** One call of the port, to be made on either. */
type Call = (deliveries: Deliveries) => Promise<unknown>;

/** Rows in a database and their twins in memory. */
const openTwins = async (database: Database, chance: Chance) => {
  const { register, ws, team, request, here, deliveries } = await openScene(database);
  const workspace = await register.at("oksana", async (desk) => desk.workspace);
  const places: readonly [Place, ...Place[]] = [here, { ...here, id: `${here.id}-2` }, { ...here, id: "@person" }];
  const { clock } = register;
  const tick = (milliseconds: number): void => clock.set(plusMilliseconds(clock.now(), milliseconds));
  const due = (): Instant => plusMilliseconds(clock.now(), chance.between(0, 900) * 1_000);
  for (let nth = 0; nth < ROWS; nth += 1) {
    const id = `${nth.toString(16).padStart(8, "0")}-0000-7000-8000-000000000000`;
    const place = chance.one(places);
    const kind = chance.one(KINDS);
    await database.transaction(async (tx) => {
      await tx.execute(sql`
        insert into intent (workspace_id, id, about_id, team_id, kind, occurrence, platform, place_id, place_name)
        values (${ws}, ${id}, ${request}, ${team.id}, ${kind}, ${`${kind} ${nth}`}, ${place.platform}, ${place.id}, ${place.name})`);
      await tx.execute(sql`
        insert into delivery (workspace_id, id, intent_id, platform, place_id, due_at, planned_at, token)
        values (${ws}, ${id}, ${id}, ${place.platform}, ${place.id}, ${due()}, ${due()}, ${`token-${nth}`})`);
    });
  }
  const kept = async (): Promise<Row[]> => {
    const found = await database.drizzle
      .select({ its: delivery, of: intent })
      .from(delivery)
      .innerJoin(intent, and(eq(intent.workspaceId, delivery.workspaceId), eq(intent.id, delivery.intentId)))
      .where(and(eq(delivery.workspaceId, ws), like(delivery.token, "token-%")))
      .orderBy(delivery.id);
    return found.map(({ its, of }) => ({
      ...its,
      ws,
      about: request,
      team: team.id,
      // It was put there above.
      kind: of.kind as DeliveryKind,
      key: of.occurrence,
      place: places.find(({ id }) => id === its.placeId) ?? here,
      plannedAt: its.plannedAt ?? its.dueAt,
      firstAttempt: its.firstAttemptAt ?? undefined,
      lastAttempt: its.lastAttemptAt ?? undefined,
      platformId: its.platformId ?? undefined,
      reason: its.reason ?? undefined,
      sentAs: its.sentAs ?? undefined,
      lookAt: its.lookAt ?? undefined,
      doubted: its.doubted ?? undefined,
      paintAt: its.paintAt ?? undefined,
    }));
  };
  const rows = await kept();
  const tables: Tables = {
    rows,
    refusals: [],
    receipts: new Map(),
    ingress: new Set(),
    houses: new Map([[ws, { workspace, teams: [team], members: [], companies: [], requests: new Map() }]]),
  };
  const planning = createPlanning(
    () => tables,
    () => undefined,
    {},
  );
  const store = { tables: () => tables, planning, wake: () => undefined, figures: FIGURES, flaws: {} };
  const simulated = createSimulated(store, async (_, work) => work(clock.now()));
  /** Puts a part of the rows in quarantine, as a restore does. */
  const quarantine = async (): Promise<void> => {
    const at = clock.now();
    const some = rows.filter(({ state, dueAt }) => ["PENDING", "SENDING", "UNKNOWN"].includes(state) && dueAt <= at);
    for (const row of some)
      Object.assign(row, {
        quarantined: true,
        firstAttempt: row.firstAttempt ?? at,
        lastAttempt: at,
        lookAt: undefined,
        sentAs: undefined,
      });
    await database.rows(sql`
      update delivery set quarantined = true, first_attempt_at = coalesce(first_attempt_at, ${at}::timestamptz), last_attempt_at = ${at}, look_at = null, sent_as = null
      where workspace_id = ${ws} and id = any(${sql.param(some.map(({ id }) => id))}::uuid[])`);
  };
  return {
    ws,
    places,
    clock,
    tick,
    quarantine,
    real: deliveries,
    simulated,
    /** What is in the rows of each. */
    inRows: async () => [(await kept()).map(shown), rows.map(shown)] as const,
  };
};

/** Two lists that ought to be one, after which call; undefined where they were one all the time. */
export interface Difference {
  readonly seed: number;
  readonly after: readonly string[];
  readonly real: unknown;
  readonly simulated: unknown;
}

/** Makes the calls of one seed on both; what was different first, if anything was. */
export const differenceIn = async (database: Database, seed: number): Promise<Difference | undefined> => {
  const chance = chanceOf(`twins/${seed}`);
  const { ws, places, clock, tick, quarantine, real, simulated, inRows } = await openTwins(database, chance);
  const after: string[] = [];
  /** What was held and is not settled, as each has it; a sender may come late, so it is kept for longer than it holds. */
  const inHand: { readonly place: Place; readonly held: readonly Held[] }[] = [];
  const inDoubt: Doubt[] = [];

  const both = async (name: string, call: Call): Promise<readonly [unknown, unknown]> => {
    after.push(name);
    return [await call(real), await call(simulated)];
  };
  const acts: Readonly<Record<string, () => Promise<readonly [unknown, unknown]>>> = {
    hold: async () => {
      const place = chance.one(places);
      const judge = judgeBy(`${seed}/${after.length}`);
      const at = clock.now();
      const [one, other] = await both(`hold ${place.id}`, async (deliveries) => {
        const caught = await deliveries.hold(ws, place, at, judge);
        const spent = caught?.parcel.items.flatMap((item) => (item.spent ? [item.delivery] : []));
        return caught && { held: caught.held.toSorted((a, b) => (a.id < b.id ? -1 : 1)), last: caught.last, spent };
      });
      // It is what was answered just now.
      const held = (one as { readonly held: readonly Held[] } | undefined)?.held ?? [];
      if (held.length > 0) inHand.push({ place, held });
      return [one, other];
    },
    settle: async () => {
      const chosen = inHand[chance.between(0, inHand.length - 1)];
      if (!chosen) return [undefined, undefined];
      if (chance.happens(0.8)) inHand.splice(inHand.indexOf(chosen), 1);
      const outcome = outcomeOf(chance, chosen.place, clock.now());
      return both(`settle ${JSON.stringify(outcome)}`, (deliveries) =>
        deliveries.settle(ws, chosen.place, chosen.held, outcome, []),
      );
    },
    putOff: async () => {
      const place = chance.one(places);
      const at = clock.now();
      const until = plusMilliseconds(at, chance.between(1, 120) * 1_000);
      return both(`putOff ${place.id}`, (deliveries) => deliveries.putOff(ws, place, at, until));
    },
    doubts: async () => {
      const at = clock.now();
      const [one, other] = await both("doubts", async (deliveries) =>
        (await deliveries.doubts(at))
          .filter(({ workspace }) => workspace === ws)
          .map((doubt) => ({ ...doubt, held: doubt.held.toSorted((a, b) => (a.id < b.id ? -1 : 1)) }))
          .toSorted((a, b) => (a.token < b.token ? -1 : 1)),
      );
      // As above.
      inDoubt.push(...(one as readonly Doubt[]));
      return [one, other];
    },
    needed: () => {
      const messages = [1, 2, 3].map((nth) => `message-${nth + chance.between(0, 900)}`);
      return both("needed", (deliveries) => deliveries.needed(ws, messages));
    },
    resolve: async () => {
      const doubt = inDoubt.shift();
      if (!doubt) return [undefined, undefined];
      const found = foundOf(chance, doubt, clock.now());
      return both(`resolve ${doubt.token} ${JSON.stringify(found)}`, (deliveries) => deliveries.resolve(doubt, found));
    },
    overdue: () =>
      both("places", async (deliveries) => {
        const due = await deliveries.duePlaces(clock.now(), 10_000);
        return due.filter(({ workspace }) => workspace === ws).map(({ place }) => place.id);
      }),
    quarantine: async () => {
      after.push("quarantine");
      await quarantine();
      return [undefined, undefined];
    },
  };
  const often = [
    "hold",
    "hold",
    "hold",
    "settle",
    "settle",
    "settle",
    "settle",
    "putOff",
    "doubts",
    "doubts",
    "resolve",
    "resolve",
    "resolve",
    "overdue",
    "needed",
  ] as const;
  for (let nth = 0; nth < CALLS; nth += 1) {
    tick(chance.between(0, 90) * 1_000);
    const name = chance.happens(0.02) ? "quarantine" : chance.one(often);
    const [one, other] = (await acts[name]?.()) ?? [];
    if (!isDeepStrictEqual(one, other)) return { seed, after, real: one, simulated: other };
    const [kept, twins] = await inRows();
    if (!isDeepStrictEqual(kept, twins)) {
      const different = kept.flatMap((row, index) => (isDeepStrictEqual(row, twins[index]) ? [] : [index]));
      return {
        seed,
        after,
        real: different.map((index) => kept[index]),
        simulated: different.map((index) => twins[index]),
      };
    }
  }
  return undefined;
};
