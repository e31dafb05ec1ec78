import { afterAll, afterEach, beforeAll, expect } from "vitest";
import type { Database } from "../../db/database.ts";
import { quickDatabase } from "./database.ts";
import type { Seat } from "./seat.ts";
import { openWorld, type World, type WorldOptions } from "./world.ts";

/** The registers of one test file: one a test or more, and after each no fault of ours and nothing that its journal does not explain. */
export interface Registers {
  /** A register on Monday 7 March 2022, in which the admin has typed these lines. */
  begun(lines: readonly string[], options?: Partial<WorldOptions>): Promise<{ world: World; olena: Seat }>;
}

/** Opens registers for the tests of a file, and closes each behind its test. */
export const registers = (): Registers => {
  let database: Database;
  let open: World[] = [];
  beforeAll(async () => {
    database = await quickDatabase();
  });
  afterEach(async () => {
    for (const world of open) {
      expect(world.faults).toEqual([]);
      expect(await world.flaws()).toEqual([]);
      await world.close();
    }
    open = [];
  });
  afterAll(() => database.close());
  return {
    begun: async (lines, options = {}) => {
      const world = await openWorld({ database, at: "2022-03-07 10:00", ...options });
      open.push(world);
      for (const line of lines) expect((await world.as("admin").says(line)).answer.view.tone, line).not.toBe("refused");
      return { world, olena: world.as("olena") };
    },
  };
};

/** What a seat reads when the rules say no; a refusal leaves the journal as it was. */
export const refused = async (world: World, seat: Seat, line: string): Promise<string> => {
  const head = await world.head();
  const { answer, text } = await seat.says(line);
  expect(answer.view.tone, line).toBe("refused");
  expect(await world.head(), line).toBe(head);
  return text;
};

/** A line that changes AID-1 is taken back by one press: the card reads as before it, but for its version. */
export const expectTakenBack = async (seat: Seat, line: string): Promise<void> => {
  const card = async () => (await seat.says("show AID-1")).text.replace(/Version .*/, "");
  const before = await card();
  const changed = await seat.says(line);
  expect(await card()).not.toBe(before);
  await changed.presses("Undo");
  expect(await card()).toBe(before);
};
