import { readFileSync } from "node:fs";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { readStory } from "../../adapters/console/story.ts";
import type { Database } from "../../db/database.ts";
import { rehearse } from "../../src/process/rehearsal.ts";
import { quickDatabase } from "../support/database.ts";
import { collectedLog } from "../support/log.ts";
import { seededRandom } from "../support/random.ts";
import { openSlackHouse } from "../support/slack-house.ts";
import { playInSlack } from "../support/slack-story.ts";

const STORIES = ["2022.story", "2022-restrict.story", "ukrainian.story"];
const storyIn = (name: string) => readStory(readFileSync(join(import.meta.dirname, "../stories", name), "utf8"));

/** What the register says at the end, wherever it was said: ids by their order, people and channels by their names. */
const registerIn = async (database: Database, names: ReadonlyMap<string, string>): Promise<readonly string[]> => {
  const entries = await database.rows<Record<string, unknown>>(sql`
    select j.seq, j.subject, j.type, j.subject_id, j.by, j.body, p.body as personal
    from journal j left join journal_personal p on p.workspace_id = j.workspace_id and p.seq = j.seq
    where j.workspace_id in (select workspace_id from journal where type = 'member.joined') order by j.seq`);
  const ids = new Map<string, string>();
  const idOf = (id: string): string => ids.get(id) ?? (ids.set(id, `id-${ids.size + 1}`).get(id) as string);
  const named = (text: string): string =>
    [...names]
      .reduce((said, [id, name]) => said.replaceAll(id, name), text)
      .replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/gu, idOf)
      .replaceAll('"platform":"console"', '"platform":"slack"');
  return entries.map(({ type, personal, body, ...entry }) => {
    // A platform knows more of a person than a story does, and a workspace has its name from it.
    const { zone: _, name: __, ...rest } = body as Record<string, unknown>;
    const said = type === "member.joined" || type === "workspace.opened" ? rest : body;
    return named(JSON.stringify({ ...entry, type, body: said, personal }));
  });
};

const consoles = new Map<string, Promise<readonly string[]>>();

/** The register that a story leaves on the console; each is played there once. */
const onTheConsole = (name: string): Promise<readonly string[]> => {
  const known = consoles.get(name) ?? playedOnTheConsole(name);
  consoles.set(name, known);
  return known;
};

const playedOnTheConsole = async (name: string): Promise<readonly string[]> => {
  const database = await quickDatabase();
  try {
    const failure = await rehearse(storyIn(name), {
      database,
      log: collectedLog().log,
      random: seededRandom(name),
      now: "2022-03-07T07:00:00.000Z",
      colour: false,
      width: () => 100,
      write: () => undefined,
    });
    expect(failure).toBeUndefined();
    return await registerIn(database, new Map());
  } finally {
    await database.close();
  }
};

describe.each(["HTTP", "Socket Mode"] as const)("in Slack over %s", { timeout: 240_000 }, (transport) => {
  it("stops where something else is seen than was expected", async () => {
    const database = await quickDatabase();
    const scene = await openSlackHouse({ database, transport });
    const lines = [
      "as olena",
      "in #outreach",
      '/aid request Amazon "End AWS" kind:service_suspension',
      'expect "AID-1"',
      'expect "AID-2"',
    ];
    try {
      await expect(playInSlack(readStory(lines.join("\n")), scene)).rejects.toThrow(
        /^line 5: .*\n.*AID-2, but saw: .*AID-1/su,
      );
    } finally {
      await scene.close();
      await database.close();
    }
  });

  it.each(STORIES)("%s comes true, and ends in the same register as on the console", async (name) => {
    const story = storyIn(name);
    const database = await quickDatabase();
    const scene = await openSlackHouse({
      database,
      transport,
      zone: story.zone,
      language: story.language,
      opening: story.opening,
    });
    try {
      await playInSlack(story, scene);
      const { users, channels } = scene.slack.world;
      const names = new Map([
        ...[...channels.values()].map((one) => [one.id, `#${one.name}`] as const),
        ...[...users.values()].map((one) => [one.id, one.handle] as const),
      ]);
      const register = await registerIn(database, names);
      expect(register.length).toBeGreaterThan(20);
      expect(register).toEqual(await onTheConsole(name));
      expect(scene.log.filter(({ level }) => level === "error")).toEqual([]);
    } finally {
      await scene.close();
      await database.close();
    }
  });
});
