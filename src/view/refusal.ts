import type { Call } from "../call.ts";
import type { Entry, RequestFact } from "../domain/journal.ts";
import type { Member } from "../domain/parties.ts";
import type { Params, Refusal } from "../domain/refusal.ts";
import type { Id } from "../domain/request.ts";
import type { Key, Say } from "../language/say.ts";
import { buttons, line, list } from "./blocks.ts";
import { factText, nameOf } from "./fact-text.ts";
import { inQuotes } from "./quoting.ts";
import { join, short, when } from "./text.ts";
import { commandWord, optionWord } from "./typed.ts";
import type { Button, Text, View } from "./view.ts";

/** What makes a refusal more helpful, where the bot has it at hand. */
export interface Help {
  readonly people?: Readonly<Record<Id, Member>>;
  /** What changed since the button was drawn or the form was opened. */
  readonly changed?: readonly Entry<RequestFact>[];
  /** The call that shows the present state, or that would work. */
  readonly show?: Call;
}

/** Changes that are listed; the timeline holds the rest. */
const CHANGES = 5;

/** Every placeholder a refusal's sentence may have; "none" is what the sentences leave out. */
const UNSAID = {
  ahead: "",
  typed: "",
  option: "none",
  choices: "none",
  nearest: "none",
  ref: "",
  name: "",
  member: "",
  who: "none",
  need: "none",
  max: "none",
  min: "none",
  number: "",
  part: "",
  metric: "",
  before: "",
  id: "",
  line: "",
  pledge: "",
  command: "",
  from: "none",
  to: "",
  length: "none",
  example: "USD",
  examples: "none",
  itself: "no",
  asked: "none",
  full: "none",
  works: "none",
  date: "none",
} as const;

/** A parameter in the reader's words: ids become names, and words of closed lists their translations. */
const worded = (
  refusal: Refusal,
  name: string,
  value: string,
  people: Readonly<Record<Id, Member>>,
  say: Say,
): string => {
  const list = refusal.params["list"];
  const inList = (one: string): string => (typeof list === "string" ? say.word(list, one) : one);
  switch (name) {
    case "need":
    case "role":
      return say.word("role", value);
    case "part":
      return say.word("part", value);
    case "who":
      return short(people[value]?.name ?? say.words("person.someone"), 60);
    case "option":
      return say.word("option", value);
    case "command":
      return short(commandWord(value, say), 40);
    case "choices":
      return inList(short(value, 60));
    case "nearest":
      if (refusal.code === "unknown_command") return short(commandWord(value, say), 40);
      if (refusal.code === "unknown_option") return short(optionWord(value, say), 60);
      return inList(short(value, 60));
    case "member":
      return inQuotes(short(value, 60));
    case "works":
      return value;
    default:
      return short(value, 80);
  }
};

const filled = (
  refusal: Refusal,
  people: Readonly<Record<Id, Member>>,
  say: Say,
): Readonly<Record<string, string | number | boolean>> => {
  const told: Params = { ...(refusal.option === undefined ? {} : { option: refusal.option }), ...refusal.params };
  const given = Object.entries(told).flatMap(([name, value]): [string, string | number | boolean][] => {
    if (value === "") return [];
    if (typeof value === "string") return [[name, worded(refusal, name, value, people, say)]];
    if (typeof value === "object")
      return [[name, value.map((each) => worded(refusal, name, each, people, say)).join(", ")]];
    return [[name, value]];
  });
  return { ...UNSAID, ...Object.fromEntries(given) };
};

/** The words alone: what a form shows on the field at fault. */
export const refusalWords = (refusal: Refusal, say: Say, people: Readonly<Record<Id, Member>> = {}): string => {
  const fillings = filled(refusal, people, say);
  // Every code has both sentences: a test walks through REFUSALS.
  const missing = refusal.code === "missing_option";
  // The way on from something missing is a form, and there the reader is already.
  return [`refusal.${refusal.code}`, ...(missing ? [] : [`refusal.${refusal.code}.hint`])]
    .map((key) => say.words(key as Key, fillings))
    .join(" ");
};

/** The rules say no: what, why, and what would work. */
export const refusalView = (refusal: Refusal, say: Say, { people = {}, changed = [], show }: Help = {}): View => {
  const fillings = filled(refusal, people, say);
  const changes: readonly Text[] = changed
    .slice(-CHANGES)
    .map((entry) => join([[when(entry.at)], factText(entry, people, say), [nameOf(entry.by, people, say)]]));
  const button: readonly Button[] =
    show === undefined ? [] : [{ label: say.words("button.show_now"), weight: "main", call: show }];
  return {
    title: say(`refusal.${refusal.code}`, fillings),
    tone: "refused",
    blocks: [
      ...(changes.length === 0 ? [] : [line(...say("refusal.changed_since"))]),
      ...list(
        changes,
        changed.length > CHANGES ? say("digest.hidden", { count: changed.length - CHANGES }) : undefined,
      ),
      line(...say(`refusal.${refusal.code}.hint`, fillings)),
      ...buttons(button),
    ],
  };
};
