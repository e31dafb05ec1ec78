const EPOCH = 1_420_070_400_000n;

/** An id as Discord makes it: when, and which of that moment. Two of one world never meet. */
export const snowflake = (milliseconds: number, count: number): string =>
  String(((BigInt(milliseconds) - EPOCH) << 22n) | BigInt(count & 0x3f_ffff));

/** When an id was made, in milliseconds since the epoch. */
export const bornAt = (id: string): number => Number((BigInt(id) >> 22n) + EPOCH);
