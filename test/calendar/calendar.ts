import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { differences, type Firing, firingsIn } from "./campaign.ts";
import { ours } from "./ways.ts";
import { allZones, YEARS } from "./zones.ts";

/** `npm run calendar`: every zone and every change of its clocks, beside two oracles. */

/** The firings that Node's own Temporal would have at another moment. */
const differingFromNative = (firings: readonly Firing[]): readonly Firing[] => {
  const native = fileURLToPath(new URL("native.ts", import.meta.url));
  const input = firings.map(({ zone, day, time }) => `${zone} ${day} ${time}`).join("\n");
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["--harmony-temporal", "--disable-warning=ExperimentalWarning", native],
    { input, encoding: "utf8", maxBuffer: 1_000_000_000 },
  );
  if (status !== 0) throw new Error(`Node's own Temporal did not answer: ${stderr}`);
  const answers = stdout.split("\n").map(Number);
  return firings.filter(({ at }, nth) => answers[nth] !== at);
};

const begun = process.cpuUsage();
let [changes, compared] = [0, 0];
const found = new Map<string, Firing[]>([
  ["clocks read off Intl", []],
  ["Node's own Temporal", []],
]);
const zones = allZones();
let firings: Firing[] = [];
const judge = (): void => {
  compared += firings.length;
  found.get("clocks read off Intl")?.push(...differences(firings));
  found.get("Node's own Temporal")?.push(...differingFromNative(firings));
  firings = [];
};
for (const [nth, zone] of zones.entries()) {
  const its = firingsIn(zone, ours);
  changes += its.changes;
  firings.push(...its.firings);
  if (nth % 60 === 59) judge();
}
judge();

const { user, system } = process.cpuUsage(begun);
console.log(
  `${zones.length} zones, ${changes} changes of clocks from ${YEARS.from} to ${YEARS.to}, ${compared} firings (time zones ${process.versions.tz}), ${((user + system) / 1e6).toFixed(0)} s of processor's time`,
);
for (const [oracle, differing] of found) {
  console.log(`${differing.length} differ from ${oracle}`);
  for (const { zone, kind, day, time, at } of differing.slice(0, 20))
    console.log(`  ${zone} ${kind} ${day} ${time}: ${Number.isNaN(at) ? "never" : new Date(at).toISOString()}`);
}
process.exitCode = [...found.values()].some((differing) => differing.length > 0) ? 1 : 0;
