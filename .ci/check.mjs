/** Runs every check, the quick ones first, and stops at the first that fails with the line that repeats it alone. */
import { spawnSync } from "node:child_process";

const STEPS = [
  ["types", "check:types"],
  ["format", "check:format"],
  ["lint", "check:lint"],
  ["boundaries", "check:boundaries"],
  ["dead code and unused packages", "check:unused"],
  ["tests", "test"],
];

for (const [what, script] of STEPS) {
  const begun = performance.now();
  console.log(`check: ${what} …`);
  const { status } = spawnSync("npm", ["run", "--silent", script], {
    stdio: "inherit",
    shell: process.platform === "win32",
  });
  if (status !== 0) {
    console.error(`check: stopped at ${what}. To see it alone: npm run ${script}`);
    process.exit(1);
  }
  console.log(`check: ${what}, ${((performance.now() - begun) / 1000).toFixed(1)} s`);
}
console.log("check: all is well.");
