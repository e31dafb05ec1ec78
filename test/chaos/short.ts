import { chanceOf } from "../sim/chance.ts";
import { titled } from "../sim/ground.ts";
import { type Grounds, openGrounds } from "./server.ts";
import { judge, type Verdict } from "./verdict.ts";
import { openWorld, portsOf } from "./world.ts";

/** What is in doubt may be looked for after two minutes, and what was left in an inbox after one: both have passed. */
const HASTEN = [
  "update delivery set last_attempt_at = last_attempt_at - interval '3 minutes' where state = 'SENDING'",
  "update inbox set held_until = held_until - interval '3 minutes' where open",
];

const REQUESTS = 40;
const SIZE = { workers: 2, rooms: 8, requests: 0, patience: 3_000 } as const;

/** Milliseconds that a machine with much else to do may take. What is not so by then is judged as it is. */
const PATIENCE = 60_000;

const until = async (is: () => Promise<boolean>): Promise<void> => {
  for (const since = performance.now(); !(await is()) && performance.now() - since < PATIENCE; )
    await new Promise((resolve) => setTimeout(resolve, 50));
};

const isSettled = async (grounds: Grounds): Promise<boolean> => {
  const { due, doubtful, stale, inbox } = await grounds.open();
  return due + doubtful + stale + inbox === 0;
};

/**
 * One round of `kill` for those who have no minutes: people log requests, each gets its card, and both processes are
 * killed while one arrives. Nobody waits for what is in doubt: time is moved in the rows of the dead.
 */
export const playShortly = async (url: string, seed: string): Promise<Verdict> => {
  const chance = chanceOf(seed);
  const grounds = await openGrounds(url);
  const world = await openWorld(grounds, SIZE);
  const { office, workers } = world;
  try {
    const middle = office.posted(chance.between(5, REQUESTS - 10), 5_000);
    const typing = Promise.all(
      Array.from({ length: REQUESTS }, (_, nth) => {
        const title = `Case ${nth}: ${titled(1)}`;
        const channel = office.channels[nth % office.channels.length] ?? "";
        const line = `/aid request "Case ${nth}" "${title}" kind:equipment new:yes anyway:yes`;
        return office.types("olena", channel, line, title);
      }),
    );
    await middle;
    for (const worker of workers) worker.kill();
    // What a process said last may be written after it is dead, and would be younger than the others' time.
    await until(async () => (await grounds.connected(portsOf(world))) === 0);
    for (const statement of HASTEN) await grounds.ask(statement);
    await workers[0]?.start();
    await until(() => isSettled(grounds));
    await typing;
    return judge(await world.records(), office.typed());
  } finally {
    await world.close();
    await grounds.close();
  }
};
