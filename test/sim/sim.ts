import { execFileSync } from "node:child_process";
import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { Worker } from "node:worker_threads";
import { FLAWS, type Flaw } from "./flaws.ts";
import { traceOf } from "./history.ts";
import type { Portion, Told } from "./seeds.ts";
import { type Failing, failing, shrunk, traceNotes } from "./shrink.ts";
import type { Run } from "./simulate.ts";

/** `npm run sim -- --seeds 10000 [--from 1]`, `npm run sim -- --bugs`, `npm run sim -- --wave 1000000`, or what a failure printed. */
const { values } = parseArgs({
  options: {
    seeds: { type: "string", default: "1000" },
    from: { type: "string", default: "1" },
    /** Plants each mistake, or the one named. */
    bugs: { type: "boolean", default: false },
    bug: { type: "string" },
    /** Faults to leave out: `late,killed:2`. */
    spare: { type: "string", default: "" },
    /** Acts of people to leave out: `0,3`. */
    undo: { type: "string", default: "" },
    /** Lets so many reminders fall due at one moment, under the platforms' limits. */
    wave: { type: "string" },
    /** Prints all of the history. */
    trace: { type: "boolean", default: false },
  },
});

const list = (text: string): readonly string[] => text.split(",").filter((one) => one !== "");
const from = Number(values.from);
const count = Number(values.seeds);
const ENOUGH = 1_000;

const isFlaw = (name: string): name is Flaw => name in FLAWS;

const commit = (): string => {
  try {
    return execFileSync("git", ["rev-parse", "--short", "HEAD"], { encoding: "utf8" }).trim();
  } catch {
    return "unknown";
  }
};

const commandFor = ({ seed, spared = new Set(), undone = new Set(), flaws = {} }: Run): string =>
  [
    `npm run sim -- --seeds 1 --from ${seed}`,
    spared.size > 0 ? `--spare ${[...spared].join(",")}` : "",
    undone.size > 0 ? `--undo ${[...undone].join(",")}` : "",
    ...Object.keys(flaws).map((flaw) => `--bug ${flaw}`),
  ]
    .filter((part) => part !== "")
    .join(" ");

const explain = (found: Failing): void => {
  const { run, outcome, violations } = found;
  console.log(`\nSeed ${run.seed} at commit ${commit()}, ${outcome.swarm.zone}, ${outcome.swarm.day}:`);
  for (const { check, says } of violations.slice(0, 5)) console.log(`  ${check}: ${says}`);
  const notes = values.trace ? outcome.notes : traceNotes(found);
  for (const line of traceOf(notes, outcome.swarm.start)) console.log(`  ${line.slice(0, 200)}`);
  console.log(`  again: ${commandFor(run)}`);
};

/** Runs seeds on all cores, a portion at a time, and stops early when `enough` says so. */
const runAll = (flaw: Flaw | undefined, seeds: number, enough: (told: Told) => boolean): Promise<readonly Told[]> => {
  const all: Told[] = [];
  let next = from;
  let over = false;
  const PORTION = 25;
  const work = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const worker = new Worker(new URL("seeds.ts", import.meta.url));
      const give = (): void => {
        if (over || next >= from + seeds) {
          // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread is no window
          worker.postMessage(undefined);
          return;
        }
        const portion: Portion = { from: next, count: Math.min(PORTION, from + seeds - next), ...(flaw && { flaw }) };
        next += PORTION;
        // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread is no window
        worker.postMessage(portion);
      };
      worker.on("message", (told: Told) => {
        all.push(told);
        over ||= enough(told);
        give();
      });
      worker.on("error", reject);
      worker.on("exit", () => resolve());
      give();
    });
  return Promise.all(Array.from({ length: availableParallelism() }, work)).then(() => all);
};

