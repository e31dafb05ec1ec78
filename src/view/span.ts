/** A length of time in the unit in which people count it. */
export interface Span {
  readonly unit: "minutes" | "hours" | "days";
  readonly count: number;
}

const HOUR = 60;

/** Minutes are told below two hours, and hours up to three days; beyond that nobody counts in them. */
const [FROM_HOURS, TO_HOURS] = [2, 72];

/** Whole units only, so that nobody reads of more time than there is. */
export const spanOf = (minutes: number): Span => {
  if (minutes < FROM_HOURS * HOUR) return { unit: "minutes", count: Math.max(0, minutes) };
  if (minutes <= TO_HOURS * HOUR) return { unit: "hours", count: Math.floor(minutes / HOUR) };
  return { unit: "days", count: Math.floor(minutes / (24 * HOUR)) };
};

/** What is left, with the minute that has begun: a clock without seconds tells 18 minutes from 7:42 to 8:00. */
export const minutesLeft = (milliseconds: number): number => Math.ceil(milliseconds / 60_000);
