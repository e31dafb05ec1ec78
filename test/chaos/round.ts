import { setTimeout as pause } from "node:timers/promises";
import { chanceOf } from "../sim/chance.ts";
import { KINDS, type KindName, type Pace } from "./kinds.ts";
import { planReminders } from "./load.ts";
import type { Open } from "./server.ts";
import type { World } from "./world.ts";

/** One round: what is done in it follows from the seed, the kind and its number. */
export interface Round {
  readonly seed: string;
  readonly kind: KindName;
  readonly nth: number;
  readonly pace: Pace;
}

const SECOND = 1_000;

/** Resolves when it is so, or after so many milliseconds with what it was last. */
const becomes = async (world: World, within: number, isSo: (open: Open) => boolean): Promise<Open> => {
  for (const since = performance.now(); ; await pause(SECOND / 4)) {
    const open = await world.grounds.open();
    if (isSo(open) || performance.now() - since > within) return open;
  }
};

/** Resolves when the cards of what was logged to begin with are there: a round's reminders are not to share the platforms' budgets with them. */
export const stands = (world: World): Promise<Open> => becomes(world, 120 * SECOND, ({ due }) => due === 0);

/** Reminders fall due and something goes wrong, while people work; over when everything that is not in doubt has gone out. */
export const playRound = async (world: World, { seed, kind, nth, pace }: Round): Promise<void> => {
  const chance = chanceOf(`${seed}/${kind}/${nth}`);
  const over = chance.one([0, 3 * SECOND, 8 * SECOND] as const);
  world.dues.push(...(await planReminders(world.grounds.database, world.pool, nth, over, chance.apart("due"))));
  const planned = performance.now();
  await KINDS[kind].strike(world, nth, chance.apart("strike"), pace);
  await pause(Math.max(0, over - (performance.now() - planned)));
  await becomes(world, 60 * SECOND, ({ due }) => due === 0);
};

/** Waits until nothing is open any more; what is open in the end, where it does not come to that. */
export const settle = async (world: World, minutes: number, late: boolean): Promise<Open> => {
  const isOver = ({ due, doubtful, stale, doubted, inbox }: Open): boolean =>
    due + doubtful + stale + inbox + (late ? doubted : 0) === 0;
  // Snoozes end within three minutes of being typed, and are owed, too.
  const until = Date.now() + 190 * SECOND;
  let open = await becomes(world, minutes * 60 * SECOND, isOver);
  const ends = (await world.grounds.deliveries()).filter(
    ({ kind, state, dueAt }) => kind === "snooze_over" && state === "PENDING" && Date.parse(dueAt) < until,
  );
  const last = Math.max(0, ...ends.map(({ dueAt }) => Date.parse(dueAt)));
  await pause(Math.max(0, last - Date.now()));
  open = await becomes(world, minutes * 60 * SECOND, isOver);
  return open;
};