const simulateSeeds = async (): Promise<number> => {
  const since = process.hrtime.bigint();
  const all = await runAll(undefined, count, ({ failed }) => failed.length > 100);
  const seconds = Number(process.hrtime.bigint() - since) / 1e9;
  const { user, system } = process.cpuUsage();
  const worked = (user + system) / 1e6;
  const failed = all.flatMap((told) => told.failed).toSorted((one, other) => one.seed - other.seed);
  const sum = (of: (told: Told) => number) => all.reduce((total, told) => total + of(told), 0);
  const seeds = sum(({ seeds: its }) => its);
  console.log(
    `${seeds} seeds in ${seconds.toFixed(0)} s, ${worked.toFixed(0)} s of processors' time (${(seeds / worked).toFixed(0)} seeds a second and core): ${sum(({ messages }) => messages)} messages, ${sum(({ faults }) => faults)} faults, ${sum(({ steps }) => steps)} steps.`,
  );
  const kinds = Map.groupBy(failed, ({ checks }) => checks[0] ?? "");
  for (const [kind, its] of kinds)
    console.log(
      `  ${kind}: ${its.length} seeds, first ${its
        .slice(0, 5)
        .map(({ seed }) => seed)
        .join(", ")}`,
    );
  for (const [first] of kinds.values()) {
    const found = first && (await failing({ seed: first.seed }));
    if (found) explain(await shrunk(found));
  }
  console.log(failed.length === 0 ? "Nothing was lost, doubled, early or stuck." : `${failed.length} seeds failed.`);
  return failed.length === 0 ? 0 : 1;
};

/** A mistake is caught where a seed fails that is clean without it. */
const plant = async (): Promise<number> => {
  let missed = 0;
  for (const flaw of Object.keys(FLAWS).filter(isFlaw)) {
    if (values.bug !== undefined && values.bug !== flaw) continue;
    const all = await runAll(flaw, ENOUGH, ({ failed }) => failed.length > 0);
    const first = all.flatMap(({ failed }) => failed).toSorted((one, other) => one.seed - other.seed)[0];
    if (!first) missed += 1;
    const how = first ? `caught by seed ${first.seed}: ${[...new Set(first.checks)].join(", ")}` : "NOT CAUGHT";
    console.log(`${flaw.padEnd(11)} ${how.padEnd(50)} ${FLAWS[flaw]}`);
  }
  return missed === 0 ? 0 : 1;
};

const one = async (): Promise<number> => {
  const flaws = values.bug !== undefined && isFlaw(values.bug) ? { [values.bug]: true } : {};
  const run = {
    seed: from,
    flaws,
    spared: new Set(list(values.spare)),
    undone: new Set(list(values.undo).map(Number)),
  };
  const found = await failing(run);
  if (!found) console.log(`Seed ${from}: nothing was lost, doubled, early or stuck.`);
  else explain(values.spare === "" && values.undo === "" ? await shrunk(found) : found);
  return found ? 1 : 0;
};

/** Everything once, the more urgent first, and how long the platforms' limits make it last. */
const roll = async (reminders: number): Promise<number> => {
  const { user } = process.cpuUsage();
  const { wave } = await import("./wave.ts");
  const { seconds, ...came } = await wave(reminders);
  const spent = (process.cpuUsage().user - user) / 1e6;
  console.log(
    `${came.reminders} reminders in ${came.messages} messages of up to ${came.most}: ${came.lost} lost, ${came.doubled} doubled, ${came.disordered} before more urgent ones; bells put off ${came.putOff} times`,
  );
  for (const [platform, last] of Object.entries(seconds))
    console.log(`  ${platform}: the last after ${last.toFixed(0)} s`);
  console.log(
    `  ${spent.toFixed(0)} s of processor's time, ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB at most`,
  );
  return came.lost + came.doubled + came.disordered === 0 ? 0 : 1;
};

process.exitCode = await (values.wave !== undefined
  ? roll(Number(values.wave))
  : values.bugs
    ? plant()
    : count === 1
      ? one()
      : simulateSeeds());
