import { parentPort } from "node:worker_threads";
import { check } from "./check.ts";
import type { Flaw } from "./flaws.ts";
import { type Run, simulate } from "./simulate.ts";

/** Some seeds for one thread. */
export interface Portion {
  readonly from: number;
  readonly count: number;
  readonly flaw?: Flaw;
}

/** What came of them. */
export interface Told {
  readonly seeds: number;
  readonly messages: number;
  readonly faults: number;
  readonly steps: number;
  readonly failed: readonly { readonly seed: number; readonly checks: readonly string[] }[];
}

/** With a mistake planted only those count that are clean without it. */
const checksOf = async (run: Run, flaw: Flaw | undefined) => {
  const outcome = await simulate(flaw ? { ...run, flaws: { [flaw]: true } } : run);
  const found = check(outcome).map((violation) => violation.check);
  const clean = found.length > 0 && flaw ? check(await simulate(run)).length === 0 : true;
  return { outcome, checks: clean ? found : [] };
};

const runPortion = async ({ from, count, flaw }: Portion): Promise<Told> => {
  const failed: { seed: number; checks: readonly string[] }[] = [];
  let [messages, faults, steps] = [0, 0, 0];
  for (let seed = from; seed < from + count; seed += 1) {
    const { outcome, checks } = await checksOf({ seed }, flaw);
    steps += outcome.steps;
    for (const { kind } of outcome.notes) {
      if (kind === "shown") messages += 1;
      if (kind === "fault") faults += 1;
    }
    if (checks.length > 0) failed.push({ seed, checks });
    if (flaw && checks.length > 0) break;
  }
  return { seeds: count, messages, faults, steps, failed };
};

parentPort?.on("message", (portion: Portion | undefined) => {
  if (portion === undefined) {
    parentPort?.close();
    return;
  }
  runPortion(portion).then(
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread is no window
    (told) => parentPort?.postMessage(told),
    (fault: unknown) => {
      // A thread that cannot go on ends with what stopped it; the one who waits for it rejects.
      queueMicrotask(() => {
        throw fault;
      });
    },
  );
});
