import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import process from "node:process";
import { createInterface } from "node:readline";
import { sql } from "drizzle-orm";
import { describe, expect, it, onTestFinished } from "vitest";
import { slackManifest } from "../../src/process/manifest.ts";
import { temporaryFolder } from "../support/child.ts";
import { hasPostgres, realPostgres } from "../support/database.ts";
import { fault, realSlackClock, startSlack } from "../support/slack/index.ts";

const MAIN = join(import.meta.dirname, "../../src/main.ts");

/** What an operator may count on. */
const SECONDS = 15;

/** A port that is free now. */
const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  // A server that listens on a port has an address of this kind.
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
};

const COMPANIES = ["Amazon", "Google", "Meta"];

describe.skipIf(!(await hasPostgres()))(
  "A process that is asked to stop while commands and messages are in flight",
  () => {
    it("says so first, finishes what it took, loses and doubles nothing, and is gone in time", {
      timeout: 60_000,
    }, async () => {
      const { url, open, remove } = await realPostgres();
      onTestFinished(remove);
      const database = await open();
      const slack = await startSlack({ clock: realSlackClock() });
      onTestFinished(() => slack.close());
      slack.useManifest(slackManifest({ slack: undefined, language: "en" }, undefined));
      const office = slack.workspace("Office");
      const { token } = office.install();
      office.channel("#outreach");
      const olena = office.person("olena").in("#outreach");
      const port = await freePort();
      const said: string[] = [];
      const started = (...words: readonly string[]) => {
        const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", MAIN, "start", ...words], {
          env: {
            PATH: process.env["PATH"],
            DATABASE_URL: url,
            AIDLINE_DATA: temporaryFolder(),
            AIDLINE_LOG: "info",
            AIDLINE_OPS_PORT: String(port),
            AIDLINE_DRAIN: "1",
            SLACK_BOT_TOKEN: token,
            SLACK_APP_TOKEN: slack.app.appToken,
            SLACK_API_URL: slack.apiUrl,
          },
          cwd: temporaryFolder(),
          stdio: ["ignore", "ignore", "pipe"],
        });
        onTestFinished(() => void child.kill("SIGKILL"));
        const isStarted = new Promise<void>((resolve) => {
          createInterface(child.stderr).on("line", (line) =>
            line.includes('"started"') ? resolve() : said.push(line),
          );
        });
        return { child, isStarted, ended: once(child, "exit") };
      };
      const bot = started();
      await slack.sockets.connected(2);

      const posting = slack.faults.plant("chat.postMessage", fault.hang());
      // Each is acknowledged when this resolves, and none of them can be answered yet.
      await Promise.all(
        COMPANIES.map((company) => olena.slash(`/aid request ${company} "Ask ${company}" kind:other channel:email`)),
      );
      await posting.struck;
      const since = performance.now();
      bot.child.kill("SIGTERM");
      const readiness = await fetch(`http://127.0.0.1:${port}/readyz`);
      posting.remove();
      posting.release();
      expect(await bot.ended).toEqual([0, null]);
      expect((performance.now() - since) / 1_000).toBeLessThan(SECONDS);
      expect([readiness.status, await readiness.json()]).toMatchObject([
        503,
        { checks: expect.arrayContaining([{ name: "staying", ok: false }]) },
      ]);

      const states = (): Promise<{ state: string; count: number }[]> =>
        database.rows(sql`
        select d.state, count(*)::int as count from delivery d
        join intent i on i.workspace_id = d.workspace_id and i.id = d.intent_id
        where i.kind = 'card' group by d.state order by d.state desc`);
      const logged = await database.rows<{ title: string }>(sql`select state ->> 'title' as title from request`);
      expect(logged.map(({ title }) => title).toSorted()).toEqual(
        COMPANIES.map((company) => `Ask ${company}`).toSorted(),
      );
      expect(await database.rows(sql`select from inbox where open`)).toEqual([]);
      // What was begun is finished, and none is in doubt; the rest waits for whoever comes next.
      expect(await states()).toEqual([
        { state: "SENT", count: expect.any(Number) },
        { state: "PENDING", count: expect.any(Number) },
      ]);

      const cards = (): readonly string[] =>
        slack.calls
          .filter(
            ({ method, given, answer }) =>
              method === "chat.postMessage" && given["metadata"] && answer?.["ok"] === true,
          )
          .map(({ given }) => JSON.stringify(given["metadata"]));
      const next = started("--work");
      await next.isStarted;
      await slack.until(() => new Set(cards()).size >= COMPANIES.length);
      next.child.kill("SIGTERM");
      expect(await next.ended).toEqual([0, null]);
      expect(new Set(cards()).size).toBe(cards().length);
      expect(await states()).toEqual([{ state: "SENT", count: COMPANIES.length }]);
      expect(said).toEqual([]);
    });
  },
);
