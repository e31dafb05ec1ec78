import { v7 } from "uuid";
import type { Id } from "../src/domain/request.ts";
import type { Instant } from "../src/domain/time.ts";
import type { Random } from "../src/ports.ts";

/** A UUIDv7 of a moment. */
export const idAt = (at: Instant, random: Random): Id => v7({ msecs: Date.parse(at), random: random.bytes(16) });
