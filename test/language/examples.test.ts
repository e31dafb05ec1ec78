import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Database } from "../../db/database.ts";
import { lacking, specOf } from "../../src/commands/command.ts";
import { COMMANDS } from "../../src/commands/index.ts";
import { readWords } from "../../src/commands/words.ts";
import { EXAMPLES } from "../../src/language/examples.ts";
import { CATALOGUES } from "../../src/language/say.ts";
import { quickDatabase } from "../support/database.ts";
import { furnished } from "../support/hostile-words.ts";

const SPECS = COMMANDS.map(specOf);
const shown = COMMANDS.filter(({ name }) => name !== "menu").map((command) => ({ name: command.name, command }));
const ukrainian = EXAMPLES.uk ?? {};

/** Options whose value is a word of ours, a number or a date: it says the same in both languages. */
const SAME = new Set(["choice", "flag", "number", "request"]);

let database: Database;
beforeAll(async () => {
  database = await quickDatabase();
});
afterAll(() => database.close());

describe("Ukrainian examples", () => {
  it("are there for every command that help tells of, and for no other", () => {
    expect(Object.keys(ukrainian).toSorted()).toEqual(shown.map(({ name }) => name).toSorted());
  });

  it.each(shown)("of $name are its English ones in other words", ({ name, command }) => {
    const [english, translated] = [command.examples, ukrainian[name] ?? []];
    expect(translated).toHaveLength(english.length);
    for (const [index, line] of translated.entries()) {
      const [mine, theirs] = [readWords(line, SPECS), readWords(english[index] ?? "", SPECS)];
      expect(mine.command, line).toBe(name);
      expect(Object.keys(mine.options).toSorted(), line).toEqual(Object.keys(theirs.options).toSorted());
      expect(lacking(command, mine.options), line).toEqual([]);
      const [read, meant] = [command.options.safeParse(mine.options), command.options.safeParse(theirs.options)];
      expect(read.error, line).toBeUndefined();
      const same = specOf(command).options.filter(({ kind }) => SAME.has(kind));
      for (const option of same)
        expect((read.data as never)?.[option.name], `${line}: ${option.name}`).toEqual(
          (meant.data as never)?.[option.name],
        ); // both are what the schema says
    }
  });

  it.each(shown)("of $name are taken as the English ones are", async ({ name, command }) => {
    const told = async (lines: readonly string[]): Promise<readonly unknown[]> => {
      const world = await furnished(database);
      const seen: unknown[] = [];
      for (const line of lines) {
        const head = await world.head();
        const { answer } = await world.as("admin").says(line);
        const facts = (await world.written(head)).length;
        seen.push([answer.view.tone, answer.fault, facts]);
      }
      await world.close();
      return seen;
    };
    const [mine, theirs] = [await told(ukrainian[name] ?? []), await told(command.examples)];
    expect(mine.map((one, index) => [ukrainian[name]?.[index], one])).toEqual(
      theirs.map((one, index) => [ukrainian[name]?.[index], one]),
    );
  });

  it("use the words by which help names the options", () => {
    for (const [name, lines] of Object.entries(ukrainian))
      for (const line of lines) expect(line.split(" ")[0], line).toBe(CATALOGUES.uk[`command.${name}.name`]);
  });
});

describe("An option", () => {
  const visible = SPECS.flatMap(({ options }) => options.filter(({ hidden }) => !hidden).map(({ name }) => name));

  it.each([...new Set(visible)])("%s has a word of its own to be typed in each language", (name) => {
    for (const catalogue of Object.values(CATALOGUES)) expect(catalogue).toHaveProperty([`option.${name}.name`]);
  });
});
