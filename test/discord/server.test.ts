import { describe, expect, it } from "vitest";
import type { Bot } from "../../src/ports.ts";
import { hasPostgres, realPostgres } from "../support/database.ts";
import { openDiscordHouse } from "../support/discord-house.ts";

const postgres = await hasPostgres();

describe.skipIf(!postgres)("Discord before several processes on PostgreSQL", () => {
  it("is served by each of them, and what one leaves another takes up", { timeout: 60_000 }, async () => {
    const { open, remove } = await realPostgres();
    const database = await open();
    const scene = await openDiscordHouse({ database, transport: "HTTP", started: false });
    try {
      const first = await scene.open({ alone: false });
      const other = await scene.open({ alone: false });
      expect(first.port()).not.toBe(other.port());
      const { id } = scene.office.channel("#outreach");
      const olena = scene.office.person("olena").in("#outreach");
      // A form that one opened is answered by the other.
      await olena.slash("aid request", { company: "Amazon" });
      await scene.discord.speakTo(`http://127.0.0.1:${first.port()}/discord/interactions`);
      await olena.submit({ title: "End AWS", kind: "other" });
      expect(olena.sees()).toContain("AID-1");
      await Promise.all(Array.from({ length: 10 }, () => olena.slash("aid list")));
      expect(await scene.waiting()).toBe(0);

      // As a process leaves it that was killed.
      const place = { platform: "discord", id, name: "#outreach" };
      const left = {
        kind: "typed",
        key: scene.discord.world.id(),
        app: scene.discord.app.id,
        token: "over",
        user: olena.id,
        name: "olena",
        server: scene.office.id,
        roles: [],
        place,
        channel: id,
        input: "show AID-1",
      };
      await scene.inbox.put(await scene.register(), left.key, left, 0);
      await other.rounds[0]?.run();
      expect(await scene.waiting()).toBe(0);
      expect(JSON.stringify(scene.discord.world.messages.at(-1)?.components)).toContain("End AWS");
      await scene.inbox.prune(0);
    } finally {
      await scene.close();
      await remove();
    }
  });

  it("is served by one, and what was asked for is done by another", { timeout: 60_000 }, async () => {
    const { open, remove } = await realPostgres();
    const scene = await openDiscordHouse({ database: await open(), transport: "HTTP", started: false });
    try {
      const nobody: Bot = { ...scene.house.bot, handle: () => Promise.reject(new Error("not for me")) };
      await scene.open({ alone: false, duties: { serves: true, works: false } }, nobody);
      const worker = await scene.open({ alone: false, duties: { serves: false, works: true } });
      expect(worker.port()).toBeUndefined();
      scene.office.channel("#outreach");
      const olena = scene.office.person("olena").in("#outreach");
      await olena.slash("aid request", { company: "Amazon" });
      await olena.submit({ title: "End AWS", kind: "other" });
      expect(olena.sees()).toContain("AID-1");
      await Promise.all(Array.from({ length: 30 }, () => olena.slash("aid list")));
      await expect.poll(() => scene.waiting(), { timeout: 30_000 }).toBe(0);
      const trouble = scene.log.filter(({ level, event }) => level !== "info" && event !== "discord.doubt");
      expect(trouble).toEqual([]);
    } finally {
      await scene.close();
      await remove();
    }
  });
});
