import { createRequire } from "node:module";
import type DateHolidays from "date-holidays";
import type { Calendar, Calendars } from "./domain/calendar.ts";
import type { Team } from "./domain/parties.ts";
import type { Day } from "./domain/time.ts";
import { plusDays } from "./domain/time.ts";
import type { Language } from "./domain/vocabulary.ts";
import type { Holidays } from "./ports.ts";

/** The country that has no public holidays, as wartime Ukraine: a setting, not a fault. */
const NONE = "none";

const HOUR = 3_600_000;

type Library = typeof DateHolidays;

/**
 * Public holidays from `date-holidays`. The library is 31 MB on disk and takes 0.15 s to load, so it
 * is loaded with the first question and not at start; each country's year is worked out once.
 */
export const createHolidays = (): Holidays => {
  const require = createRequire(import.meta.url);
  // The package's CommonJS entry exports the class itself, which its types call the default export.
  const library = once(() => require("date-holidays") as Library);
  const countries = once(() => new Set(Object.keys(new (library())().getCountries())));
  const sources = memo((country: string) => new (library())(country, { types: ["public"] }));
  const years = memo((name: string): ReadonlyMap<Day, string> => {
    const [country = "", year = "", language = ""] = name.split(" ");
    return holidaysOf(sources(country), Number(year), language);
  });

  const knows = (country: string): boolean => country === NONE || countries().has(country);

  return {
    knows,
    on: (country, day, language) => {
      if (country === NONE) return undefined;
      if (!knows(country)) throw new Error(`No public holidays are known for "${country}"`);
      const year = Number(day.slice(0, 4));
      // A feast of several days may begin in the old year and reach into the new one.
      return years(`${country} ${year} ${language}`).get(day) ?? years(`${country} ${year - 1} ${language}`).get(day);
    },
  };
};

/** Days off by name. A holiday of some hours only (an evening, an afternoon) leaves its day worked. */
const holidaysOf = (source: DateHolidays, year: number, language: string): ReadonlyMap<Day, string> => {
  const named = new Map<Day, string>();
  source.setLanguages([language, "en"]);
  for (const { date, start, end, name } of source.getHolidays(year)) {
    // An hour less than whole days is a change of clocks within the holiday.
    const days = Math.floor((end.getTime() - start.getTime() + HOUR) / (24 * HOUR));
    for (let nth = 0; nth < days; nth += 1) {
      const day = plusDays(date.slice(0, 10), nth);
      if (!named.has(day)) named.set(day, name);
    }
  }
  return named;
};

/** A team's calendar: its own days off first, then its country's public holidays. */
export const calendarOf = (team: Team, holidays: Holidays, language: Language = team.language): Calendar => ({
  zone: team.zone,
  workdays: team.workdays,
  holiday: (day) => team.daysOff[day] ?? holidays.on(team.country, day, language),
});

/**
 * The calendars that count for a request: the team's, and the company's country's where one is given
 * and known. The second lives in the team's zone, since a deadline is a day there.
 */
export const calendarsFor = (
  team: Team,
  companyCountry: string | undefined,
  holidays: Holidays,
  language: Language = team.language,
): Calendars => {
  const ours = calendarOf(team, holidays, language);
  if (companyCountry === undefined || companyCountry === NONE || !holidays.knows(companyCountry)) return [ours];
  const theirs: Calendar = {
    zone: team.zone,
    workdays: workdaysIn(companyCountry),
    holiday: (day) => holidays.on(companyCountry, day, language),
  };
  return [ours, theirs];
};

/** Countries whose week runs from Sunday to Thursday; the library knows feasts, not weekends. */
const SUNDAY_TO_THURSDAY = new Set([
  "BD",
  "BH",
  "DZ",
  "EG",
  "IL",
  "IQ",
  "JO",
  "KW",
  "LY",
  "OM",
  "QA",
  "SA",
  "SD",
  "SY",
  "YE",
]);

const workdaysIn = (country: string): readonly number[] =>
  SUNDAY_TO_THURSDAY.has(country) ? [7, 1, 2, 3, 4] : [1, 2, 3, 4, 5];

const once = <T>(make: () => T): (() => T) => {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
};

const memo = <T>(make: (name: string) => T): ((name: string) => T) => {
  const made = new Map<string, T>();
  return (name) => {
    const known = made.get(name);
    if (known !== undefined) return known;
    const value = make(name);
    made.set(name, value);
    return value;
  };
};
