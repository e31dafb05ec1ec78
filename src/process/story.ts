import { readFile } from "node:fs/promises";
import { ScriptError } from "../../adapters/console/script.ts";
import { failureLines, readStory, type Story } from "../../adapters/console/story.ts";
import { connect } from "../../db/connect.ts";
import type { Desktop } from "./desktop.ts";
import { rehearse } from "./rehearsal.ts";

/** `npm run story -- FILE`: 0 when all expectations were met, 1 at the first that was not, 2 without a story. */
export const runStory = async (file: string, quiet: boolean, desktop: Desktop): Promise<number> => {
  const { log, random, clock, colour, width, write, complain } = desktop;
  const text = await readFile(file, "utf8").catch(() => undefined);
  if (text === undefined) {
    complain([
      `There is no file ${file}.`,
      "A story is a text file such as those in test/stories: npm run story -- test/stories/NAME.story",
    ]);
    return 2;
  }
  let story: Story;
  try {
    story = readStory(text);
  } catch (error) {
    if (!(error instanceof ScriptError)) throw error;
    complain([`${file}:${error.line}`, `  ${error.message}`, `  what would work: ${error.works}`]);
    return 1;
  }
  const database = await connect({});
  try {
    const failure = await rehearse(story, {
      database,
      log,
      random,
      now: clock.now(),
      colour,
      width,
      write: quiet ? () => undefined : write,
    });
    if (failure) complain(["", ...failureLines(file, failure)]);
    return failure ? 1 : 0;
  } finally {
    await database.close();
  }
};
