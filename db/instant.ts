import type { Instant } from "../src/domain/time.ts";

/** A timestamptz as a driver writes it ("2022-03-07 07:00:00+00") in the domain's spelling. */
export const instantFrom = (text: string): Instant => new Date(text).toISOString();

/** The same for a column that may be empty. */
export const instantOrNone = (text: string | null): Instant | undefined =>
  text === null ? undefined : instantFrom(text);
