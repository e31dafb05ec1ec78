import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { failureLines, readStory } from "../adapters/console/story.ts";
import { rehearse } from "../src/process/rehearsal.ts";
import { freshDatabase } from "./support/database.ts";
import { collectedLog } from "./support/log.ts";
import { seededRandom } from "./support/random.ts";

const FOLDER = join(import.meta.dirname, "stories");
const stories = readdirSync(FOLDER).filter((name) => name.endsWith(".story"));

/** Lives through a story on a fresh register; the report of what failed, or nothing. */
const livedThrough = async (name: string, text: string): Promise<string> => {
  const database = await freshDatabase();
  const { log, entries } = collectedLog();
  try {
    const story = readStory(text);
    const screen = { colour: false, width: () => 100, write: () => undefined };
    const failure = await rehearse(story, {
      database,
      log,
      random: seededRandom(name),
      now: "2022-03-07T07:00:00.000Z",
      ...screen,
    });
    const faults = entries.filter(({ level }) => level === "error").map((entry) => JSON.stringify(entry));
    return [...(failure ? failureLines(join("test/stories", name), failure) : []), ...faults].join("\n");
  } finally {
    await database.close();
  }
};

describe("the stories", { timeout: 180_000 }, () => {
  it.each(stories)("%s comes true", async (name) => {
    expect(await livedThrough(name, readFileSync(join(FOLDER, name), "utf8"))).toBe("");
  });

  it("stop where something else happens than was expected", async () => {
    const text =
      'zone Europe/Kyiv\nat 2022-03-07 09:00\nas coordinator\nin #outreach\n/aid request Amazon "End AWS in Russia" kind:service_suspension\nexpect "AID-1"\nexpect "AID-2"';
    expect(await livedThrough("x.story", text)).toMatch(
      /^test\/stories\/x\.story:7\n {2}the line: expect "AID-2"\n {2}expected: "AID-2"\n {2}seen: {5}.*AID-1/u,
    );
  });
});
