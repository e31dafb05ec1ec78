import type { Day, Instant, TimeOfDay } from "../../domain/time.ts";
import type { Unit } from "./words.ts";

/**
 * What a text says, before it is settled whether it looks forward or back: `friday` is a weekday
 * here, and only a deadline makes it the coming one.
 */
export type Reading =
  | {
      readonly kind: "count";
      readonly unit: Unit;
      readonly count: number;
      readonly both: boolean;
      readonly ago: boolean;
    }
  | { readonly kind: "day"; readonly day: Day; readonly time?: TimeOfDay; readonly part?: PartOfDay }
  /** A date without its year; the weekday, where one was written, has to fit. */
  | {
      readonly kind: "yearless";
      readonly month: number;
      readonly date: number;
      readonly weekday?: number;
      readonly time?: TimeOfDay;
      readonly part?: PartOfDay;
    }
  | { readonly kind: "weekday"; readonly weekday: number; readonly time?: TimeOfDay; readonly part?: PartOfDay }
  | { readonly kind: "time"; readonly time: TimeOfDay }
  | { readonly kind: "instant"; readonly at: Instant }
  | { readonly kind: "week"; readonly monday: Day }
  /** `relative` for "next month", which may stand for its first day. */
  | { readonly kind: "month"; readonly year?: number; readonly month: number; readonly relative: boolean }
  | { readonly kind: "unknown" }
  /** A day and a number beside it that may be more than one thing; texts that would be clear, and the date of the month that it may be. */
  | {
      readonly kind: "open_number";
      readonly clear: readonly string[];
      readonly weekday?: number;
      readonly date: number;
    }
  /** A form that we know with a number that cannot be: 31 February, year 99999. */
  | { readonly kind: "impossible"; readonly why: "unreadable_date" | "date_out_of_range" };

/** "Morning", "ввечері": not enough for a moment. */
export interface PartOfDay {
  readonly is: "morning" | "later";
  /** The same words with a usual hour in its place. */
  readonly clear: string;
}

/** A day or a part of one, to which a time of day may be added. */
export type DayReading = Extract<Reading, { kind: "day" | "yearless" | "weekday" }>;

/** Whether a reading is one of those, among what may be none at all. */
export const isDay = (reading: Reading | undefined): reading is DayReading =>
  reading?.kind === "day" || reading?.kind === "yearless" || reading?.kind === "weekday";
