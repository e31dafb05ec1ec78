import type { Database } from "../../db/database.ts";
import { roundsOf } from "../../src/clockwork/rounds.ts";
import type { Budget } from "../../src/domain/budget.ts";
import { fromEpoch } from "../../src/domain/time.ts";
import type { Adapter } from "../../src/ports.ts";
import { createChance } from "../../src/process/chance.ts";
import { build } from "../../src/process/house.ts";
import type { Carrier } from "./courier-bare.ts";
import { addDue, addOpen, modelsIn } from "./courier-scene.ts";

/** The limits are asked as Slack's are, and take everything: what is measured is what asking costs. */
const endless = (key: string): Budget => ({ key, perSecond: 1_000, burst: 10_000_000 });

/** A platform that takes every message at once. */
const instant = (post: () => void): Adapter => {
  const none = async (): Promise<void> => undefined;
  let number = 0;
  return {
    platform: "slack",
    capabilities: { edits: true, history: true, nonceSeconds: 0 },
    start: none,
    stop: none,
    edit: none,
    remove: none,
    find: async () => [],
    budgets: (workspace, { id }) => [endless(`slack/${workspace}/post/${id}`), endless(`slack/${workspace}/post`)],
    post: async ({ place }) => {
      post();
      return { place, id: `m${(number += 1)}` };
    },
  };
};

/** How what is due lies. */
interface Lying {
  readonly registers: number;
  readonly perPlace: number;
  /** Whether the rounds of each minute go on beside the jobs; else only jobs ring. */
  readonly rounds: boolean;
}

/** Reminders of the months to come, beside which all falls due: no register in use is empty. */
const OPEN = 10_000;

/** The whole courier on a database: jobs, rows, judging, writing, the platform's limits and settling. */
export const houseOn = async (database: Database, post: () => void, lying: Lying): Promise<Carrier> => {
  const faults: unknown[] = [];
  const log = {
    info: () => undefined,
    warn: (...said: unknown[]) => void faults.push(said),
    error: (...said: unknown[]) => void faults.push(said),
  };
  const clock = { now: () => fromEpoch(Date.now()), elapsed: () => performance.now() };
  const house = await build(database, {
    log,
    clock,
    random: createChance(),
    zone: "UTC",
    language: "en",
    time: "real",
    stay: "running",
  });
  const models = await modelsIn(database, lying.registers);
  await addOpen(database, models, 0, OPEN, clock.now());
  const crew = house.crewFor([instant(post)]);
  const { deliveries, limiter, queue } = house;
  const rounds = roundsOf({ crew, tell: crew.courier.tell, deliveries, limiter, log });
  await queue.start({ deliver: crew.courier.deliver, rounds: lying.rounds ? rounds : [] });
  let from = 0;
  return {
    name: `courier, ${lying.registers === 1 ? "one register" : `${lying.registers} registers`}${lying.perPlace > 1 ? `, ${lying.perPlace} in a place` : ""}`,
    add: async (count, at) => {
      await addDue(database, queue, models, { deliveries: count, ...lying }, at, from);
      from += count;
    },
    stop: async () => {
      await queue.stop();
      // A fault would be fast.
      if (faults.length > 0) throw new Error(`the courier complained: ${JSON.stringify(faults[0])}`);
    },
  };
};
