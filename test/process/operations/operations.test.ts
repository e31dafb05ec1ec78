import { describe, expect, it, onTestFinished } from "vitest";
import type { Database } from "../../../db/database.ts";
import type { Log, Outgoing } from "../../../src/ports.ts";
import { openOperations } from "../../../src/process/operations/operations.ts";
import { quickDatabase } from "../../support/database.ts";
import { testDesktop } from "../../support/desktop.ts";
import { LATER, openScene, posted, reminder } from "../../support/scene.ts";
import { scriptedAdapter } from "../../support/scripted-adapter.ts";

const HELLO: Outgoing = {
  workspace: "w",
  place: { platform: "slack", id: "C1", name: "#a" },
  view: { title: ["Hello"], tone: "plain", blocks: [] },
  key: "k",
  language: "en",
};

const opened = async (settings: Readonly<Record<string, string>> = {}) => {
  const { desktop } = testDesktop({ AIDLINE_OPS_PORT: "0", ...settings });
  const operations = await openOperations(desktop, new AbortController().signal);
  onTestFinished(operations.stop);
  const ask = (path: string, init?: RequestInit): Promise<Response> =>
    fetch(`http://127.0.0.1:${operations.port()}${path}`, init);
  const probe = async (path: string) => {
    const response = await ask(path);
    const { checks } = (await response.json()) as { checks: readonly { name: string; ok: boolean }[] };
    return `${response.status} ${checks.map(({ name, ok }) => `${name}:${ok ? "yes" : "no"}`).join(" ")}`;
  };
  return { operations, ask, probe };
};

const aDatabase = async (): Promise<Database> => {
  const database = await quickDatabase();
  onTestFinished(() => database.close());
  return database;
};

const platform = (name: "slack" | "discord", connected: boolean, port?: number) => ({
  platform: name,
  connected: () => connected,
  port: () => port,
});

describe("probes", () => {
  it("follow a process from its start to its end", async () => {
    const { operations, probe } = await opened();
    expect(await probe("/livez")).toBe("200 process:yes");
    expect(await probe("/startupz")).toBe("503 started:no");
    expect(await probe("/readyz")).toBe("503 started:no staying:yes database:no schema:no");
    operations.watch({ database: await aDatabase(), platforms: [platform("slack", true)] });
    operations.started();
    expect(await probe("/startupz")).toBe("200 started:yes");
    expect(await probe("/readyz")).toBe("200 started:yes staying:yes database:yes schema:yes slack:yes");
    await operations.drain();
    expect(await probe("/readyz")).toBe("503 started:yes staying:no database:yes schema:yes slack:yes");
    expect(await probe("/startupz")).toBe("200 started:yes");
    expect(await probe("/livez")).toBe("200 process:yes");
  });

  it("say no when the database does not answer, lacks migrations or takes too long", async () => {
    const { operations, probe } = await opened();
    const database = await aDatabase();
    operations.started();
    const such = (rows: Database["rows"]): void => operations.watch({ database: { ...database, rows } });
    such(() => Promise.reject(new Error("gone")));
    expect(await probe("/readyz")).toBe("503 started:yes staying:yes database:no schema:no");
    such(() => new Promise(() => undefined));
    expect(await probe("/readyz")).toBe("503 started:yes staying:yes database:no schema:no");
    // What an older schema answers.
    such(async <T>() => [{ count: 1 }] as T[]);
    expect(await probe("/readyz")).toBe("503 started:yes staying:yes database:yes schema:no");
  });

  it("take a process with a lost line away, but not one by which another platform still calls", async () => {
    const { operations, probe } = await opened();
    operations.started();
    const database = await aDatabase();
    operations.watch({ database, platforms: [platform("slack", false)] });
    expect(await probe("/readyz")).toMatch(/^503 .* slack:no$/u);
    operations.watch({ platforms: [platform("slack", false), platform("discord", true, 3001)] });
    expect(await probe("/readyz")).toMatch(/^200 .* slack:no discord:yes$/u);
  });

  it("are answered on the one port that was asked for, and nothing else is", async () => {
    const { operations, ask } = await opened();
    expect((await ask("/")).status).toBe(404);
    expect((await ask("/metrics", { method: "POST" })).status).toBe(405);
    const { desktop } = testDesktop({ AIDLINE_OPS_PORT: String(operations.port()) });
    await expect(openOperations(desktop, new AbortController().signal)).rejects.toMatchObject({
      faults: [expect.stringMatching(/^AIDLINE_OPS_PORT: port \d+ cannot be listened on/u)],
    });
    const without = await openOperations(testDesktop({}).desktop, new AbortController().signal);
    expect(without.port()).toBeUndefined();
    await without.drain();
    await without.stop();
  });
});

