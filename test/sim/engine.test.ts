import { describe } from "vitest";
import { queueContract } from "../contracts/queue.contract.ts";
import { chanceOf } from "./chance.ts";
import { createEngine, type Hand } from "./engine.ts";
import { createSchedule } from "./schedule.ts";

const START = Date.parse("2022-03-07T07:00:00.000Z");

/** Virtual milliseconds after which nobody waits any more. */
const PATIENCE = 600_000;

describe("the simulated queue", () => {
  queueContract(async () => {
    const schedule = createSchedule(START, chanceOf("schedule"));
    const hands: Hand[] = [];
    const engine = createEngine({
      schedule,
      chance: chanceOf("engine"),
      nemesis: { strikes: () => false, oneOf: () => undefined },
      hands: () => hands,
      skew: () => 0,
      until: START + PATIENCE,
      idle: () => true,
    });
    return {
      set: async ({ workspace: ws, delivery: id, dueAt, place }) => engine.wake({ ws, id, dueAt, place }),
      start: async (work, processes = 1) => {
        for (let nth = 0; nth < processes; nth += 1) hands.push({ being: { alive: true, pausedUntil: 0 }, work });
      },
      pass: async (until) => {
        const waited = { is: "waiting" };
        const noted = until.finally(() => {
          waited.is = "over";
        });
        while (waited.is === "waiting" && schedule.now() < START + PATIENCE) await schedule.run(schedule.now() + 1_000);
        if (waited.is === "waiting") throw new Error("It did not come about");
        return noted;
      },
    };
  });
});
