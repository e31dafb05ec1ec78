import { Refusal } from "../domain/refusal.ts";
import type { TimeOfDay, Zone } from "../domain/time.ts";
import type { Holidays } from "../ports.ts";
import { likened } from "./text.ts";
import { weekdayNamed } from "./weekdays.ts";

/** An IANA time zone as typed. Its spelling is kept: some runtimes still answer "Kiev" to "Kyiv". */
export const zoneOf = (typed: string): Zone => {
  const zone = typed.replace(/(^|[/_-])\p{Ll}/gu, (start) => start.toUpperCase());
  try {
    new Intl.DateTimeFormat("en", { timeZone: zone });
    return zone;
  } catch {
    throw new Refusal("unknown_zone", { typed }, "zone");
  }
};

/** A channel by its name, with or without `#`, or by a platform's reference to it (`<#C1|outreach>`), which has its id. */
export const channelOf = (typed: string): { readonly id: string; readonly name: string } => {
  const [, referred, called] = /^<#([\w-]+)(?:\|([^>]*))?>$/u.exec(typed) ?? [];
  const id = referred ?? typed.replace(/^#/u, "");
  return { id, name: `#${called || id}` };
};

const NONE = ["none", "no", "немає", "ні", "без"];

/** A country by its two letters, or `none` where no public holiday is a day off. */
export const countryOf = (typed: string, holidays: Holidays): string => {
  if (NONE.includes(likened(typed))) return "none";
  const code = typed.toUpperCase();
  if (!/^[A-Z]{2}$/.test(code) || !holidays.knows(code)) throw new Refusal("unknown_country", { typed }, "calendar");
  return code;
};

const readTime = (typed: string): TimeOfDay | undefined => {
  const [, hours = "", minutes = ""] = /^(\d{1,2}):(\d{2})$/.exec(typed.trim()) ?? [];
  return hours === "" || Number(hours) > 23 || Number(minutes) > 59
    ? undefined
    : `${hours.padStart(2, "0")}:${minutes}`;
};

/** A time of day, `9:00` or `09:00`. */
export const timeOf = (typed: string, option: string): TimeOfDay => {
  const time = readTime(typed);
  if (time === undefined) throw new Refusal("invalid_option", { typed, examples: "09:00" }, option);
  return time;
};

/** Quiet hours, `20:00-08:00`; the same time twice means none. */
export const quietOf = (typed: string): { quietFrom: TimeOfDay; quietTo: TimeOfDay } => {
  const [quietFrom, quietTo] = typed.split(/[-–—]/u).map(readTime);
  if (!quietFrom || !quietTo) throw new Refusal("invalid_option", { typed, examples: "20:00-08:00" }, "quiet");
  return { quietFrom, quietTo };
};

/** Working weekdays: `mon-fri`, or `mon, tue, thu`. */
export const daysOf = (typed: string): readonly number[] => {
  const days = typed.split(/[,;]/u).flatMap((part) => {
    const [from = 0, to = from] = part.split(/[-–—]/u).map((name) => weekdayNamed(name) ?? 0);
    if (from === 0 || to === 0)
      throw new Refusal("invalid_option", { typed, examples: ["mon-fri", "пн-пт"] }, "workdays");
    return Array.from({ length: ((to - from + 7) % 7) + 1 }, (_, index) => ((from - 1 + index) % 7) + 1);
  });
  return [...new Set(days)].toSorted((a, b) => a - b);
};
