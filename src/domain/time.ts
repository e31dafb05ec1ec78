import { Temporal } from "temporal-polyfill";

/** A moment: ISO 8601 in UTC with milliseconds, `2022-03-07T07:00:00.000Z`. Sorts as text. */
export type Instant = string;

/** A calendar day without a zone: `2022-03-07`. A deadline day is never shifted into another zone. */
export type Day = string;

/** The first day that anything here can have happened on; what is earlier is a slip of the finger. */
export const EARLIEST: Day = "1990-01-01";

/** An IANA time zone name, `Europe/Kyiv`. */
export type Zone = string;

/** A time of day, `09:00`. */
export type TimeOfDay = string;

/**
 * Zone arithmetic costs a hundred times what looking it up does, and the same mornings are asked for
 * again and again. Pure questions only; forgets everything once it holds too much.
 */
const remembered = <What extends string | number, T>(
  ask: (what: What, zone: Zone) => T,
): ((what: What, zone: Zone) => T) => {
  const answers = new Map<string, T>();
  return (what, zone) => {
    const key = `${what} ${zone}`;
    const known = answers.get(key);
    if (known !== undefined) return known;
    const answer = ask(what, zone);
    if (answers.size >= 10_000) answers.clear();
    answers.set(key, answer);
    return answer;
  };
};

/** The instant in the one spelling that the journal, the database and the hash chain share. */
const instant = (at: Temporal.Instant): Instant => at.toString({ fractionalSecondDigits: 3 });

/** The moment so many milliseconds after 1970 began in UTC. */
export const fromEpoch = (milliseconds: number): Instant => new Date(milliseconds).toISOString();

/** Milliseconds since 1970 began in UTC. */
export const epoch = (at: Instant): number => {
  // Far cheaper than Temporal for our own spelling; anything else is Temporal's to read or refuse.
  const milliseconds = at.endsWith("Z") ? Date.parse(at) : Number.NaN;
  return Number.isNaN(milliseconds) ? Temporal.Instant.from(at).epochMilliseconds : milliseconds;
};

const HOUR = 3_600_000;

const MILLISECONDS_A_DAY = 86_400_000;

/** Days since 1970-01-01. Counting steps from day to day often enough to make parsing each one too dear. */
const numberOf = (day: Day): number => {
  const midnight = day.length === 10 ? Date.parse(day) : Number.NaN;
  if (Number.isNaN(midnight)) throw new RangeError(`Not a day: ${day}`);
  return midnight / MILLISECONDS_A_DAY;
};

const days = new Map<number, Day>();

const dayNumbered = (number: number): Day => {
  const known = days.get(number);
  if (known !== undefined) return known;
  const day = new Date(number * MILLISECONDS_A_DAY).toISOString().slice(0, 10);
  if (days.size >= 10_000) days.clear();
  days.set(number, day);
  return day;
};

/** How far a zone's clocks are ahead of UTC, in milliseconds, at a moment in milliseconds since 1970. */
const offsetAt = remembered(
  (at: number, zone) => Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).offsetNanoseconds / 1e6,
);

/**
 * A wall clock: the local day and time. Clocks that are equally far from UTC at both ends of an hour
 * are so within it, and the moments that people ask about share their hours. Asked so often that even
 * writing a date in full would be too dear.
 */
const wallClock = (at: Instant, zone: Zone): readonly [Day, TimeOfDay] => {
  const now = epoch(at);
  const hour = Math.floor(now / HOUR) * HOUR;
  const offset = offsetAt(hour, zone);
  const local = now + (offset === offsetAt(hour + HOUR, zone) ? offset : offsetAt(now, zone));
  const day = Math.floor(local / MILLISECONDS_A_DAY);
  const minutes = Math.floor((local - day * MILLISECONDS_A_DAY) / 60_000);
  return [dayNumbered(day), `${twoDigits(Math.floor(minutes / 60))}:${twoDigits(minutes % 60)}`];
};

const twoDigits = (number: number): string => (number < 10 ? `0${number}` : `${number}`);

/** The local calendar day on which a moment falls. Throws for a zone that does not exist. */
export const dayOf = (at: Instant, zone: Zone): Day => wallClock(at, zone)[0];

/** The local time of day, `17:05`. */
export const timeOf = (at: Instant, zone: Zone): TimeOfDay => wallClock(at, zone)[1];

/**
 * The moment at which a local clock shows `time` on `day`. In a gap (clocks go forward) the moment
 * after it, in a fold (clocks go back) the first of the two: RFC 5545, "compatible" in Temporal.
 */
