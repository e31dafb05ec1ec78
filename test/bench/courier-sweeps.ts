import { createDeliveries } from "../../db/deliveries.ts";
import { createStillQueue } from "../../db/still-queue.ts";
import { fromEpoch, type Instant, plusHours } from "../../src/domain/time.ts";
import type { Deliveries } from "../../src/ports.ts";
import { createChance } from "../../src/process/chance.ts";
import { addDue, addOpen, type Model, modelsIn } from "./courier-scene.ts";
import type { Ground } from "./ground.ts";
import { aligned, type Report } from "./table.ts";

/** Reminders that are open and not due yet. */
const OPEN = [10_000, 100_000, 1_000_000];

/** Due at every measurement, whatever is open beside it. */
const DUE = 200;

const REGISTERS = 20;

/** Of so many the fastest counts: whatever else the machine does can only slow one down. */
const TIMES = 60;

/** How much more the largest register may cost than the smallest. */
const ASKED = 2;

type Step = readonly [name: string, run: (deliveries: Deliveries, at: Instant) => Promise<unknown>];

/** What the rounds of each minute, five minutes and hour ask, and what one delivery does. */
const stepsOf = (model: Model): readonly Step[] => [
  ["which places are due (each minute)", (deliveries, at) => deliveries.duePlaces(at, 100)],
  ["what is in doubt (each minute)", (deliveries, at) => deliveries.doubts(at)],
  ["what falls due next", (deliveries, at) => deliveries.nextDue(at)],
  ["what is overdue (each five minutes)", (deliveries, at) => deliveries.overdue(at, 5)],
  ["jobs for 48 hours (each hour)", (deliveries, at) => deliveries.enqueueSoon(at, 48)],
  [
    "holding what is due in a place",
    (deliveries, at) =>
      deliveries.hold(model.workspace, { platform: "slack", id: "P0-0", name: "#P0-0" }, at, () => ({
        send: [],
        skip: [],
        postpone: [],
      })),
  ],
];

const took = async (work: () => Promise<unknown>): Promise<number> => {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
};

/** What rounds and a delivery cost in milliseconds, with 200 due and ever more that is only open. */
export const sweepsOn = async (ground: Ground): Promise<Report> => {
  const database = await ground.open();
  const models = await modelsIn(database, REGISTERS);
  const [model] = models;
  if (!model) throw new Error("there are registers");
  const at = fromEpoch(Date.now());
  const due = plusHours(at, -1);
  const still = createStillQueue();
  await addDue(database, still, models, { deliveries: DUE, registers: REGISTERS, perPlace: 1 }, due, 0);
  const deliveries = createDeliveries({ database, queue: still, random: createChance() });
  const steps = stepsOf(model);
  const found = new Map<string, number[]>(steps.map(([name]) => [name, []]));
  let from = 0;
  for (const to of OPEN) {
    await addOpen(database, models, from, to, at);
    from = to;
    for (const [name, run] of steps) {
      await run(deliveries, at);
      const times: number[] = [];
      for (let time = 0; time < TIMES; time += 1) times.push(await took(() => run(deliveries, at)));
      found.get(name)?.push(Math.min(...times));
    }
  }
  const ratios = [...found].map(([name, times]) => ({ name, times, ratio: (times.at(-1) ?? 0) / (times[0] ?? 1) }));
  return {
    text: aligned([
      [`ms with ${DUE} due, beside so many open`, ...OPEN.map(String), "ratio", `asked ≤ ${ASKED}`],
      ...ratios.map(({ name, times, ratio }) => [
        name,
        ...times.map((each) => each.toFixed(1)),
        ratio.toFixed(2),
        ratio <= ASKED ? "reached" : "MISSED",
      ]),
    ]),
    reached: ratios.every(({ ratio }) => ratio <= ASKED),
  };
};
