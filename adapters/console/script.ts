import { LANGUAGES, ROLES } from "../../src/domain/vocabulary.ts";
import { allQuoted, pairsIn } from "./quoted.ts";
import type { Placed, Step, Stretch } from "./step.ts";

/** A line that is not in the language of stories: what is wrong with it and what would work. */
export class ScriptError extends Error {
  /** Counted from 1; 0 while the line was typed. */
  readonly line: number;
  readonly works: string;

  constructor(why: string, works: string, line = 0) {
    super(why);
    this.name = "ScriptError";
    this.works = works;
    this.line = line;
  }
}

const MOMENT = /^(\d{4}-\d{2}-\d{2})[ T]+(\d{2}:\d{2})$/u;
const PLACE = /^[#@][^\s#@,"]+$/u;
const UNITS: readonly { readonly words: RegExp; readonly minutes?: number; readonly days?: number }[] = [
  { words: /^(m|min|minutes?)$/u, minutes: 1 },
  { words: /^(h|hours?)$/u, minutes: 60 },
  { words: /^(d|days?)$/u, days: 1 },
  { words: /^(w|weeks?)$/u, days: 7 },
];

/** Whether the calendar has such a day and the clock such a time: `2022-02-30` and `24:61` do not exist. */
const exists = (day: string, time: string): boolean => {
  const [year = 0, month = 0, date = 0] = day.split("-").map(Number);
  const last =
    [31, year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][
      month - 1
    ] ?? 0;
  const [hour = 24, minute = 60] = time.split(":").map(Number);
  return date >= 1 && date <= last && hour < 24 && minute < 60;
};

const momentIn = (text: string, works: string): { readonly day: string; readonly time: string } => {
  const [, day, time] = MOMENT.exec(text) ?? [];
  if (day === undefined || time === undefined) throw new ScriptError(`"${text}" is not a day and a time.`, works);
  if (!exists(day, time)) throw new ScriptError(`There is no ${day} ${time} in the calendar.`, works);
  return { day, time };
};

const readAt = (rest: string): Step => ({ kind: "at", ...momentIn(rest, "at 2022-03-07 09:00") });

const readAs = (rest: string): Step => {
  const works = "as coordinator, or as desk-2, lead, or as desk-2, lead, uk";
  const [name = "", ...more] = rest.split(",").map((part) => part.trim());
  if (name === "") throw new ScriptError("Nobody is named.", works);
  let step: Extract<Step, { kind: "as" }> = { kind: "as", name: name.replace(/^@/u, "") };
  for (const word of more) {
    const role = ROLES.find((known) => known === word);
    const language = LANGUAGES.find((known) => known === word);
    if (role) step = { ...step, role };
    else if (language) step = { ...step, language };
    else
      throw new ScriptError(
        `"${word}" is neither a role (${ROLES.join(", ")}) nor a language (${LANGUAGES.join(", ")}).`,
        works,
      );
  }
  return step;
};

const placeIn = (text: string, works: string): string => {
  if (!PLACE.test(text)) throw new ScriptError(`"${text}" is not a channel.`, works);
  return text;
};

const readPress = (rest: string): Step => {
  const [label, more] = allQuoted(rest) ?? [];
  if (label !== undefined && more === undefined) return { kind: "press", button: label };
  if (/^\d{1,6}$/u.test(rest)) return { kind: "press", button: Number(rest) };
  throw new ScriptError(
    "A button is named by its caption in quotation marks, or by its number.",
    'press "Snooze", or press 3',
  );
};

const readFill = (rest: string): Step => {
  const values = pairsIn(rest);
  if (!values)
    throw new ScriptError(
      "A form is filled with pairs of an option and a value.",
      'fill reason:"answer promised" until:48h',
    );
  return { kind: "fill", values };
};

const stretchIn = (rest: string): Stretch => {
  const works = "advance 48h, advance 3 days, or advance to 2022-03-10 09:00";
  const to = /^to\s+(.*)$/u.exec(rest)?.[1];
  if (to !== undefined) return momentIn(to, works);
  const [, count, word] = /^(\d{1,5})\s*([a-z]+)$/u.exec(rest) ?? [];
  const unit = UNITS.find(({ words }) => words.test(word ?? ""));
  if (count === undefined || !unit) throw new ScriptError(`"${rest}" is not a stretch of time.`, works);
  return unit.minutes === undefined
    ? { days: Number(count) * (unit.days ?? 1) }
    : { minutes: Number(count) * unit.minutes };
};

const EXPECTATIONS =
  'expect "AID-1", expect not "late", expect form "Reason", expect post in #outreach "AID-1", expect 2 posts in #outreach, or expect none in #outreach';

const readExpect = (rest: string): Step => {
  const texts = (words: string, least: number): readonly string[] => {
    const found = allQuoted(words);
    if (!found || found.length < least)
      throw new ScriptError("What is expected stands in quotation marks.", EXPECTATIONS);
    return found;
  };
  const post = /^(none|post|\d{1,4} posts?) in\s+(\S+)(.*)$/u.exec(rest);
  if (post?.[1] !== undefined) {
    const place = placeIn(post[2] ?? "", "expect post in #outreach");
    const step = { kind: "expect post", place, texts: texts(post[3] ?? "", 0) } as const;
    return post[1] === "post" ? step : { ...step, count: post[1] === "none" ? 0 : Number.parseInt(post[1], 10) };
  }
  const form = /^form\b(.*)$/u.exec(rest);
  if (form) return { kind: "expect form", texts: texts(form[1] ?? "", 0) };
  const not = /^not\b(.*)$/u.exec(rest);
  return { kind: "expect", texts: texts(not?.[1] ?? rest, 1), not: not !== null };
};

const readZone = (rest: string): Step => {
  try {
    // The name is kept as written: Intl itself would answer with the old spelling, Europe/Kiev.
    Intl.DateTimeFormat("en", { timeZone: rest });
    return { kind: "zone", zone: rest };
  } catch {
    throw new ScriptError(`"${rest}" is not a time zone.`, "zone Europe/Kyiv");
  }
};

const readLanguage = (rest: string): Step => {
  const language = LANGUAGES.find((known) => known === rest);
  if (!language)
    throw new ScriptError(`"${rest}" is not a language.`, LANGUAGES.map((known) => `language ${known}`).join(" or "));
  return { kind: "language", language };
};

const READERS: Readonly<Record<string, (rest: string) => Step>> = {
  zone: readZone,
  language: readLanguage,
  at: readAt,
  as: readAs,
  in: (rest) => ({ kind: "in", place: placeIn(rest, "in #outreach, or in @coordinator for direct messages") }),
  press: readPress,
  fill: readFill,
  advance: (rest) => ({ kind: "advance", stretch: stretchIn(rest) }),
  expect: readExpect,
};

/**
 * One line as a step; undefined for an empty line or a comment. At a prompt (`loose`) a number
 * presses a button (a conversation keeps it for an open form) and whatever is no directive is a command, with or without its `/aid`.
 */
export const readLine = (source: string, loose: boolean): Step | undefined => {
  const line = source.trim();
  if (line === "" || line.startsWith("#")) return undefined;
  const said = /^\/aid(?:\s+|$)(.*)$/su.exec(line);
  if (said) return { kind: "say", text: said[1] ?? "" };
  if (line === "cancel") return { kind: "cancel" };
  const [, word = "", rest = ""] = /^(\S+)\s*(.*)$/su.exec(line) ?? [];
  const reader = Object.hasOwn(READERS, word) ? READERS[word] : undefined;
  if (reader) return reader(rest.trim());
  if (!loose)
    throw new ScriptError(
      `"${word}" is not a word of stories.`,
      "zone, language, at, as, in, /aid …, press, fill, cancel, advance, expect, or # for a comment",
    );
  return /^\d{1,6}$/u.test(line) ? { kind: "press", button: Number(line) } : { kind: "say", text: line };
};

/**
 * A whole story. A line that ends in a backslash goes on in the next, so that a long command stays
 * readable. Throws ScriptError, and nothing else, for the first line that cannot be read.
 */
export const readScript = (text: string): readonly Placed[] => {
  const lines: { line: number; source: string }[] = [];
  let open = false;
  for (const [index, source] of text
    .replace(/^\ufeff/u, "")
    .split(/\r?\n/u)
    .entries()) {
    const before = lines.at(-1);
    if (open && before) before.source = `${before.source.replace(/\s*\\\s*$/u, "")} ${source.trim()}`;
    else lines.push({ line: index + 1, source });
    open = /\\\s*$/u.test(source);
  }
  return lines.flatMap(({ line, source }) => {
    try {
      const step = readLine(source, false);
      return step ? [{ step, line, source: source.trim() }] : [];
    } catch (error) {
      if (error instanceof ScriptError) throw new ScriptError(error.message, error.works, line);
      throw error;
    }
  });
};
