import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const EVERYWHERE = ["export const chance = Math.random();", "export const environment = process.env;"];

/** What the core may not reach for, one to a line. */
const IN_THE_CORE = [
  ...EVERYWHERE,
  "export const now = Date.now();",
  "export const today = Temporal.Now.plainDateISO();",
  "setTimeout(() => undefined, 1);",
  "setInterval(() => undefined, 1);",
  "setImmediate(() => undefined);",
  "globalThis.setTimeout(() => undefined, 1);",
  "export const page = await fetch('https://example.org');",
  "export const since = performance.now();",
  "export const began = process.hrtime();",
  "export const id = crypto.randomUUID();",
];

const FILES = [
  "src/domain/request.ts",
  "src/bot.ts",
  "src/main.ts",
  "src/config.ts",
  "src/process/start.ts",
  "db/store.ts",
  "adapters/console/index.ts",
];

/** The linter's report, as far as it is read here. */
interface Report {
  readonly diagnostics: readonly {
    readonly code: string;
    readonly filename: string;
    readonly labels: readonly { readonly span: { readonly line: number } }[];
  }[];
}

const lint = (folder: string): Promise<Report> =>
  new Promise((done, fail) => {
    execFile(
      process.execPath,
      [resolve("node_modules/oxlint/bin/oxlint"), "-f", "json"],
      { cwd: folder },
      (_, printed) => {
        try {
          // A report that has another shape makes every expectation below fail.
          done(JSON.parse(printed) as Report);
        } catch {
          fail(new Error(`The linter did not run: ${printed}`));
        }
      },
    );
  });

describe("Names that the core may not use", () => {
  let root = "";
  let report: Report = { diagnostics: [] };

  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), "aidline-names-"));
    const settings = await readFile(".oxlintrc.json", "utf8");
    // Names need no types, and the type-aware half of the linter is not installed in a folder that was just made.
    await writeFile(join(root, ".oxlintrc.json"), settings.replace('"typeAware": true', '"typeAware": false'));
    for (const file of FILES) {
      await mkdir(join(root, dirname(file)), { recursive: true });
      await writeFile(join(root, file), `${IN_THE_CORE.join("\n")}\n`);
    }
    report = await lint(root);
  });
  afterAll(() => rm(root, { recursive: true, force: true }));

  const refusedIn = (file: string): readonly (string | undefined)[] => {
    const found = report.diagnostics.filter(
      ({ code, filename }) => filename === file && code.includes("no-restricted-"),
    );
    const lines = new Set(found.map(({ labels }) => labels[0]?.span.line ?? 0));
    return [...lines].toSorted((a, b) => a - b).map((line) => IN_THE_CORE[line - 1]);
  };

  it.each(["src/domain/request.ts", "src/bot.ts"])("are all refused in %s", (file) => {
    expect(refusedIn(file)).toEqual(IN_THE_CORE);
  });

  it.each(["src/main.ts", "src/config.ts", "src/process/start.ts"])(
    "are all allowed in %s, the edge of the core",
    (file) => {
      expect(refusedIn(file)).toEqual([]);
    },
  );

  it.each(["db/store.ts", "adapters/console/index.ts"])(
    "are refused in %s as far as chance and the environment go",
    (file) => {
      expect(refusedIn(file)).toEqual(EVERYWHERE);
    },
  );
});
