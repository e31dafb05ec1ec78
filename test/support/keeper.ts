import { type ChildProcess, spawn } from "node:child_process";
import { rmSync } from "node:fs";

/**
 * Runs commands one after the other for as long as somebody holds the other end of our standard
 * input, then stops the one that runs and removes their folder. A test run that is killed lets go
 * too, so that no server outlives it. A line `crash` there has the one that runs stop as it would
 * without its last breath, and run again.
 *
 * `node keeper.ts HOME UID COMMANDS`: commands as JSON, `[["initdb", "-D", …], …]`; an empty UID
 * keeps the user.
 */
const [home = "", uid = "", commands = "[]"] = process.argv.slice(2);
const owner = uid === "" ? {} : { uid: Number(uid), gid: Number(uid) };

let letGo = false;
let again = false;
let running: ChildProcess | undefined;

const run = ([program = "", ...parameters]: readonly string[]): Promise<number> =>
  new Promise((resolve, reject) => {
    running = spawn(program, parameters, { ...owner, cwd: home, stdio: ["ignore", "ignore", "inherit"] });
    running.once("error", reject).once("exit", (code) => resolve(code ?? 1));
  });

process.stdin
  .once("close", () => {
    letGo = true;
    running?.kill("SIGINT");
  })
  .on("data", (line) => {
    if (String(line).trim() !== "crash") return;
    again = true;
    running?.kill("SIGQUIT");
  });

try {
  // Written by postgres.ts in this folder, the only caller.
  for (const command of JSON.parse(commands) as string[][]) {
    let status: number;
    do {
      again = false;
      status = letGo ? 1 : await run(command);
    } while (again);
    if (status !== 0) break;
  }
} catch (error) {
  process.stderr.write(String(error));
} finally {
  rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  process.exit();
}
