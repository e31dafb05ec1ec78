import { type Day, epoch, type Instant, type Zone } from "../domain/time.ts";
import type { Language } from "../domain/vocabulary.ts";

/** British order for English (day before month), as in the examples people type. */
const LOCALES: Readonly<Record<Language, string>> = { en: "en-GB", uk: "uk" };

const made = new Map<string, Intl.DateTimeFormat>();

/** Making a formatter costs a thousand times more than using it. */
const formatter = (language: Language, zone: Zone, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat => {
  const name = `${language} ${zone} ${Object.keys(options).join()}`;
  const known = made.get(name);
  if (known) return known;
  const fresh = new Intl.DateTimeFormat(LOCALES[language], { ...options, timeZone: zone });
  if (made.size < 1_000) made.set(name, fresh);
  return fresh;
};

const DATE = { weekday: "short", day: "numeric", month: "short", year: "numeric" } as const;
const TIME = { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZoneName: "short" } as const;

/** Ordinary spaces, so that people (and story files) find what they see; no comma after the weekday, no "р.". */
const tidy = (text: string): string =>
  text
    .replace(/[\u00a0\u202f]/g, " ")
    .replace(/^(\p{L}+), /u, "$1 ")
    .replace(" р.", "");

/** What cannot be read as a date is shown as it is: rendering never fails. */
const orRaw = (raw: string, format: () => string): string => {
  try {
    return format();
  } catch {
    return raw;
  }
};

/** "Mon 14 Mar 2022": for renderers without date tokens of their own. */
export const dayWords = (on: Day, language: Language): string =>
  orRaw(on, () => tidy(formatter(language, "UTC", DATE).format(epoch(`${on}T12:00:00Z`))));

/** "Mon 14 Mar 2022, 14:05 EET", in the zone given. */
export const momentWords = (at: Instant, language: Language, zone: Zone): string =>
  orRaw(at, () => tidy(formatter(language, zone, { ...DATE, ...TIME }).format(epoch(at))));

/** "March 2022": a month as stated must not be sharpened into a day. */
export const monthWords = (on: Day, language: Language): string =>
  orRaw(on, () =>
    tidy(formatter(language, "UTC", { month: "long", year: "numeric" }).format(epoch(`${on}T12:00:00Z`))),
  );

/** "Monday" for 1 … "Sunday" for 7. 3 January 2022 was a Monday. */
export const weekdayWord = (weekday: number, language: Language): string =>
  orRaw(String(weekday), () =>
    formatter(language, "UTC", { weekday: "long" }).format(epoch(`2022-01-0${2 + weekday}T12:00:00Z`)),
  );
