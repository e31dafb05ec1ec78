import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { ICruiseResult } from "dependency-cruiser";
import { cruise } from "dependency-cruiser";
import readConfiguration from "dependency-cruiser/config-utl/extract-depcruise-config";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

/**
 * A small tree that breaks every boundary of `.dependency-cruiser.mjs`, and beside it the imports
 * that must stay allowed. `file: [what it imports, the rules this breaks]`.
 */
const TREE: Readonly<Record<string, readonly (readonly [statement: string, ...rules: string[]])[]>> = {
  "src/domain/request.ts": [
    ['export * from "./time.ts"'],
    ['import "temporal-polyfill"'],
    ['import "bignumber.js"'],
    ['import "zod"', "domain-stands-alone", "zod-parses-at-the-edge"],
    ['import type { Desk } from "../ports.ts"', "domain-stands-alone"],
    ['import "node:crypto"', "domain-stands-alone", "core-asks-the-world-through-ports"],
  ],
  "src/domain/time.ts": [['export type Day = string; export const day: Day = ""']],
  "src/call.ts": [
    ['import "./domain/request.ts"'],
    ['import "./config.ts"', "view-says-what-not-how", "config-is-read-once"],
  ],
  "src/view/view.ts": [
    ['import "../call.ts"'],
    ['import type { Desk } from "../ports.ts"', "view-says-what-not-how"],
    ['import type { Command } from "../commands/close.ts"', "view-says-what-not-how"],
  ],
  "src/language/say.ts": [
    ['import type { View } from "../view/view.ts"'],
    ['import "intl-messageformat"'],
    ['import "../commands/close.ts"', "language-is-words"],
  ],
  "src/commands/close.ts": [
    ['export type Command = string; import "zod"'],
    ['import "../ports.ts"'],
    ['import "../holidays.ts"'],
    ['import "../sample.ts"', "commands-reach-the-world-through-the-desk"],
    ['import "../../db/store.ts"', "core-knows-no-platform-and-no-sql"],
    ['import "node:fs"', "core-asks-the-world-through-ports"],
  ],
  "src/clockwork/courier.ts": [
    ['import "../view/view.ts"'],
    ['import "../commands/close.ts"', "clockwork-runs-no-commands"],
    ['import "../../adapters/console/index.ts"', "clockwork-runs-no-commands", "core-knows-no-platform-and-no-sql"],
  ],
  "src/imports/list.ts": [
    ['import "csv-parse"'],
    ['import "../domain/time.ts"'],
    ['import "../commands/text.ts"'],
    ['import "../view/view.ts"'],
    ['import "../commands/close.ts"', "imports-read-lists"],
    ['import "../ports.ts"', "imports-read-lists"],
    ['import "node:fs"', "imports-read-lists", "core-asks-the-world-through-ports"],
  ],
  "src/commands/text.ts": [["export const cleaned = 1"]],
  "src/ports.ts": [
    ["export type Desk = string; export type Bot = string"],
    ['import type { Command } from "./commands/close.ts"'],
    ['import "./domain/time.ts"', "ports-are-promises-only"],
  ],
  "src/holidays.ts": [
    ['import "date-holidays"'],
    ['import "node:module"'],
    ['import "./domain/time.ts"'],
    ['import "./view/view.ts"', "holidays-is-a-leaf"],
  ],
  "src/sample.ts": [["export const sample = 1"]],
  "src/config.ts": [['import "zod"']],
  "src/bot.ts": [['import "./commands/close.ts"'], ['import "./process/start.ts"', "nobody-imports-the-root"]],
  "src/process/start.ts": [['import "../config.ts"'], ['import "../../db/queue.ts"'], ['import "node:fs"']],
  "src/main.ts": [
    ['import "./process/start.ts"'],
    ['import "./config.ts"'],
    ['import "../db/store.ts"'],
    ['import "../adapters/console/index.ts"'],
  ],
  "adapters/console/index.ts": [
    ['import "../../src/ports.ts"'],
    ['import { day } from "../../src/domain/time.ts"'],
    ['import type { Command } from "../../src/commands/close.ts"'],
    ['import "../../src/commands/close.ts"', "adapters-know-commands-by-their-specification"],
    ['import "../../src/domain/request.ts"', "adapters-run-no-rules"],
    ['import "../../src/holidays.ts"', "adapters-know-ports-calls-views-words"],
    ['import "../slack/index.ts"', "adapters-are-strangers"],
    ['import "@slack/bolt"', "slack-stays-in-its-adapter"],
    ['import "discord.js"', "discord-stays-in-its-adapter"],
    ['import "postgres"', "sql-stays-in-db"],
    ['import "../../test/support/clock.ts"', "no-test-code-in-the-product"],
    ['import "vitest"', "no-test-packages-in-the-product"],
    ['import "absent-package"', "no-unresolved-imports"],
    ['import "pgsql-ast-parser"', "no-undeclared-packages"],
  ],
  "adapters/slack/index.ts": [['import "@slack/bolt"']],
  "adapters/slack/web.ts": [["export const web = 1"]],
  "adapters/slack/limits.ts": [["export const limits = 1"]],
  "adapters/slack/blocks.ts": [
    ['import type { App } from "@slack/bolt"'],
    ['import type { web } from "./web.ts"'],
    ['import "./limits.ts"'],
    ['import "../shared/words.ts"'],
    ['import "./web.ts"', "slack-renderers-know-renderers"],
    ['import { App } from "@slack/bolt"', "renderers-are-pure"],
    ['import "node:fs"', "renderers-are-pure"],
  ],
  "adapters/shared/words.ts": [
    ["export const words = 1"],
    ['import "../slack/limits.ts"', "adapters-are-strangers"],
    ['import "node:fs"', "renderers-are-pure"],
  ],
  "adapters/discord/client.ts": [['import "discord.js"; export const client = 1']],
  "adapters/discord/limits.ts": [["export const limits = 1"]],
  "adapters/discord/components.ts": [
    ['import type { Client } from "discord.js"'],
    ['import type { client } from "./client.ts"'],
    ['import "./limits.ts"'],
    ['import "./client.ts"', "discord-renderers-know-renderers"],
    ['import { App } from "discord.js"', "renderers-are-pure"],
  ],
  "db/store.ts": [
    ['import "../src/ports.ts"'],
    ['import "postgres"'],
    ['import "../src/view/view.ts"', "database-answers-ports"],
    ['import { claim } from "./queue.ts"'],
    ["export type Row = string; export const store = 1"],
  ],
  "db/queue.ts": [['import { store } from "./store.ts"; export const claim = store', "no-circles"]],
  "db/schema.ts": [['import type { Row } from "./rows.ts"; export type Table = Row']],
  "db/rows.ts": [['import type { Table } from "./schema.ts"; export type Row = Table']],
  "test/support/clock.ts": [["export const clock = 1"]],
  "test/support/world.ts": [
    ['import "../../db/store.ts"'],
    ['import "@slack/bolt"'],
    ['import "../../src/main.ts"', "nobody-imports-main"],
  ],
};

