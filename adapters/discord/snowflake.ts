import { fromEpoch, type Instant } from "../../src/domain/time.ts";

/** The first millisecond of Discord's time: 1 January 2015. */
const EPOCH = 1_420_070_400_000;
const BITS = 22n;

/** When something came to be, in milliseconds since 1970: Discord's ids begin with it. */
const bornAt = (id: string): number => (/^\d{1,20}$/u.test(id) ? Number(BigInt(id) >> BITS) + EPOCH : 0);

/** The same as a moment of ours. */
export const momentOf = (id: string): Instant => fromEpoch(bornAt(id));

/** The least id that anything could have from that moment on: for looking into a history. */
export const idAt = (milliseconds: number): string => String(BigInt(Math.max(0, milliseconds - EPOCH)) << BITS);