describe("the page of measures", () => {
  const linesOf = async (ask: (path: string) => Promise<Response>): Promise<readonly string[]> => {
    const response = await ask("/metrics");
    expect(response.headers.get("content-type")).toBe("text/plain; version=0.0.4; charset=utf-8");
    return (await response.text()).split("\n");
  };

  it("tells how the rows stand: what is due, for how long, and what is in doubt", async () => {
    const { operations, ask } = await opened();
    const database = await aDatabase();
    const one = await openScene(database);
    await one.plan([reminder("a"), reminder("b"), reminder("c")]);
    const [first, ...others] = await one.take();
    if (first === undefined) throw new Error("nothing is due");
    await one.settle([first], posted("m1"));
    await one.settle(others.slice(0, 1), { kind: "unknown", why: "cut" });
    await one.plan([reminder("d", LATER)]);
    operations.watch({ database, platforms: [platform("slack", false)] });
    operations.started();
    const lines = await linesOf(ask);
    expect(lines).toEqual(
      expect.arrayContaining([
        "database_up 1",
        "process_ready 1",
        'platform_connected{messaging_system="slack"} 0',
        'delivery_state{state="UNKNOWN"} 1',
        'delivery_state{state="SENDING"} 1',
        'delivery_state{state="PENDING"} 1',
        "inbox_unanswered 0",
        'refusal_places{told="no"} 0',
      ]),
    );
    // It has been due since 2022.
    expect(Number(lines.find((line) => line.startsWith("delivery_due_lag_seconds "))?.split(" ")[1])).toBeGreaterThan(
      1e8,
    );
  });

  it("tells for how long something is tried in vain, although its next attempt is not due", async () => {
    const { operations, ask } = await opened();
    const database = await aDatabase();
    const one = await openScene(database);
    await one.plan([reminder("a")]);
    const soon = new Date(Date.now() + 600_000).toISOString();
    await one.settle(await one.take(), { kind: "retry", at: soon, why: "down" });
    operations.watch({ database, platforms: [] });
    const lines = await linesOf(ask);
    expect(lines).toContain('delivery_state{state="PENDING"} 0');
    expect(Number(lines.find((line) => line.startsWith("delivery_due_lag_seconds "))?.split(" ")[1])).toBeGreaterThan(
      1e8,
    );
  });

  it("is put together once for all who ask within five seconds", async () => {
    const { operations, ask } = await opened();
    const database = await aDatabase();
    let asked = 0;
    const transaction: Database["transaction"] = (work) => {
      asked += 1;
      return database.transaction(work);
    };
    operations.watch({ database: { ...database, transaction } });
    const pages = await Promise.all([1, 2, 3].map(() => linesOf(ask)));
    expect(pages[1]).toEqual(pages[0]);
    expect(asked).toBe(1);
  });

  it("tells when the auditor found all well, and 0 while it never did", async () => {
    const pageAfter = async (tell: (log: Log) => void): Promise<readonly string[]> => {
      const { operations, ask } = await opened();
      tell(operations.measures.log(testDesktop({}).desktop.log));
      return linesOf(ask);
    };
    const clean = (lines: readonly string[]): number =>
      Number(lines.find((line) => line.startsWith("audit_clean_timestamp_seconds "))?.split(" ")[1]);
    expect(clean(await pageAfter((log) => log.warn("deliveries.overdue", { count: 1 })))).toBe(0);
    const found = clean(await pageAfter((log) => log.info("deliveries.audited")));
    expect(found).toBe(Date.parse(testDesktop({}).desktop.clock.now()) / 1_000);
  });

  it("is given without a database, and says so", async () => {
    const { operations, ask } = await opened({ DATABASE_URL: "postgres://nobody/x" });
    operations.watch({
      database: { ...(await aDatabase()), transaction: () => Promise.reject(new Error("gone")) },
    });
    const lines = await linesOf(ask);
    expect(lines).toContain("database_up 0");
    expect(lines.filter((line) => /^delivery_(?:state|due)/u.test(line))).toEqual([]);
    expect(lines.filter((line) => line.startsWith("dump_"))).toEqual([]);
    expect(lines.find((line) => line.startsWith("process_resident_memory_bytes "))).toMatch(/ \d{7,}$/u);
  });

  it("counts what goes out, by platform and by what came of it, what comes in, and what the log says", async () => {
    const { operations, ask } = await opened();
    const { measures } = operations;
    const { adapter } = scriptedAdapter("slack", ["ok", { retryAfter: 1 }, "permanent", "refused", "lost"]);
    const metered = measures.adapter(adapter);
    await metered.post(HELLO);
    for (let nth = 0; nth < 4; nth += 1) await expect(metered.post(HELLO)).rejects.toThrow(Error);
    measures.acknowledged("slack", 120);
    measures.log(testDesktop({}).desktop.log).warn("deliveries.overdue");
    const lines = await linesOf(ask);
    const sent = 'messaging_client_sent_messages_total{messaging_system="slack",messaging_operation_name="post"';
    expect(lines).toEqual(
      expect.arrayContaining([
        `${sent}} 1`,
        `${sent},error_type="limited"} 1`,
        `${sent},error_type="refused"} 1`,
        `${sent},error_type="failed"} 1`,
        `${sent},error_type="unknown"} 1`,
        'acknowledgement_duration_seconds_bucket{messaging_system="slack",le="0.1"} 0',
        'acknowledgement_duration_seconds_bucket{messaging_system="slack",le="0.25"} 1',
        'log_entries_total{level="warn",event="deliveries.overdue"} 1',
      ]),
    );
  });
});
