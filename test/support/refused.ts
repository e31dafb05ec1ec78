import { Refusal, type RefusalCode } from "../../src/domain/refusal.ts";

/** What a reading refuses, with what it says of it. Throws when the text was read after all. */
export const refused = (read: (typed: string) => unknown, typed: string): Refusal => {
  try {
    read(typed);
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  throw new Error(`"${typed}" was read`);
};

/** Why a reading refuses. */
export const refusalOf = (read: (typed: string) => unknown, typed: string): RefusalCode => refused(read, typed).code;
