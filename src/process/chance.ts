import { randomBytes } from "node:crypto";
import type { Random } from "../ports.ts";

/** Bytes that are drawn at a time. */
const DRAWN = 4096;

/** Real chance. The operating system is asked for many bytes at once: a command needs a dozen ids. */
export const createChance = (): Random => {
  let pool = randomBytes(DRAWN);
  let used = 0;
  return {
    bytes: (count) => {
      if (count > DRAWN) return new Uint8Array(randomBytes(count));
      if (used + count > DRAWN) {
        pool = randomBytes(DRAWN);
        used = 0;
      }
      used += count;
      return new Uint8Array(pool.subarray(used - count, used));
    },
  };
};
