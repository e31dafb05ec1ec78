import type { PartOfDay } from "./reading.ts";

const WORDS: Readonly<Record<PartOfDay["is"], string>> = {
  morning: "(?:in the )?morning|вранці|уранці|зранку|ранком",
  later:
    "(?:in the )?(?:afternoon|evening)|(?:at )?night|вдень|удень|по обіді|пообіді|після обіду|ввечері|увечері|вечором|вночі|уночі",
};

/** `tonight` and `this morning` are today's. */
const TODAYS = /^(?:this (?=morning|afternoon|evening)|to(?=night$))/u;

const LAST = new RegExp(`^(.+?),? (?:(${WORDS.morning})|(${WORDS.later}))$`, "u");

/** An hour that people would write; which hour they meant is theirs to say. */
const usualHour = (words: string): string => {
  if (/morning|ран/u.test(words)) return "09:00";
  if (/afternoon|день|обід/u.test(words)) return "15:00";
  return /night|ноч/u.test(words) ? "21:00" : "18:00";
};

/** A text cut into the part of the day that it ends with and the day before it. */
export const cutPart = (text: string): { readonly day: string; readonly part: PartOfDay } | undefined => {
  const [, day, morning, later] = LAST.exec(text.replace(TODAYS, "today ")) ?? [];
  if (day === undefined) return undefined;
  return { day, part: { is: morning ? "morning" : "later", clear: `${day} ${usualHour(morning ?? later ?? "")}` } };
};
