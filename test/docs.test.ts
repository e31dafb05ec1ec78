import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readScript } from "../adapters/console/script.ts";
import { failureLines, readStory } from "../adapters/console/story.ts";
import { COMMANDS } from "../src/commands/index.ts";
import { readDated } from "../src/commands/moments/dated.ts";
import { readTerm } from "../src/commands/moments.ts";
import { exampleEnvironment } from "../src/config.ts";
import { CATALOGUES } from "../src/language/say.ts";
import { rehearse } from "../src/process/rehearsal.ts";
import { quickDatabase } from "./support/database.ts";
import { collectedLog } from "./support/log.ts";
import { seededRandom } from "./support/random.ts";

const TOP = join(import.meta.dirname, "..");
const textOf = (name: string): string => readFileSync(join(TOP, name), "utf8");
const README = textOf("README.md");
const CONTRIBUTING = textOf("CONTRIBUTING.md");

/** The rows of the table whose head begins so, the head and its rule included. */
const tableIn = (document: string, head: string): string =>
  new RegExp(`^\\| ${head}.*\\n(?:\\|.*\\n)+`, "mu").exec(document)?.[0] ?? `no table that begins with "| ${head}"`;

/** Blocks fenced with three backticks, by the word after the first fence. */
const fenced = (document: string, word: string): readonly string[] =>
  [...document.matchAll(/^```(\w*)\n(.*?)^```$/gmsu)]
    .filter((found) => found[1] === word)
    .map((found) => found[2] ?? "");

const row = (cells: readonly string[]): string =>
  `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |\n`;

const commandTable = (): string => {
  const { en, uk } = CATALOGUES;
  const rows = COMMANDS.filter(({ name }) => name !== "menu").map(({ group, name, examples }) =>
    row([
      group === "setup" ? "set up" : group,
      `\`${name}\``,
      `\`${uk[`command.${name}.name`] ?? ""}\``,
      en[`command.${name}.summary`] ?? "",
      `\`${examples[0]}\``,
    ]),
  );
  return [
    row(["group", "word", "українською", "what it does", "example"]),
    row(["---", "---", "---", "---", "---"]),
    ...rows,
  ].join("");
};

const settingsTable = (): string => {
  const settings = [...exampleEnvironment().matchAll(/^# (.*)\n#(\w+)=(.*)$/gmu)];
  const rows = settings.map(([, comment = "", name = "", example = ""]) =>
    row([`\`${name}\``, comment, `\`${example}\``]),
  );
  return [row(["setting", "what it is for", "example"]), row(["---", "---", "---"]), ...rows].join("");
};

/** Lives through a story on a fresh register; the report of what failed, or nothing. */
const livedThrough = async (name: string, text: string): Promise<string> => {
  const database = await quickDatabase();
  try {
    const failure = await rehearse(readStory(text), {
      database,
      log: collectedLog().log,
      random: seededRandom(name),
      now: "2022-03-07T07:00:00.000Z",
      colour: false,
      width: () => 100,
      write: () => undefined,
    });
    return failure ? failureLines(name, failure).join("\n") : "";
  } finally {
    await database.close();
  }
};

describe("The README", () => {
  it("lists every command as it is defined", () => {
    expect(tableIn(README, "group")).toBe(commandTable());
  });

  it("lists every setting as it is defined", () => {
    expect(tableIn(README, "setting")).toBe(settingsTable());
  });

  it("shows lines to try that work one after the other", { timeout: 60_000 }, async () => {
    const [lines = ""] = fenced(README, "text");
    const sample = ["Northwind", "Contoso", "Fabrikam"].map(
      (one) => `/aid request ${one} "Help" kind:other channel:email`,
    );
    const [first = "", ...others] = lines.trimEnd().split("\n");
    expect(others).toHaveLength(4);
    const tried = others.flatMap((line) => [`/aid ${line}`, 'expect "AID-4"', 'expect not "no request"']);
    const story = ["at 2022-03-07 09:00", "as olena", ...sample, `/aid ${first}`, 'expect "AID-3"', ...tried];
    expect(await livedThrough("README.md", story.join("\n"))).toBe("");
  });

  it("names dates that are understood", () => {
    const now = { at: "2022-03-09T10:00:00.000Z", zone: "Europe/Kyiv" };
    const typed = (meant: string): readonly string[] =>
      [...tableIn(README, "you mean").matchAll(/^\| (.*?) \| (.*) \|$/gmu)]
        .filter(([, what = ""]) => what.startsWith(meant))
        .flatMap(([, , cells = ""]) => [...cells.matchAll(/`(.*?)`/gu)].map((found) => found[1] ?? ""));
    expect(typed("a date to come").map((text) => readTerm(text, now)).length).toBeGreaterThan(10);
    expect(typed("when it happened").map((text) => readDated(text, now)).length).toBeGreaterThan(5);
  });
});

describe("The guide for contributors", () => {
  const stories = fenced(CONTRIBUTING, "story");

  it("shows a story that comes true", { timeout: 60_000 }, async () => {
    expect(stories).toHaveLength(1);
    expect(await livedThrough("CONTRIBUTING.md", stories.join("\n"))).toBe("");
  });

  it("shows every word of stories", () => {
    const kinds = new Set(stories.flatMap((story) => readScript(story).map(({ step }) => step.kind)));
    const all = ["zone", "language", "at", "as", "in", "say", "press", "fill", "cancel", "advance"];
    expect([...kinds].toSorted()).toEqual([...all, "expect", "expect form", "expect post"].toSorted());
  });
});
