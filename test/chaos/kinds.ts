import { setTimeout as pause } from "node:timers/promises";
import type { Chance } from "../sim/chance.ts";
import type { Weather } from "../support/line.ts";
import type { Strike } from "./history.ts";
import type { Worker } from "./worker.ts";
import { chosen, portsOf, type World } from "./world.ts";

/** How long things last: as long as they may in the field, or shorter where nobody has the time. */
export type Pace = "long" | "short";

/** Does something to the world in the middle of a round; resolves when nothing is in the way any more. */
type Strikes = (world: World, round: number, chance: Chance, pace: Pace) => Promise<void>;

/** A way in which things go wrong. */
export interface Kind {
  readonly says: string;
  /** Rounds in a whole campaign. */
  readonly rounds: number;
  readonly strike: Strikes;
  /** Why it cannot be tried here. */
  readonly unable?: (world: Pick<World, "grounds">) => string | undefined;
  /** Whether something may arrive so late that it has to be taken away again. */
  readonly late?: boolean;
  /** Minutes for each round in which everything is looked for, as many a minute as the platform lets be looked for. */
  readonly looking?: number;
}

const SECOND = 1_000;

/** Messages that go out before something happens, at most: about as many as the reminders of a round need. */
const MESSAGES = 24;

/** Writes down what is done while it lasts. */
const during = async (
  world: World,
  strike: Omit<Strike, "from" | "until">,
  work: () => Promise<void>,
): Promise<void> => {
  const noted: Strike = { ...strike, from: Date.now(), until: Number.POSITIVE_INFINITY };
  world.strikes.push(noted);
  await work();
  noted.until = Math.min(noted.until, Date.now());
};

/** The middle of a round: right after one of its messages arrived at the platform, before its sender can know. */
const aMessage = ({ office }: World, chance: Chance): Promise<void> =>
  office.posted(chance.between(1, MESSAGES), 8 * SECOND);

const namesOf = (workers: readonly Worker[]): string => workers.map(({ name }) => name).join(" ");

const kill: Strikes = async (world, round, chance) => {
  const which = chance.one(["poster", "poster", "poster", "any", "all"] as const);
  await aMessage(world, chance);
  const victims = chosen(world, which, chance);
  for (const victim of victims) victim.kill();
  const strike: Strike = { kind: "kill", round, what: namesOf(victims), from: Date.now(), until: 0 };
  world.strikes.push(strike);
  await pause(chance.between(0, 2_000));
  strike.until = Date.now();
  await Promise.all(victims.map((victim) => victim.start()));
};

const stop: Strikes = async (world, round, chance, pace) => {
  await aMessage(world, chance);
  const [victim] = chosen(world, chance.one(["poster", "poster", "any"]), chance);
  if (!victim) return;
  const seconds = pace === "long" ? chance.between(30, 300) : chance.between(5, 20);
  const strike = { kind: "stop", round, what: `${victim.name} for ${seconds} s`, halted: victim.name };
  await during(world, strike, async () => {
    victim.halt();
    await pause(seconds * SECOND);
    victim.go();
  });
};

const restart: Strikes = async (world, round, chance) => {
  await aMessage(world, chance);
  await during(world, { kind: "restart", round, what: "the server" }, async () => world.grounds.crash?.());
};

const terminate: Strikes = async (world, round, chance) => {
  for (let times = chance.between(1, 3); times > 0; times -= 1) {
    await aMessage(world, chance);
    await during(world, { kind: "terminate", round, what: "every connection" }, async () => {
      await world.grounds.terminate(portsOf(world));
    });
  }
};

const full: Strikes = async (world, round, chance) => {
  await aMessage(world, chance);
  await during(world, { kind: "full", round, what: "the disk" }, async () => {
    await world.grounds.full(true);
    await pause(chance.between(2, 10) * SECOND);
    await world.grounds.full(false);
  });
};

const weather =
  (kind: Exclude<Weather, "clear">, low: number, high: number): Strikes =>
  async (world, round, chance, pace) => {
    const side = chance.one(["base", "platforms", "both"] as const);
    const which = chance.one(["poster", "all"] as const);
    await aMessage(world, chance);
    const victims = chosen(world, which, chance);
    const lines = victims.flatMap(({ base, platforms }) =>
      side === "both" ? [base, ...platforms] : side === "base" ? [base] : platforms,
    );
    const seconds = chance.between(low, pace === "long" ? high : Math.ceil((low + high) / 3));
    const what = `${side === "base" ? "the database" : side} of ${namesOf(victims)} for ${seconds} s`;
    await during(world, { kind, round, what }, async () => {
      for (const line of lines) line.turn(kind);
      await pause(seconds * SECOND);
      for (const line of lines) line.turn("clear");
    });
  };

const upgrade: Strikes = async (world, round, chance) => {
  await aMessage(world, chance);
  await during(world, { kind: "upgrade", round, what: "the schema, then one process after another" }, async () => {
    await world.grounds.advance(round + 1);
    for (const worker of world.workers) {
      await worker.leave();
      await worker.start();
    }
  });
};

const restore: Strikes = async (world, round, chance) => {
  const { grounds, office, workers, strikes } = world;
  await aMessage(world, chance);
  await grounds.backUp();
  const backedUp = Date.now();
  await office.posted(chance.between(1, MESSAGES), 8 * SECOND);
  await pause(chance.between(0, 5) * SECOND);
  for (const worker of workers) worker.kill();
  const strike: Strike = { kind: "restore", round, what: "the register", from: Date.now(), until: 0, backedUp };
  strikes.push(strike);
  await world.remember();
  await grounds.restore();
  strike.until = Date.now();
  await Promise.all(workers.map((worker) => worker.start()));
};

/** All that can be tried, in the order in which it is. */
export const KINDS = {
  kill: { says: "kill -9 of one process, or of all", rounds: 100, strike: kill },
  stop: { says: "a process stands still, and goes on", rounds: 20, strike: stop, late: true },
  restart: {
    says: "PostgreSQL stops at once, and starts again",
    rounds: 20,
    strike: restart,
    unable: ({ grounds }) => (grounds.crash ? undefined : "the PostgreSQL of TEST_DATABASE_URL is not ours to stop"),
  },
  terminate: { says: "every connection to the database is ended by the server", rounds: 20, strike: terminate },
  full: { says: "every write fails as on a full disk", rounds: 20, strike: full },
  cut: {
    says: "connections to the database, to the platforms or to both are cut, and refused",
    rounds: 20,
    strike: weather("cut", 1, 15),
  },
  mute: { says: "the same take everything and answer nothing", rounds: 20, strike: weather("mute", 5, 40), late: true },
  slow: { says: "the same take 0.4 s for every packet", rounds: 20, strike: weather("slow", 5, 20) },
  restore: { says: "the register is restored from a backup of a moment ago", rounds: 20, strike: restore, looking: 12 },
  upgrade: {
    says: "a newer schema, then a rolling restart of the processes of the older one",
    rounds: 20,
    strike: upgrade,
  },
} as const satisfies Readonly<Record<string, Kind>>;
export type KindName = keyof typeof KINDS;