const { forbidden = [], options = {} } = await readConfiguration("./.dependency-cruiser.mjs");

/** Packages that the tree imports; stand-ins, since some are not installed yet and one never will be declared. */
const PACKAGES = {
  declared: [
    "zod",
    "temporal-polyfill",
    "bignumber.js",
    "csv-parse",
    "intl-messageformat",
    "date-holidays",
    "@slack/bolt",
    "discord.js",
    "postgres",
  ],
  forDevelopers: ["vitest"],
  undeclared: ["pgsql-ast-parser"],
};

const specifierOf = (statement: string): string => /"([^"]+)"/.exec(statement)?.[1] ?? "";

/** Where an import leads, as dependency-cruiser names it. */
const targetOf = (file: string, statement: string): string => {
  const to = specifierOf(statement);
  if (to.startsWith(".")) return join(dirname(file), to);
  return to.startsWith("node:") ? to.slice(5) : to;
};

const plant = async (root: string): Promise<void> => {
  const write = async (file: string, text: string): Promise<void> => {
    await mkdir(join(root, dirname(file)), { recursive: true });
    await writeFile(join(root, file), text);
  };
  for (const [file, imports] of Object.entries(TREE)) {
    await write(file, imports.map(([statement]) => `${statement};\n`).join(""));
  }
  for (const name of Object.values(PACKAGES).flat()) {
    await write(`node_modules/${name}/package.json`, JSON.stringify({ name, version: "1.0.0", main: "index.js" }));
    await write(`node_modules/${name}/index.js`, "exports.App = 1;\n");
  }
  const versions = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, "1.0.0"]));
  const { declared, forDevelopers } = PACKAGES;
  await write(
    "package.json",
    JSON.stringify({ dependencies: versions(declared), devDependencies: versions(forDevelopers) }),
  );
};

describe("Who may import whom", () => {
  let root = "";
  let found: readonly string[] = [];

  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), "aidline-boundaries-"));
    await plant(root);
    const { tsConfig: _, ...withoutProject } = options;
    const { output } = await cruise(["src", "adapters", "db", "test"], {
      ...withoutProject,
      baseDir: root,
      validate: true,
      ruleSet: { forbidden },
    });
    // Without an output type the answer is the result itself, never a report in text.
    const { summary } = output as ICruiseResult;
    found = summary.violations.map(
      ({ from, to, rule }) => `${from} -> ${to.replace(/^node_modules\/(.*?)\/index\.js$/, "$1")}: ${rule.name}`,
    );
  });
  afterAll(() => rm(root, { recursive: true, force: true }));

  it("refuses every import that the table of boundaries forbids, and no other", () => {
    const expected = Object.entries(TREE).flatMap(([file, imports]) =>
      imports.flatMap(([statement, ...rules]) =>
        rules.map((rule) => `${file} -> ${targetOf(file, statement)}: ${rule}`),
      ),
    );
    expect(found.toSorted()).toEqual(expected.toSorted());
  });

  it.each(forbidden.map(({ name }) => name))("has an example of breaking %s", (name) => {
    expect(Object.values(TREE).flat(2)).toContain(name);
  });

  it("explains each rule in a sentence", () => {
    for (const { comment } of forbidden) expect(comment).toMatch(/^[A-Z].{20,}[.]$/i);
  });
});
