import { distance } from "fastest-levenshtein";
import { z } from "zod";
import type { Params, RefusalCode } from "../domain/refusal.ts";
import { Refusal } from "../domain/refusal.ts";
import { readSeen } from "../domain/request.ts";
import { CATALOGUES } from "../language/say.ts";
import type { FieldKind } from "../view/view.ts";
import { readBreakdown, readLines, readMoney, readQuantity, readRate } from "./amounts.ts";
import { cleaned, likened, oneLine } from "./text.ts";
import { WEEKLY, weeklyNamed } from "./weekdays.ts";

/** What an option's schema carries for the surfaces that are derived from it. */
export interface OptionMeta {
  readonly kind: FieldKind;
  /** The closed list whose words label the choices: `outcome` for `outcome.declined`. */
  readonly list?: string;
  readonly choices?: readonly string[];
  /** Shown in the form although it may be left out. */
  readonly form?: boolean;
  /** Another option that takes this one's place: named, it leaves this position to the next. */
  readonly unless?: string;
  /** Carried by buttons only; nobody types it. */
  readonly hidden?: boolean;
  /** Several values, separated by commas or line breaks. */
  readonly several?: boolean;
}

/** A refusal inside a schema; the bot turns the first one into a Refusal and keeps the others by field. */
export interface Fault {
  readonly refusal: RefusalCode;
  readonly params: Params;
}

type Ctx = z.core.$RefinementCtx<string>;

const fault = (ctx: Ctx, refusal: RefusalCode, params: Params = {}): never => {
  ctx.addIssue({ code: "custom", params: { refusal, params } satisfies Fault });
  return z.NEVER;
};

const short = (typed: string): string => (typed.length > 60 ? `${typed.slice(0, 59)}…` : typed);

const typed = <T>(meta: OptionMeta, read: (value: string, ctx: Ctx) => T) =>
  z
    .string()
    .transform((value, ctx) => read(value, ctx))
    .meta({ ...meta });

const words = (kind: FieldKind, max: number, tidy: (typed: string) => string) =>
  typed({ kind }, (value, ctx): string => {
    const text = tidy(value);
    if (text === "") return fault(ctx, "empty");
    return text.length > max ? fault(ctx, "too_long", { max, length: text.length }) : text;
  });

/** A name or title: one line of at most 200 characters. */
export const line = (max = 200) => words("text", max, oneLine);
/** Free text of several lines, at most 3,000 characters: what any platform's form takes. */
export const long = () => words("long", 3_000, cleaned);
/** A company as typed; the command finds it or asks about it. */
export const company = () => words("company", 120, oneLine);
/** A person as typed: a name, a mention, or "me". */
export const member = () => words("member", 80, oneLine);
/** A team as typed. */
export const team = () => words("team", 80, oneLine);
/** A campaign's code or name as typed. */
export const campaign = () => words("campaign", 80, oneLine);
/** A channel as typed, with or without its `#`. */
export const channelName = () => words("channel", 80, oneLine);
/** A date as typed; the command reads it in the team's zone (see moments.ts). */
export const moment = () => words("moment", 120, oneLine);

/** A web address that is stored and shown, never fetched. */
export const url = () =>
  typed({ kind: "text" }, (value, ctx): string => {
    const text = oneLine(value);
    const parsed = URL.canParse(text) ? new URL(text) : undefined;
    const fits = parsed?.protocol === "https:" || parsed?.protocol === "http:";
    return fits && parsed.username === "" && parsed.password === "" && text.length <= 2_000
      ? text
      : fault(ctx, "bad_url", { typed: short(text) });
  });

