import { describe, expect, it } from "vitest";
import type { Slack } from "../../adapters/slack/index.ts";
import { OPTIONAL_SCOPES, SCOPES } from "../../adapters/slack/scopes.ts";
import { quickDatabase } from "../support/database.ts";
import { openSlackHouse, type SlackHouse } from "../support/slack-house.ts";

type Scope = keyof typeof SCOPES;

/** What people can do, each by what shows that they can. */
const ABILITIES: Readonly<Record<string, (scene: SlackHouse, adapter: Slack) => Promise<boolean>>> = {
  "get a reminder in their channel": async ({ office, register }, adapter) => {
    const place = { platform: "slack", id: office.channel("#desk").id, name: "#desk" } as const;
    const view = { title: ["AID-1 is late"], tone: "late", blocks: [] } as const;
    const posted = adapter.post({
      workspace: await register(),
      place,
      view,
      key: "abcdefghjkmnpqrstuvwxyz2",
      language: "en",
    });
    return posted.then(
      () => true,
      () => false,
    );
  },
  "be known by name": async ({ office }) => {
    const olena = office.person("olena", { name: "Olena Kovalenko" }).in("#outreach");
    await olena.slash("/aid settings");
    return olena.news().includes("Olena Kovalenko");
  },
  "have a direct reminder looked for that may have arrived": async ({ office, register }, adapter) => {
    const place = { platform: "slack", id: `@${office.person("iryna").id}`, name: "@iryna" } as const;
    const search = { workspace: await register(), place, keys: ["a"], since: "2022-03-07T00:00:00.000Z" };
    return adapter.find(search).then(
      () => true,
      () => false,
    );
  },
  "type a command": async ({ office }) => {
    const { slash } = office.person("marko").in("#outreach");
    return slash("/aid help").then(
      ({ ok }) => ok,
      () => false,
    );
  },
  "be heard in a thread": async ({ office }) => {
    const olena = office.person("petro").in("#outreach");
    await olena.says("A question");
    const thread = olena.thread("A question");
    await thread.mention("help");
    return thread.sees().includes("/aid");
  },
};

/** What nobody can do any more without a scope. */
const LOST: Readonly<Record<Scope, readonly string[]>> = {
  commands: ["type a command"],
  "chat:write": ["get a reminder in their channel"],
  "im:write": ["have a direct reminder looked for that may have arrived"],
  "users:read": ["be known by name"],
  "app_mentions:read": ["be heard in a thread"],
};

const ALL = [...Object.keys(SCOPES), ...Object.keys(OPTIONAL_SCOPES)];

describe("without the scope", () => {
  it.each(Object.entries(LOST))("%s people cannot %s", { timeout: 60_000 }, async (scope, lost) => {
    const database = await quickDatabase();
    const scopes = ALL.filter((one) => one !== scope);
    const scene = await openSlackHouse({ database, scopes, started: false });
    try {
      const adapter = await scene.open();
      expect(adapter.missing()).toEqual([scope]);
      scene.office.channel("#outreach");
      for (const ability of lost)
        expect([ability, await ABILITIES[ability]?.(scene, adapter)]).toEqual([ability, false]);
    } finally {
      await scene.close();
      await database.close();
    }
  });
});

describe("with the scopes that may be left out, and only with them", () => {
  it.each([
    ["public", "they are there", Object.keys(OPTIONAL_SCOPES), true],
    ["private", "they are there", Object.keys(OPTIONAL_SCOPES), true],
    ["public", "its own is", ["channels:history"], true],
    ["private", "its own is", ["groups:history"], true],
    ["public", "only those of others are", ["groups:history", "im:history"], false],
    ["private", "only those of others are", ["channels:history", "im:history"], false],
    ["public", "none is", [], false],
  ] as const)(
    "a %s channel's history can be read when %s; nothing is called missing",
    async (kind, _, more, readable) => {
      const database = await quickDatabase();
      const scene = await openSlackHouse({ database, started: false, scopes: [...Object.keys(SCOPES), ...more] });
      try {
        const adapter = await scene.open();
        expect(adapter.missing()).toEqual([]);
        const place = { platform: "slack", id: scene.office.channel("#desk", { kind }).id, name: "#desk" } as const;
        const search = { workspace: await scene.register(), place, keys: ["a"], since: "2022-03-07T00:00:00.000Z" };
        const found = adapter.find(search).then(
          () => true,
          () => false,
        );
        expect(await found).toBe(readable);
      } finally {
        await scene.close();
        await database.close();
      }
    },
  );
});

describe("with the scopes of the manifest", () => {
  it.each(Object.keys(ABILITIES))("people can %s", async (ability) => {
    const database = await quickDatabase();
    const scene = await openSlackHouse({ database, started: false, scopes: ALL });
    try {
      const adapter = await scene.open();
      expect(adapter.missing()).toEqual([]);
      scene.office.channel("#outreach");
      expect(await ABILITIES[ability]?.(scene, adapter)).toBe(true);
    } finally {
      await scene.close();
      await database.close();
    }
  });
});
