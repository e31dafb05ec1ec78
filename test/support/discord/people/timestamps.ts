import type { User } from "../model.ts";

type Style = Intl.DateTimeFormatOptions;

const STYLES: Readonly<Record<string, Style>> = {
  t: { timeStyle: "short" },
  T: { timeStyle: "medium" },
  d: { dateStyle: "short" },
  D: { dateStyle: "long" },
  f: { dateStyle: "long", timeStyle: "short" },
  F: { dateStyle: "full", timeStyle: "short" },
  s: { dateStyle: "short", timeStyle: "short" },
  S: { dateStyle: "short", timeStyle: "medium" },
};

const UNITS = [
  ["year", 365 * 86_400],
  ["month", 30 * 86_400],
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
  ["second", 1],
] as const;

/**
 * `<t:…>` in the reader's zone and language; undefined when Discord would leave it as it is.
 * The wording is that of the language's calendar in Node, not Discord's to the letter.
 */
export const timestampFor = (reader: User, seconds: number, style: string, now: number): string | undefined => {
  const at = seconds * 1_000;
  if (!Number.isInteger(seconds) || Math.abs(at) > 8.64e15) return undefined;
  const away = seconds - Math.floor(now / 1_000);
  if (style === "R") {
    const [unit, size] = UNITS.find(([, length]) => Math.abs(away) >= length) ?? (["second", 1] as const);
    return new Intl.RelativeTimeFormat(reader.locale, { numeric: "auto" }).format(Math.round(away / size), unit);
  }
  const format = STYLES[style === "" ? "f" : style];
  if (!format) return undefined;
  const text = new Intl.DateTimeFormat(reader.locale, { timeZone: reader.tz, ...format }).format(at);
  // Languages put narrow and unbreakable spaces there, which nobody can type into a test.
  return text.replaceAll(/[\u00A0\u202F]/g, " ");
};
