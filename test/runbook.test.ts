import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { repository } from "./support/tree.ts";

const TOP = join(import.meta.dirname, "..");
const RUNBOOK = readFileSync(join(TOP, "docs/runbook.md"), "utf8");
const ALARMS = readFileSync(join(TOP, "docs/alarms.yml"), "utf8");
const product = repository(TOP).filter(({ path }) => /^(?:src|adapters|db)\/.*\.ts$/u.test(path));

const found = (text: string, what: RegExp): readonly string[] =>
  [...text.matchAll(what)].map((match) => match[1] ?? "").toSorted();

/** The names in the first column of the table below a heading. */
const listed = (heading: string): readonly string[] => {
  const section = RUNBOOK.split(`\n## ${heading}\n`)[1]?.split("\n## ")[0] ?? "";
  const cells = section.split("\n").map((line) => /^\| (`.*?) \|/u.exec(line)?.[1] ?? "");
  return cells.flatMap((cell) => found(cell, /`([\w.]+)`/gu)).toSorted();
};

/** Parts of an event that are known only when it happens. */
const PARTS: Readonly<Record<string, readonly string[]>> = {
  "${platform}": ["slack", "discord"],
  "${outcome.kind}": ["retry", "dead", "unknown"],
  "${painted.kind}": ["again", "gone", "unsure"],
};

const events = (): readonly string[] => {
  const named = product.flatMap(({ text }) => found(text, /\blog\s*\.(?:warn|error)\(\s*["`]([^"`]+)["`]/gu));
  const whole = named.flatMap((name) => {
    const part = /\$\{.*?\}/u.exec(name)?.[0];
    return part === undefined ? [name] : (PARTS[part] ?? [part]).map((word) => name.replace(part, word));
  });
  return [...new Set(whole)].toSorted();
};

describe("The runbook", () => {
  it("has a section for every alarm, which says how urgent it is, where to look, how to mend and when to worry", () => {
    const alarms = found(ALARMS, /- alert: (\w+)/gu);
    expect(alarms.length).toBeGreaterThan(10);
    expect(found(RUNBOOK, /^### (\w+)$/gmu)).toEqual(alarms);
    expect(found(ALARMS, /runbook: "docs\/runbook\.md#(\w+)"/gu)).toEqual(alarms.map((name) => name.toLowerCase()));
    for (const section of RUNBOOK.split("\n## ")[1]?.split("\n### ").slice(1) ?? []) {
      const [name = ""] = section.split("\n");
      const severity = new RegExp(`alert: ${name}\\n(?:.*\\n){1,3}.*severity: (\\w+)`, "u").exec(ALARMS)?.[1];
      expect(section, name).toMatch(severity === "page" ? /^\w+\n\nPage\./u : /^\w+\n\nTicket\./u);
      expect(section, name).toMatch(/\nLook: [^]*\nMend: [^]*\nWorry /u);
    }
  });

  it("names only alarms that there are", () => {
    const alarms = new Set(found(ALARMS, /- alert: (\w+)/gu));
    expect(found(RUNBOOK, /\b(Aidline[A-Z]\w+)/gu).filter((name) => !alarms.has(name))).toEqual([]);
  });

  it("is raised by measures that there are", () => {
    const code = product.map(({ text }) => text).join("\n");
    const measures = new Set(found(code, /"([a-z]+(?:_[a-z]+)+)"/gu));
    const asked = found(ALARMS, /([a-z]+(?:_[a-z]+)+)\{/gu).map((name) => name.replace(/_(?:bucket|count|sum)$/u, ""));
    expect(asked.filter((name) => !measures.has(name))).toEqual([]);
  });

  it("has a line for every warning and error of the log, and no other", () => {
    expect(listed("Events in the log")).toEqual(events());
  });

  it("has a line for everything that doctor finds, and no other", () => {
    const looking = product.filter(({ path }) => /^src\/process\/(?:doctor|examination|reaching)\.ts$/u.test(path));
    const names = looking.flatMap(({ text }) => found(text, /(?:name: |fine\()"(\w+)"/gu));
    expect(listed("Findings of doctor")).toEqual([...new Set(names)].toSorted());
  });
});
