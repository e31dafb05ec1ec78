import type { User } from "../model.ts";

type Style = Intl.DateTimeFormatOptions;

const STYLES: Readonly<Record<string, Style>> = {
  date: { year: "numeric", month: "long", day: "numeric" },
  date_long: { weekday: "long", year: "numeric", month: "long", day: "numeric" },
  date_long_full: { weekday: "long", year: "numeric", month: "long", day: "numeric" },
  date_short: { year: "numeric", month: "short", day: "numeric" },
  date_slash: { year: "numeric", month: "2-digit", day: "2-digit" },
  time: { hour: "numeric", minute: "2-digit" },
  time_secs: { hour: "numeric", minute: "2-digit", second: "2-digit" },
};

const DAY = 86_400_000;

const dayIn = (zone: string, at: number): string => new Intl.DateTimeFormat("en-CA", { timeZone: zone }).format(at);

/** "yesterday", "today" or "tomorrow" in the reader's language, or nothing when it is another day. */
const nearby = (reader: User, at: number, now: number): string | undefined => {
  const away = [-1, 0, 1].find((days) => dayIn(reader.tz, now + days * DAY) === dayIn(reader.tz, at));
  return away === undefined
    ? undefined
    : new Intl.RelativeTimeFormat(reader.locale, { numeric: "auto" }).format(away, "day");
};

const ago = (reader: User, at: number, now: number): string => {
  const minutes = Math.round((at - now) / 60_000);
  const format = new Intl.RelativeTimeFormat(reader.locale, { numeric: "auto" });
  if (Math.abs(minutes) < 60) return format.format(minutes, "minute");
  const hours = Math.round(minutes / 60);
  return Math.abs(hours) < 24 ? format.format(hours, "hour") : format.format(Math.round(hours / 24), "day");
};

/**
 * A date token in the reader's zone and language; undefined when Slack would show the fallback.
 * The wording is that of the language's calendar in Node, not Slack's to the letter.
 */
export const dateFor = (reader: User, seconds: number, format: string, now: number): string | undefined => {
  if (!Number.isInteger(seconds) || !/\{\w+\}/.test(format)) return undefined;
  const at = seconds * 1_000;
  let understood = true;
  const text = format.replaceAll(/\{(\w+)\}/g, (_, token: string) => {
    if (token === "date_num") return dayIn(reader.tz, at);
    if (token === "ago") return ago(reader, at, now);
    if (token === "day_divider_pretty") return nearby(reader, at, now) ?? styled(reader, "date_long", at);
    const near = token.endsWith("_pretty") ? nearby(reader, at, now) : undefined;
    const style = token.replace(/_pretty$/, "");
    if (!Object.hasOwn(STYLES, style)) understood = false;
    return near ?? styled(reader, style, at);
  });
  // Languages put narrow and unbreakable spaces there, which nobody can type into a test.
  return understood ? text.replaceAll(/[\u00A0\u202F]/g, " ") : undefined;
};

const styled = (reader: User, style: string, at: number): string =>
  new Intl.DateTimeFormat(reader.locale, { timeZone: reader.tz, ...STYLES[style] }).format(at);
