import { randomBytes } from "node:crypto";
import type { Random } from "../ports.ts";

/** The operating system's randomness. */
export const machineRandom: Random = { bytes: (count) => new Uint8Array(randomBytes(count)) };
