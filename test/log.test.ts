import { describe, expect, it } from "vitest";
import { createLog } from "../src/log.ts";
import type { Log } from "../src/ports.ts";

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
});
