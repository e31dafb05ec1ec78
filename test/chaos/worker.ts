import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { freePort } from "../support/free-port.ts";
import { type Line, openLine } from "../support/line.ts";
import type { Grounds } from "./server.ts";

/** What a process said on its standard error: an entry of its log, or words. */
export interface Remark {
  readonly at: number;
  readonly who: string;
  readonly event: string;
  readonly text: string;
}

/** A place for one process of Aidline at a time, which a supervisor starts again whenever it ends by itself. */
export interface Worker {
  readonly name: string;
  /** Where Slack's requests go, and Discord's. */
  readonly requestUrl: string;
  readonly endpoint: string;
  /** Its way to the database, and those to the platforms. */
  readonly base: Line;
  readonly platforms: readonly Line[];
  isUp(): boolean;
  /** Starts a process; resolves when it serves, or has waited for that in vain for a minute. */
  start(): Promise<void>;
  /** kill -9. */
  kill(): void;
  /** SIGSTOP, and SIGCONT. */
  halt(): void;
  go(): void;
  /** Asks it to stop, and waits until it has. */
  leave(): Promise<void>;
  /** What it said last each time that it ended by itself. */
  fell(): readonly string[];
  close(): Promise<void>;
}

/** What all processes are given. */
export interface Surroundings {
  readonly grounds: Grounds;
  /** The ports of the platforms' fakes. */
  readonly slackPort: number;
  readonly discordPort: number | undefined;
  readonly settings: Readonly<Record<string, string>>;
  /** A mistake that is planted in each of them. */
  readonly flaw: string | undefined;
  readonly remarks: Remark[];
}

const MAIN = fileURLToPath(new URL("../../src/main.ts", import.meta.url));
const PLANTED = new URL("planted.ts", import.meta.url);
const SUPERVISED = 1_000;

/** Of what a process says the last lines are kept, and of each so many characters. */
const LINES = 8;
const WORDS = 200;

const PATIENCE = 60_000;

const eventIn = (text: string): string => {
  try {
    const { event }: { event?: unknown } = JSON.parse(text);
    return typeof event === "string" ? event : "said";
  } catch {
    return "said";
  }
};

/** Makes the place; nothing runs in it yet. */
export const openWorker = async (
  name: string,
  { grounds, slackPort, discordPort, settings, flaw, remarks }: Surroundings,
): Promise<Worker> => {
  const folder = mkdtempSync(join(tmpdir(), "aidline-chaos-"));
  const base = await openLine(grounds.port);
  const slack = await openLine(slackPort);
  const discord = discordPort === undefined ? undefined : await openLine(discordPort);
  const platforms = discord ? [slack, discord] : [slack];
  const port = await freePort();
  const discordsPort = await freePort();
  let child: ChildProcess | undefined;
  const falls: string[] = [];
  let closed = false;

  // Whoever ends the chaos ends what it started, also what stands still.
  const endToo = (): void => void child?.kill("SIGKILL");
  process.once("exit", endToo);

  const spawned = (): ChildProcess => {
    const planted = flaw === undefined ? [] : ["--import", `${PLANTED.href}?${flaw}`];
    const made = spawn(
      process.execPath,
      ["--disable-warning=ExperimentalWarning", ...planted, MAIN, "start", "--no-sample"],
      {
        env: {
          PATH: process.env["PATH"],
          NO_COLOR: "1",
          AIDLINE_ZONE: "UTC",
          ...settings,
          AIDLINE_DATA: folder,
          DATABASE_URL: grounds.through(base.port),
          SLACK_API_URL: `http://127.0.0.1:${slack.port}/api/`,
          AIDLINE_SLACK_PORT: String(port),
          ...(discord && {
            DISCORD_API_URL: `http://127.0.0.1:${discord.port}/api`,
            AIDLINE_DISCORD_PORT: String(discordsPort),
          }),
        },
        stdio: ["pipe", "ignore", "pipe"],
      },
    );
    const last: string[] = [];
    createInterface({ input: made.stderr }).on("line", (text) => {
      last.push(text.slice(0, WORDS));
      if (last.length > LINES) last.shift();
      remarks.push({ at: Date.now(), who: name, event: eventIn(text), text });
    });
    made.once("exit", (code) => {
      if (child !== made || closed) return;
      falls.push(last.join(" / "));
      remarks.push({ at: Date.now(), who: name, event: "fell", text: `ended by itself with status ${code}` });
      // As systemd or a container's supervisor would.
      setTimeout(() => {
        if (child === made && !closed) child = spawned();
      }, SUPERVISED);
    });
    return made;
  };

  const serves = async (): Promise<boolean> => {
    try {
      return (await fetch(`http://127.0.0.1:${port}/health`, { signal: AbortSignal.timeout(1_000) })).ok;
    } catch {
      return false;
    }
  };

  const gone = async (going: ChildProcess, signal: NodeJS.Signals): Promise<void> => {
    if (going.exitCode !== null || going.signalCode !== null) return;
    const ended = once(going, "exit");
    going.kill(signal);
    await ended;
  };

  return {
    name,
    requestUrl: `http://127.0.0.1:${port}/slack/events`,
    endpoint: `http://127.0.0.1:${discordsPort}/discord/interactions`,
    base,
    platforms,
    isUp: () => child !== undefined && child.exitCode === null && child.signalCode === null,
    start: async () => {
      child = spawned();
      const mine = child;
      for (const since = performance.now(); performance.now() - since < PATIENCE && !(await serves()); )
        if (mine === child) await pause(50);
        else return;
    },
    kill: () => {
      const going = child;
      child = undefined;
      going?.kill("SIGKILL");
    },
    halt: () => void child?.kill("SIGSTOP"),
    go: () => void child?.kill("SIGCONT"),
    leave: async () => {
      const going = child;
      child = undefined;
      if (going) await gone(going, "SIGTERM");
    },
    fell: () => falls,
    close: async () => {
      closed = true;
      process.off("exit", endToo);
      const going = child;
      child = undefined;
      if (going) await gone(going, "SIGKILL");
      await Promise.all([base, ...platforms].map((line) => line.close()));
      rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
    },
  };
};
