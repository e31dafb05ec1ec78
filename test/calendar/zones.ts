/**
 * Zones and their changes of clocks, read off `Intl.DateTimeFormat` alone: the calendar of the domain reads
 * Temporal, and shares nothing with this.
 */

/** The first and the last year of the campaign. */
export const YEARS = { from: 2024, to: 2037 } as const;

const MINUTE = 60_000;
const DAY = 86_400_000;

/** All zones that the system knows by their present names. */
export const allZones = (): readonly string[] => Intl.supportedValuesOf("timeZone");

/** What clocks of a zone show, and how far they are from UTC. */
export interface Clocks {
  readonly zone: string;
  /** Milliseconds ahead of UTC at a moment in milliseconds. */
  offsetAt(moment: number): number;
  /** `2024-03-31 09:00:00` */
  show(moment: number): string;
}

/** Clocks of a zone; throws for one that does not exist. */
export const clocksOf = (zone: string): Clocks => {
  // Swedish writes dates as ISO 8601 does.
  const format = new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short", timeStyle: "medium" });
  const show = (moment: number): string => format.format(moment);
  return {
    zone,
    show,
    offsetAt: (moment) => Date.parse(`${show(moment).replace(" ", "T")}Z`) - Math.floor(moment / 1_000) * 1_000,
  };
};

/** A moment from which on clocks are that much further ahead, or behind when negative. */
export interface Change {
  readonly at: number;
  readonly by: number;
}

/** Changes of clocks from the first year to a last one. Two within a day of each other would be seen as one. */
export const changesOf = ({ offsetAt }: Clocks, to: number): readonly Change[] => {
  const found: Change[] = [];
  let before = Date.UTC(YEARS.from, 0, 1);
  let offset = offsetAt(before);
  for (let day = before + DAY; day <= Date.UTC(to + 1, 0, 1); day += DAY) {
    const now = offsetAt(day);
    if (now !== offset) {
      let [low, high] = [before, day];
      while (high - low > MINUTE) {
        const middle = Math.floor((low + high) / 2 / MINUTE) * MINUTE;
        if (offsetAt(middle) === offset) low = middle;
        else high = middle;
      }
      found.push({ at: high, by: now - offset });
      offset = now;
    }
    before = day;
  }
  return found;
};

/**
 * The moment at which clocks show a time on a day: the first that does, or where none does, as long after the change
 * as the time lies after the beginning of what is left out (RFC 5545).
 */
export const momentShowing = ({ offsetAt }: Clocks, day: string, time: string): number => {
  const wanted = Date.parse(`${day}T${time}:00Z`);
  // Whichever side of a change it lies on, its offset is that of a moment a day earlier or a day later.
  const offsets = [offsetAt(wanted - DAY), offsetAt(wanted + DAY), offsetAt(wanted)];
  const shown = [...new Set(offsets)]
    .map((offset) => wanted - offset)
    .filter((moment) => moment + offsetAt(moment) === wanted);
  if (shown.length > 0) return Math.min(...shown);
  // No clock shows it: by the clocks of before the change it lies after it.
  return wanted - offsetAt(wanted - DAY);
};
