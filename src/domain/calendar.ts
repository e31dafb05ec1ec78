import type { Day, TimeOfDay, Zone } from "./time.ts";

/**
 * Which days a team (or a company's country) works. Plain data: public holidays come from a library
 * at the edge, a team's own days off from its settings, and both arrive here as dates with names.
 */
export interface Calendar {
  readonly zone: Zone;
  /** Working weekdays, 1 Monday to 7 Sunday. */
  readonly workdays: readonly number[];
  /** Days that are not worked although their weekday is, with the name to show. */
  holiday(day: Day): string | undefined;
}

/** When a team may be disturbed. Quiet hours may cross midnight (`20:00` to `08:00`). */
export interface Waking {
  readonly morning: TimeOfDay;
  readonly quietFrom: TimeOfDay;
  readonly quietTo: TimeOfDay;
}

/** The team's calendar first; a company's country's after it where its days count too. */
export type Calendars = readonly [Calendar, ...Calendar[]];
