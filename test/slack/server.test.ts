import { sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import type { Bot } from "../../src/ports.ts";
import { hasPostgres, realPostgres } from "../support/database.ts";
import { openSlackHouse } from "../support/slack-house.ts";

const postgres = await hasPostgres();

/** Fails at what is typed; a form is answered wherever it is sent to. */
const answersNoLines = (bot: Bot): Bot => ({
  ...bot,
  handle: (invocation) =>
    typeof invocation.input === "string" ? Promise.reject(new Error("not for me")) : bot.handle(invocation),
});

describe.skipIf(!postgres)("Slack before several processes on PostgreSQL", () => {
  it("is served by each of them, and what one leaves another takes up", { timeout: 60_000 }, async () => {
    const { open, remove } = await realPostgres();
    const database = await open();
    const scene = await openSlackHouse({ database, started: false });
    try {
      await scene.open({ alone: false });
      const other = await scene.open({ alone: false, inbox: scene.inbox });
      scene.office.channel("#outreach");
      const olena = scene.office.person("olena").in("#outreach");
      await olena.slash("/aid request Amazon");
      await olena.submit({ title: "End AWS", kind: "other" });
      expect(olena.sees()).toContain("AID-1");
      await Promise.all(Array.from({ length: 10 }, () => olena.slash("/aid list")));
      expect(await scene.waiting()).toBe(0);

      // As a process leaves it that was killed.
      const [row] = await database.rows<{ workspace: string }>(
        sql`select workspace_id as workspace from inbox limit 1`,
      );
      const left = {
        kind: "line",
        key: "left",
        team: scene.office.id,
        user: olena.id,
        handle: "olena",
        text: "show AID-1",
      };
      const place = { platform: "slack", id: olena.channel.id, name: "#outreach" };
      await scene.inbox.put(row?.workspace ?? "", "left", { ...left, place, channel: olena.channel.id }, 0);
      await other.rounds[0]?.run();
      // The one beside it may have been first, and be at it still.
      await expect.poll(scene.waiting).toBe(0);
      expect(scene.slack.calls.findLast(({ method }) => method === "chat.postEphemeral")?.answer).toMatchObject({
        ok: true,
      });
      await scene.inbox.prune(0);
    } finally {
      await scene.close();
      await remove();
    }
  });

  it("is served by one, and what was asked for is done by another", { timeout: 60_000 }, async () => {
    const { open, remove } = await realPostgres();
    const scene = await openSlackHouse({ database: await open(), started: false });
    try {
      await scene.open({ alone: false, duties: { serves: true, works: false } }, answersNoLines(scene.house.bot));
      const worker = await scene.open({ alone: false, duties: { serves: false, works: true } });
      expect(worker.port()).toBeUndefined();
      scene.office.channel("#outreach");
      const olena = scene.office.person("olena").in("#outreach");
      // The form is opened by who works, and what is wrong with it is said by who serves.
      await olena.slash("/aid request Amazon");
      await olena.submit({ title: "End AWS", kind: "other" });
      expect(olena.sees()).toContain("AID-1");
      await olena.slash("/aid due AID-1");
      await olena.submit({ when: "31 February" });
      expect(olena.modal.sees()).toMatch(/31 February.*\n.*\D31 February/su);
      await olena.submit({ when: "18 March" });
      await Promise.all(Array.from({ length: 30 }, () => olena.slash("/aid list")));
      expect(await scene.waiting()).toBe(0);
      expect(scene.log.filter(({ level }) => level !== "info")).toEqual([]);
    } finally {
      await scene.close();
      await remove();
    }
  });
});
