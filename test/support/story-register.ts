import { readFileSync } from "node:fs";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import { expect } from "vitest";
import { readStory, type Story } from "../../adapters/console/story.ts";
import type { Database } from "../../db/database.ts";
import type { Platform } from "../../src/domain/vocabulary.ts";
import { rehearse } from "../../src/process/rehearsal.ts";
import { quickDatabase } from "./database.ts";
import { collectedLog } from "./log.ts";
import { seededRandom } from "./random.ts";

/** A story of ours by its file's name. */
export const storyIn = (name: string): Story =>
  readStory(readFileSync(join(import.meta.dirname, "../stories", name), "utf8"));

/** What the register says at the end, wherever it was said: ids by their order, people and channels by their names. */
export const registerIn = async (
  database: Database,
  names: ReadonlyMap<string, string>,
  platform: Platform,
): Promise<readonly string[]> => {
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
      .replaceAll(`"platform":"${platform}"`, '"platform":"here"');
  return entries.map(({ type, personal, body, ...entry }) => {
    // A platform knows more of a person than a story does, and a workspace has its name from it.
    const { zone: _, name: __, ...rest } = body as Record<string, unknown>;
    const said = type === "member.joined" || type === "workspace.opened" ? rest : body;
    return named(JSON.stringify({ ...entry, type, body: said, personal }));
  });
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
    return await registerIn(database, new Map(), "console");
  } finally {
    await database.close();
  }
};

const consoles = new Map<string, Promise<readonly string[]>>();

/** The register that a story leaves on the console; each is played there once. */
export const onTheConsole = (name: string): Promise<readonly string[]> => {
  const known = consoles.get(name) ?? playedOnTheConsole(name);
  consoles.set(name, known);
  return known;
};
