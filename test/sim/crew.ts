import { createCourier } from "../../src/clockwork/courier.ts";
import { createPainter } from "../../src/clockwork/painter.ts";
import { roundsOf } from "../../src/clockwork/rounds.ts";
import { createShowing } from "../../src/clockwork/showing.ts";
import type { Bucket } from "../../src/domain/budget.ts";
import { fromEpoch } from "../../src/domain/time.ts";
import type { Adapter, Cards, Deliveries, Limiter, Log, QueueWork, Touched } from "../../src/ports.ts";
import { simulatedLimiter } from "../support/simulated-limiter.ts";
import { createCards } from "./cards.ts";
import type { Chance } from "./chance.ts";
import { createDeliveries, type Store, type Transact } from "./deliveries.ts";
import { NO_HOLIDAYS } from "./ground.ts";
import type { History } from "./history.ts";
import type { Nemesis } from "./nemesis.ts";
import { flawedAdapter, flawedDeliveries } from "./planted.ts";
import type { Platforms } from "./platform.ts";
import type { Being, Schedule } from "./schedule.ts";
import { createWired } from "./wire.ts";

/** All that processes share. */
export interface Common {
  readonly schedule: Schedule;
  readonly history: History;
  readonly nemesis: Nemesis;
  readonly chance: Chance;
  readonly platforms: Platforms;
  readonly store: Store;
  readonly buckets: Map<string, Bucket>;
  /** What the database's clock shows, in milliseconds, and by how much that is more than the true time. */
  readonly dbNow: () => number;
  readonly skew: () => number;
  /** The latest it ever showed. */
  readonly latest: () => number;
  /** A process died or stands still. */
  struck(process: Process): void;
}

/** A process: the product's own courier, painter and rounds on ports that go through the schedule. */
export interface Process {
  readonly name: string;
  readonly being: Being;
  readonly work: QueueWork;
  readonly transact: Transact;
  /** What a process does first: what fell due while nothing ran. */
  begin(): Promise<void>;
  /** Shows the cards of what was changed, as the adapters do after a command. */
  show(touched: Touched): Promise<void>;
}

/** Milliseconds that its own clock is ahead of the database's: a server set to local time is off by hours. */
const WRONG = 2 * 3_600_000;

/** Starts a process. It lives until it is struck. */
export const startProcess = (name: string, common: Common): Process => {
  const { schedule, history, nemesis, chance, platforms, store, buckets, dbNow, skew } = common;
  const being: Being = { alive: true, pausedUntil: 0 };
  const held = new Map<string, number>();
  const ahead = chance.between(-WRONG, WRONG);
  /** Of a suspended machine the monotonic clock stood still for so long. */
  let stoodStill = 0;

  const step = (milliseconds: number, where: string): Promise<void> => {
    if (being.alive && being.pausedUntil <= schedule.now()) {
      const fault = nemesis.oneOf(["killed", "paused", "suspended"], `${name} at ${where}`);
      if (fault === "killed") being.alive = false;
      else if (fault) {
        const seconds = chance.between(30, 300);
        being.pausedUntil = schedule.now() + seconds * 1_000;
        if (fault === "suspended") stoodStill += seconds * 1_000;
      }
      if (fault) common.struck(process);
    }
    return schedule.wait(being, milliseconds);
  };

  /** Writing a moment down costs more than anything else here, and it is often the same one. */
  let written = { ms: Number.NaN, at: "" };
  const dbInstant = (): string => {
    const ms = dbNow();
    if (written.ms !== ms) written = { ms, at: fromEpoch(ms) };
    return written.at;
  };

  const transact: Transact = async (what, work) => {
    await step(chance.between(0, 4), `${what}, asked`);
    if (nemesis.strikes("cut", `${name} ${what}`)) throw new Error("connection terminated");
    const result = work(dbInstant());
    await step(chance.between(0, 4), `${what}, committed`);
    if (nemesis.strikes("unanswered", `${name} ${what}`)) throw new Error("connection terminated");
    return result;
  };

  const noted = (inner: Deliveries): Deliveries => ({
    ...inner,
    hold: async (ws, place, at, judge) => {
      const { notes } = history;
      let index: number | undefined;
      // What is noted is what committed; the answer may be lost on its way.
      const caught = await inner.hold(ws, place, at, (parcel) => {
        const verdict = judge(parcel);
        const [first] = verdict.send;
        const token = first === undefined ? "" : `T${first}`;
        if (first !== undefined) {
          index = notes.length;
          history.note({ kind: "held", who: name, ws, place, items: verdict.send, token, latest: common.latest() });
          held.set(token, index);
        }
        return verdict;
      });
      return caught;
    },
    settle: async (ws, place, its, outcome, next) => {
      const [first] = its;
      const items = its.map(({ id }) => id);
      const word = "why" in outcome ? `${outcome.kind}, ${outcome.why}` : `sent, ${outcome.posted.id}`;
      await inner.settle(ws, place, its, outcome, next);
      history.note({ kind: "settled", who: name, items, token: first?.token ?? "", outcome: word });
    },
  });

  const limiter: Limiter = simulatedLimiter(dbInstant, buckets);
  const limited: Limiter = {
    take: async (budgets) => {
      if (budgets.length > 0) await step(chance.between(0, 3), "take");
      return limiter.take(budgets);
    },
    giveBack: (budgets) => step(chance.between(0, 3), "give back").then(() => limiter.giveBack(budgets)),
    block: (budgets, seconds) => step(chance.between(0, 3), "block").then(() => limiter.block(budgets, seconds)),
    open: (budgets) => limiter.open(budgets),
    prune: () => limiter.prune(),
  };

  const say = (event: string, fields: Readonly<Record<string, unknown>> = {}): void =>
    history.note({ kind: "logged", who: name, event, fields: JSON.stringify(fields) });
  const log: Log = { info: say, warn: say, error: say };

  const wallNow = () => fromEpoch(dbNow() + ahead);
  const deliveries = noted(flawedDeliveries(createDeliveries(store, transact), { store, wallNow }));
  const cards: Cards = createCards(store, transact);
  const holding = (token: string): number | undefined => held.get(token.split("/")[0] ?? token);
  const wire = { being, who: name, schedule, platforms, nemesis, chance, skew, step, holding };
  const adapters: readonly Adapter[] = (["slack", "discord"] as const).map((platform) =>
    flawedAdapter(createWired(wire, platform), store.flaws),
  );
  const clock = { now: wallNow, elapsed: () => schedule.now() - stoodStill };
  const shared = { deliveries, adapters, limiter: limited, holidays: NO_HOLIDAYS, random: chance.random, log, clock };
  const courier = createCourier(shared);
  const painter = createPainter({ ...shared, cards });
  const showing = createShowing({ deliveries, cards, courier, painter });
  const crew = {
    round: async (at: string) => {
      const arrived = await courier.round(at);
      await painter.round(at);
      return arrived;
    },
  };
  const rounds = roundsOf({ crew, tell: courier.tell, deliveries, limiter: limited, log });

  const process: Process = {
    name,
    being,
    transact,
    work: { deliver: courier.deliver, rounds },
    begin: async () => {
      await crew.round(await deliveries.now());
    },
    show: async (touched) => {
      const known = await showing.cards(touched);
      if (known.length > 0) await showing.show(touched, known);
    },
  };
  return process;
};
