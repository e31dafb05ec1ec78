import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";

/** Starts a TypeScript file of this folder in a process of its own, which does not outlive the test. */
export const startChild = (file: string, ...parameters: readonly string[]): ChildProcess => {
  const path = fileURLToPath(new URL(file, import.meta.url));
  const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", path, ...parameters], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  return child;
};

const MAIN = fileURLToPath(new URL("../../src/main.ts", import.meta.url));

/** Starts Aidline itself with nobody at a terminal, on folders of its own. It does not outlive the test. */
export const startAidline = (words: readonly string[], settings: Readonly<Record<string, string>>) => {
  const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", MAIN, ...words], {
    env: { PATH: process.env["PATH"], AIDLINE_DATA: temporaryFolder(), ...settings },
    cwd: temporaryFolder(),
    stdio: ["ignore", "pipe", "pipe"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  return child;
};

/** A line of the log; a warning has level 40, an error more. */
interface LogLine {
  readonly level: number;
  readonly event: string;
}

/** What a process says in its log, which has to be all that it writes there, and when it has started. */
export const logOf = ({ stderr }: ReturnType<typeof startAidline>) => {
  const entries: LogLine[] = [];
  const isStarted = new Promise<void>((resolve) => {
    createInterface(stderr).on("line", (line) => {
      // Every line of the log is of this kind.
      const entry = JSON.parse(line) as LogLine;
      entries.push(entry);
      if (entry.event === "started") resolve();
    });
  });
  return { entries, isStarted };
};

/** Kills at once, as a power switch for a process would, and waits until it is gone. */
export const kill = (child: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    child.once("exit", () => resolve());
    child.kill("SIGKILL");
  });

/** An empty folder for one test. */
export const temporaryFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), "aidline-test-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));
  return folder;
};
