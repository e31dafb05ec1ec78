import { createHash } from "node:crypto";
import type { Random } from "../../src/ports.ts";

/** Randomness that is the same for the same seed, in any order of machines and runs. */
export const seededRandom = (seed: string): Random => {
  let drawn = 0;
  return {
    bytes: (count) => {
      const blocks = Array.from({ length: Math.ceil(count / 32) }, () =>
        createHash("sha256")
          .update(`${seed}/${(drawn += 1)}`)
          .digest(),
      );
      return new Uint8Array(Buffer.concat(blocks).subarray(0, count));
    },
  };
};
