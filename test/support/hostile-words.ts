import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Database } from "../../db/database.ts";
import { type CommandSpec, specOf } from "../../src/commands/command.ts";
import { COMMANDS } from "../../src/commands/index.ts";
import { readWords } from "../../src/commands/words.ts";
import type { Answer } from "../../src/ports.ts";
import { quickDatabase } from "./database.ts";
import { HOSTILE } from "./hostile-typed.ts";
import type { Seat } from "./seat.ts";
import { openWorld, type World } from "./world.ts";

/**
 * Every option of every command, fed with what nobody should type. Each answer is a refusal or a
 * question that wrote nothing, or it took the words as words: cleaned, and stored as such.
 */

const SPECS = COMMANDS.map(specOf);

/** A register in which every example works: what the examples name is there. */
export const furnished = async (database: Database): Promise<World> => {
  const world = await openWorld({ database, at: "2022-03-07 10:00" });
  const admin = world.as("admin");
  for (const line of [
    "team Outreach",
    'campaign WINTER "Winter 2022" start:2022-02-24',
    'request Northwind "End cloud services" kind:service_suspension channel:open_letter reply-by:"5 working days" campaign:WINTER owner:me',
    'response AID-1 declined "No" ground:legal',
    'note AID-1 question "What counts as a company?"',
    "company Contoso new:yes",
    'pledge AID-1 "Backups"',
    'delivery AID-1 "Drives" mode:physical state:dispatched',
    "progress AID-1 data 1 PB",
  ])
    expect((await admin.says(line)).answer.view.tone, line).not.toBe("refused");
  return world;
};

/** What text of people's may hold once it is stored: nothing that hides or that turns the line around. */
const UNSEEN =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]/u;

const isQuestion = ({ view }: Answer): boolean => JSON.stringify(view).includes("Nothing has been written yet.");

/** Feeds every option of the commands of some groups; `menu` and its like have nothing to be fed with. */
export const feed = (...groups: readonly CommandSpec["group"][]): void => {
  const fed = SPECS.filter(({ group, options }) => groups.includes(group) && options.length > 0);
  let database: Database;
  let world: World;
  let admin: Seat;

  beforeAll(async () => {
    database = await quickDatabase();
  });
  afterAll(() => database.close());

  describe.each(fed.map((spec) => ({ name: spec.name, spec })))("/aid $name", ({ spec }) => {
    // A register for each, so that what one command piled up slows down no other.
    beforeAll(async () => {
      world = await furnished(database);
      admin = world.as("admin");
    });
    afterAll(() => world.close());

    const [example = spec.name] = spec.examples;
    const whole = readWords(example, SPECS).options;

    it.each(spec.options.map(({ name }) => name))("takes anything typed into %s", async (option) => {
      let head = await world.head();
      for (const [what, typed] of Object.entries(HOSTILE)) {
        const label = `${spec.name} ${option}: ${what}`;
        const call = { command: spec.name, options: { ...whole, [option]: typed } };
        const answer = await world.bot.handle(admin.invocation(call));
        expect(answer.fault, label).toBeUndefined();
        expect(answer.view.title.length, label).toBeGreaterThan(0);
        const written = await world.written(head);
        if (answer.view.tone === "refused" || isQuestion(answer)) expect(written, label).toEqual([]);
        expect(
          written.filter(({ text }) => UNSEEN.test(text)),
          label,
        ).toEqual([]);
        head = written.at(-1)?.seq ?? head;
      }
      expect(world.faults).toEqual([]);
    });
  });
};