export const momentOf = (day: Day, time: TimeOfDay, zone: Zone): Instant => localMoment(`${day}T${time}`, zone);

const localMoment = remembered((local: string, zone) =>
  instant(Temporal.PlainDateTime.from(local).toZonedDateTime(zone, { disambiguation: "compatible" }).toInstant()),
);

/** The first moment of a local day; not always midnight (some zones change clocks at 00:00). */
export const startOfDay = remembered(
  (day: Day, zone: Zone): Instant =>
    instant(Temporal.PlainDate.from(day).toZonedDateTime(zone).startOfDay().toInstant()),
);

/** The day so many days later, or earlier when negative. */
export const plusDays = (day: Day, days: number): Day => dayNumbered(numberOf(day) + days);

/** Calendar months later; 30 January plus one month is the last day of February. */
export const plusMonths = (day: Day, months: number): Day => Temporal.PlainDate.from(day).add({ months }).toString();

/** The moment so many hours later, whatever clocks do in between. */
export const plusHours = (at: Instant, hours: number): Instant => plusMilliseconds(at, hours * 3_600_000);

/** The moment so many milliseconds later. */
export const plusMilliseconds = (at: Instant, milliseconds: number): Instant => fromEpoch(epoch(at) + milliseconds);

/** Whole calendar days from `from` to `to`, negative when `to` is earlier. */
export const daysBetween = (from: Day, to: Day): number => numberOf(to) - numberOf(from);

/** 1 for Monday to 7 for Sunday. */
export const weekdayOf = (day: Day): number => {
  // Day 0 was a Thursday; the remainder of a day before it is negative.
  const sinceMonday = (numberOf(day) + 3) % 7;
  return (sinceMonday < 0 ? sinceMonday + 7 : sinceMonday) + 1;
};

/** The Monday of the ISO week that holds `day`. */
export const mondayOf = (day: Day): Day => plusDays(day, 1 - weekdayOf(day));

/** A fact's own date, kept as exactly as it was stated and no more exactly than that. */
export interface Dated {
  readonly on: Instant | Day;
  readonly precision: "instant" | "day" | "week" | "month" | "unknown";
  /** The wording as stated, when it was not a plain date: "last week". */
  readonly stated?: string;
}

/** The day of a fact in that zone, the first of a week or a month: a moment has another one in each zone, a day never. */
export const dayMeant = ({ on }: Pick<Dated, "on">, zone: Zone): Day => (on.length > 10 ? dayOf(on, zone) : on);

/** A fact as a moment, for sorting and for lags of whole days: a day counts as its noon in that zone. */
export const roughly = ({ on }: Pick<Dated, "on">, zone: Zone): Instant =>
  on.length > 10 ? on : momentOf(on, "12:00", zone);

/** The first and last day on which it may have been; a week and a month are kept by their first day. Undefined where nobody knows. */
export const daysMeant = ({ on, precision }: Dated, zone: Zone): readonly [Day, Day] | undefined => {
  switch (precision) {
    case "instant":
    case "day": {
      const day = dayMeant({ on }, zone);
      return [day, day];
    }
    case "week":
      return [on, plusDays(on, 6)];
    case "month":
      return [on, plusDays(plusMonths(`${on.slice(0, 7)}-01`, 1), -1)];
    case "unknown":
      return undefined;
    default:
      return precision satisfies never;
  }
};

/** Whether one was surely before the other: moments by the clock, all else by whole days of that zone, and what may have been the same is not. */
export const isBefore = (one: Dated, other: Dated, zone: Zone): boolean => {
  if (one.precision === "instant" && other.precision === "instant") return one.on < other.on;
  const [mine, theirs] = [daysMeant(one, zone), daysMeant(other, zone)];
  return mine !== undefined && theirs !== undefined && mine[1] < theirs[0];
};

/** The day of that year, month and date, or undefined where the calendar has none (31 February). */
export const dayFrom = (year: number, month: number, date: number): Day | undefined => {
  try {
    return Temporal.PlainDate.from({ year, month, day: date }, { overflow: "reject" }).toString();
  } catch {
    return undefined;
  }
};

const WITH_OFFSET = /^\d{4}-\d{2}-\d{2}[tT]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:[zZ]|[+-]\d{2}:?\d{2})$/;

/** A moment written with its offset, `2022-03-07T09:00+02:00`; undefined for anything else. */
export const exactly = (text: string): Instant | undefined => {
  if (!WITH_OFFSET.test(text)) return undefined;
  try {
    return instant(Temporal.Instant.from(text));
  } catch {
    return undefined;
  }
};
