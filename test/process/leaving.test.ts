import { once } from "node:events";
import { sql } from "drizzle-orm";
import { describe, expect, it, onTestFinished } from "vitest";
import { slackManifest } from "../../src/process/manifest.ts";
import { logOf, startAidline } from "../support/child.ts";
import { hasPostgres, realPostgres } from "../support/database.ts";
import { freePort } from "../support/free-port.ts";
import { fault, realSlackClock, startSlack } from "../support/slack/index.ts";

/** What an operator may count on. */
const SECONDS = 15;

/** More than a channel takes at once, so that some cards wait whenever the process is asked to go. */
const COMPANIES = ["Amazon", "Apple", "Google", "Meta", "Oracle", "SAP", "SpaceX", "Visa"];

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
      const started = (...words: readonly string[]) => {
        const child = startAidline(["start", ...words], {
          DATABASE_URL: url,
          AIDLINE_LOG: "info",
          AIDLINE_OPS_PORT: String(port),
          AIDLINE_DRAIN: "1",
          SLACK_BOT_TOKEN: token,
          SLACK_APP_TOKEN: slack.app.appToken,
          SLACK_API_URL: slack.apiUrl,
        });
        return { child, ...logOf(child), ended: once(child, "exit") };
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
      const said = [...bot.entries, ...next.entries].filter(({ event }) => event !== "started");
      expect(said).toEqual([]);
    });
  },
);
