import type { Ways } from "./ways.ts";
import { type Change, type Clocks, changesOf, clocksOf, momentShowing, YEARS } from "./zones.ts";

/** A moment as somebody worked it out, and which clock it is that should show what. */
export interface Firing {
  readonly zone: string;
  readonly kind: string;
  readonly day: string;
  readonly time: string;
  /** Milliseconds; not a number where nothing fired. */
  readonly at: number;
}

const DAY = 86_400_000;

/** Days before and after a change of clocks that are looked at. */
const AROUND = 8;

const dayAfter = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10);

const isMonday = (day: string): boolean => new Date(`${day}T00:00:00Z`).getUTCDay() === 1;

const daysAround = (day: string, days: number): readonly string[] =>
  Array.from({ length: 2 * days + 1 }, (_, nth) => dayAfter(day, nth - days));

/**
 * What fires at a time of day around a change: each morning, each Monday's digest, and what is said of a deadline on
 * each day next to the change. A series fires after its last firing, as the product plans it; a day that it leaves
 * out, or fires on twice, stands at another day's place.
 */
const firingsAround = (
  clocks: Clocks,
  day: string,
  time: string,
  ways: Ways,
  exact: (day: string) => number,
): readonly Firing[] => {
  const { zone } = clocks;
  const found: Firing[] = [];
  const series = (kind: string, days: readonly string[], next: (at: number) => number): void => {
    let at = exact(days[0] ?? day) - 1;
    for (const each of days) {
      at = next(at);
      found.push({ zone, kind, day: each, time, at });
    }
  };
  series("daily", daysAround(day, AROUND), (at) => ways.morningAfter(zone, time, at));
  series("Monday", daysAround(day, 3 * AROUND).filter(isMonday), (at) => ways.digestAfter(zone, time, at));
  const isOn = (each: string): boolean => clocks.show(exact(each)).startsWith(each);
  for (const due of daysAround(day, 3)) {
    const around = ways.aroundDeadline(zone, time, due);
    const kinds = [
      ["before-3", -3],
      ["before-1", -1],
      // Where its hour is left out at the end of a day, the day is over: "today" would be false, and "late" is said.
      ...(isOn(due) ? ([["today", 0]] as const) : []),
      ["late", 1],
    ] as const;
    for (const [kind, away] of kinds)
      found.push({
        zone,
        kind: `T${away < 0 ? away : `+${away}`} d`,
        day: dayAfter(due, away),
        time,
        at: around[kind] ?? Number.NaN,
      });
  }
  return found;
};

/** The mornings to try: nine o'clock, and one that the change leaves out or shows twice. */
const timesAt = (clocks: Clocks, { at, by }: Change): readonly string[] => {
  // Halfway into what is left out by clocks of before, or into what is shown twice by clocks of after.
  const within = clocks.show(at + (by > 0 ? -1_000 : 0)).slice(11, 16);
  const minutes = Number(within.slice(0, 2)) * 60 + Number(within.slice(3)) + (by > 0 ? 1 : 0) + Math.abs(by) / 120_000;
  const two = (number: number): string => `${Math.floor(number)}`.padStart(2, "0");
  return ["09:00", `${two((minutes / 60) % 24)}:${two(minutes % 60)}`];
};

/** A zone's changes of clocks, and all that fires around them. Where clocks never change, around a new year. */
export const firingsIn = (
  zone: string,
  ways: Ways,
  to: number = YEARS.to,
): { readonly changes: number; readonly firings: readonly Firing[] } => {
  const clocks = clocksOf(zone);
  const changes = changesOf(clocks, to);
  const quiet = { at: Date.UTC(YEARS.from + 1, 0, 1), by: 0 };
  const firings = (changes.length > 0 ? changes : [quiet]).flatMap((change) => {
    const times = change.by === 0 ? ["09:00"] : timesAt(clocks, change);
    return times.flatMap((time) =>
      firingsAround(clocks, clocks.show(change.at).slice(0, 10), time, ways, (day) => momentShowing(clocks, day, time)),
    );
  });
  return { changes: changes.length, firings };
};

/** Where a firing is not the one moment at which clocks show its time on its day, by the oracle that reads Intl. */
export const differences = (firings: readonly Firing[]): readonly Firing[] => {
  const known = new Map<string, Clocks>();
  return firings.filter(({ zone, day, time, at }) => {
    const clocks = known.get(zone) ?? clocksOf(zone);
    known.set(zone, clocks);
    return momentShowing(clocks, day, time) !== at;
  });
};
