import { join } from "node:path";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { createLog } from "../src/log.ts";
import type { Log } from "../src/ports.ts";
import { repository } from "./support/tree.ts";

const written = (level: string, work: (log: Log) => void): readonly Record<string, unknown>[] => {
  const lines: string[] = [];
  work(createLog(level, { write: (line) => void lines.push(line) }));
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
};

describe("the log", () => {
  it("holds events as JSON, from its level upwards", () => {
    const entries = written("warn", (log) => {
      log.info("deliveries.enqueued", { count: 3 });
      log.warn("deliveries.overdue", { count: 3 });
    });
    expect(entries).toMatchObject([{ event: "deliveries.overdue", count: 3, level: 40 }]);
  });

  it("never shows what people typed, and names the field that it keeps back", () => {
    const [entry] = written("info", (log) =>
      log.info("command", { reference: "a1", text: "the name of a source", deep: { text: "too" } }),
    );
    expect(entry).toMatchObject({ reference: "a1", dropped: ["text", "deep"] });
    expect(JSON.stringify(entry)).not.toContain("source");
  });

  it("shows where an error happened, but no message that could quote a query with its values", () => {
    const cause = Object.assign(new Error("duplicate key: (name)=(Maria)"), { code: "23505" });
    const [entry] = written("info", (log) =>
      log.error("fault", { reference: "a1", error: new Error("insert … params: Maria", { cause }) }),
    );
    expect(entry).toMatchObject({ reference: "a1", error: { name: "Error", cause: { code: "23505" } } });
    expect(JSON.stringify(entry)).toContain("log.test.ts");
    expect(JSON.stringify(entry)).not.toContain("Maria");
  });

  it("shows messages to whoever looks for a fault", () => {
    const [entry] = written("debug", (log) => log.error("fault", { error: new Error("No sentence x") }));
    expect(entry).toMatchObject({ error: { message: "No sentence x" } });
  });

  it("masks what looks like a token or a password, wherever it stands", () => {
    const secrets = [
      "xoxb-1234-5678-abcdef",
      "xapp-1-A1-1234-abcd",
      `${"M".repeat(24)}.Gabcde.${"d".repeat(27)}`,
      "Bearer abc.def",
      `k1:${"M".repeat(43)}=`,
    ];
    for (const secret of secrets) {
      const [entry] = written("debug", (log) =>
        log.warn("x", { why: `no ${secret}`, error: new Error(`no ${secret}`) }),
      );
      expect(entry, secret).toMatchObject({ why: "no [secret]", error: { message: "no [secret]" } });
    }
    const [entry] = written("info", (log) => log.warn("x", { why: "postgres://aidline:hunter2@db/aid" }));
    expect(entry).toMatchObject({ why: "postgres://aidline:[secret]@db/aid" });
  });
});

/** Every field that is given to the log anywhere in the product. */
const given = (): readonly { readonly where: string; readonly field: string }[] =>
  repository(join(import.meta.dirname, ".."))
    .filter(({ path }) => /^(?:src|adapters|db)\/.*\.ts$/u.test(path))
    .flatMap(({ path, nodes, tree }) =>
      nodes
        .filter(ts.isCallExpression)
        .filter(({ expression }) => /(?:^|\.)log\.(?:info|warn|error)$/u.test(expression.getText(tree)))
        .flatMap(({ arguments: [, fields] }) =>
          fields && ts.isObjectLiteralExpression(fields) ? fields.properties : [],
        )
        .flatMap(({ name }) => (name ? [{ where: path, field: name.getText(tree) }] : [])),
    );

describe("the list of fields", () => {
  it("has all that the product logs, and nothing that holds words of people", () => {
    const all = given();
    expect(all.length).toBeGreaterThan(60);
    const errors = new Set(["error"]);
    const [entry = {}] = written("info", (log) =>
      log.info("x", Object.fromEntries(all.filter(({ field }) => !errors.has(field)).map(({ field }) => [field, "1"]))),
    );
    const dropped = "dropped" in entry ? entry["dropped"] : [];
    expect(all.filter(({ field }) => Array.isArray(dropped) && dropped.includes(field))).toEqual([]);
    const words = [
      "name",
      "text",
      "title",
      "input",
      "speaker",
      "account",
      "options",
      "token",
      "key",
      "view",
      "arrival",
    ];
    const [kept] = written("info", (log) => log.info("x", Object.fromEntries(words.map((word) => [word, "Maria"]))));
    expect(kept).toMatchObject({ dropped: words });
    expect(JSON.stringify(kept)).not.toContain("Maria");
  });
});