/** `AID-12`, `aid-12`, `#12` or `12`. */
export const request = () =>
  typed({ kind: "request" }, (value, ctx): number => {
    const found = /^(?:aid[-\s]?|аід[-\s]?|#)?([1-9]\d{0,8})$/iu.exec(oneLine(value));
    return found?.[1] ? Number(found[1]) : fault(ctx, "no_such_request", { ref: short(oneLine(value)) });
  });

/** A whole number from `min` to `max`. */
export const number = (min: number, max: number) =>
  typed({ kind: "number" }, (value, ctx): number => {
    const text = oneLine(value);
    const count = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
    return count >= min && count <= max ? count : fault(ctx, "invalid_option", { typed: short(text), min, max });
  });

/** The number of a part of a record, such as a delivery: a list may bring one company thousands of them. */
export const nth = () => number(1, 99_999);

/** "lost or damaged" is meant by either word. */
const EITHER = / or | або /u;

const meanings = (list: string, choice: string): readonly string[] =>
  [choice, ...Object.values(CATALOGUES).map((catalogue) => catalogue[`${list}.${choice}`] ?? choice)]
    .flatMap((word) => [word, ...(EITHER.test(word) ? word.split(EITHER) : [])])
    .map(likened);

/** Other words for a choice, which name none: "rejected" for what we call declined. */
const alsoCalled = (list: string, choice: string): readonly string[] =>
  Object.values(CATALOGUES).flatMap((catalogue) =>
    (catalogue[`${list}.${choice}.also`] ?? "").split(", ").map(likened),
  );

/** The choice that was probably meant: one that is also called so, has the word in it, or is hardly mistyped; else none. */
const meant = (text: string, list: string, choices: readonly string[]): string | undefined => {
  const also = choices.find((choice) => text !== "" && alsoCalled(list, choice).includes(text));
  if (also !== undefined) return also;
  const [nearest] = choices
    .map((word) => {
      const all = meanings(list, word);
      const within = text.length > 2 && all.some((meaning) => meaning.includes(text));
      // A slip of the finger seldom takes the first letter: "done" is not "none".
      const alike = all.filter((meaning) => meaning[0] === text[0]);
      return { word, within, far: Math.min(...alike.map((meaning) => distance(meaning, text.slice(0, 40)))) };
    })
    .toSorted((a, b) => Number(b.within) - Number(a.within) || a.far - b.far || 0);
  return nearest && (nearest.within || nearest.far <= Math.ceil(text.length / 3)) ? nearest.word : undefined;
};

/** One word of a closed list, in either language; a typing slip gets the nearest word as a hint. */
export const choice = <const C extends readonly string[]>(list: string, choices: C) =>
  typed({ kind: "choice", list, choices }, (value, ctx): C[number] => {
    const text = likened(oneLine(value));
    const found = choices.find((candidate) => meanings(list, candidate).includes(text));
    if (found) return found;
    return fault(ctx, "not_a_choice", { typed: short(text), choices, list, nearest: meant(text, list, choices) ?? "" });
  });

/** A weekday on which something comes, 1 for Monday, or 0 for never. */
export const weekly = () =>
  typed({ kind: "choice", list: "weekly", choices: WEEKLY }, (value, ctx): number => {
    const text = likened(oneLine(value));
    const labelled = WEEKLY.findIndex((choice) => meanings("weekly", choice).includes(text));
    if (labelled >= 0) return (labelled + 1) % WEEKLY.length;
    const nearest = meant(text, "weekly", WEEKLY) ?? "";
    const refusal = { typed: short(text), choices: WEEKLY, list: "weekly", nearest };
    return weeklyNamed(text) ?? fault(ctx, "not_a_choice", refusal);
  });

const YES = ["yes", "y", "true", "on", "так", "1"];
const NO = ["no", "n", "false", "off", "ні", "0"];

/** Yes or no, in either language. */
export const flag = () =>
  typed({ kind: "flag" }, (value, ctx): boolean => {
    const text = likened(value);
    return YES.includes(text)
      ? true
      : NO.includes(text)
        ? false
        : fault(ctx, "not_a_choice", { typed: short(text), choices: ["yes", "no"], list: "flag", nearest: "yes" });
  });

/** A text that a reader of `amounts.ts` understands; what it refuses becomes a fault of the option. */
const amount = <T>(tidy: (typed: string) => string, read: (typed: string) => T) =>
  typed({ kind: "text" }, (value, ctx): T => {
    const text = tidy(value);
    if (text === "") return fault(ctx, "empty");
    try {
      return read(text);
    } catch (error) {
      if (error instanceof Refusal) return fault(ctx, error.code, error.params);
      throw error;
    }
  });

/** An amount with its currency: "$75 million", "75 млн дол.". */
export const money = () => amount(oneLine, readMoney);
/** How many or how much: "more than 10 million GB", "dozens". */
export const quantity = () => amount(oneLine, readQuantity);
/** Things with their quantities: "5,000 terminals; 200 generators; medical supplies". */
export const lines = () => amount(cleaned, readLines);
/** Shares by who received them: "27 ministries, 18 universities, dozens of companies". */
export const breakdown = () => amount(cleaned, readBreakdown);
/** A number above zero, such as a rate of exchange. */
export const decimal = () => amount(oneLine, readRate);

/** Several values separated by commas or line breaks; empty ones are passed over. */
export const several = (kind: FieldKind, most: number, max = 120) =>
  typed({ kind, several: true }, (value, ctx): readonly string[] => {
    const items = [
      ...new Set(
        cleaned(value)
          .split(/[,;\n]/u)
          .map(oneLine)
          .filter((item) => item !== ""),
      ),
    ];
    if (items.length === 0) return fault(ctx, "empty");
    const longest = items.find((item) => item.length > max);
    if (longest) return fault(ctx, "too_long", { max, length: longest.length });
    return items.length > most
      ? fault(ctx, "invalid_option", { typed: String(items.length), min: 1, max: most })
      : items;
  });

/** The same option, which may be left out. Given but empty, it counts as left out. */
export const maybe = <T extends z.ZodType>(schema: T, extra: Partial<OptionMeta> = {}) =>
  z
    .preprocess((value) => (typeof value === "string" && value.trim() === "" ? undefined : value), schema.optional())
    .meta({ ...schema.meta(), ...extra });

/** Carried by a button that opens a form: the option that it asks for, of those that `wanted` names. */
export const asking = () => maybe(line(20), { hidden: true });

/** What `asking` makes necessary, for a command that needs nothing by itself. */
export const wanted =
  (...names: readonly string[]) =>
  ({ ask }: Readonly<Record<string, string>>): readonly string[] =>
    names.filter((name) => name === ask);

/** The version that a button was drawn from: an older one than the request's is refused. */
export const version = () =>
  maybe(
    typed({ kind: "text" }, (value, ctx) => readSeen(value) ?? fault(ctx, "invalid_option", { typed: short(value) })),
    { hidden: true },
  );

/** What every command about one request takes. */
export const onRequest = () => ({ request: request(), v: version() });
