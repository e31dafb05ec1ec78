import type { Zone } from "../../src/domain/time.ts";
import { collapsed, seen } from "./ansi.ts";
import { formSeen } from "./form-text.ts";
import type { Last, Message, OpenForm, Room } from "./room.ts";
import type { Step } from "./step.ts";

/** An expectation that was not met: what was expected and what was seen, both for people. */
export class Unmet extends Error {
  readonly expected: string;
  readonly seen: string;

  constructor(expected: string, sight: string) {
    super(`Expected ${expected}, but saw ${sight}.`);
    this.name = "Unmet";
    this.expected = expected;
    this.seen = sight;
  }
}

type Expectation = Extract<Step, { readonly kind: `expect${string}` }>;

const quoted = (texts: readonly string[]): string => texts.map((text) => `"${text}"`).join(" and ");

/** Whether a sight holds all the texts, whatever its line breaks. */
const holds = (sight: string, texts: readonly string[]): boolean =>
  texts.every((text) => sight.includes(collapsed(text)));

const sightOf = (last: Last, zone: Zone): string =>
  last.kind === "form" ? formSeen(last.open, last.language) : seen(last.view, { zone, language: last.language });

const answered = (texts: readonly string[], not: boolean, last: Last | undefined, zone: Zone): void => {
  if (!last) throw new Unmet(`an answer with ${quoted(texts)}`, "no answer yet");
  const sight = sightOf(last, zone);
  if (!not && !holds(sight, texts)) throw new Unmet(quoted(texts), sight);
  const found = texts.filter((text) => holds(sight, [text]));
  if (not && found.length > 0) throw new Unmet(`an answer without ${quoted(found)}`, sight);
};

const formOpen = (texts: readonly string[], open: OpenForm | undefined, last: Last | undefined, zone: Zone): void => {
  const expected = texts.length === 0 ? "a form" : `a form with ${quoted(texts)}`;
  if (!open) throw new Unmet(expected, last ? `no form, but ${sightOf(last, zone)}` : "nothing");
  const sight = formSeen(open, last?.language ?? "en");
  if (!holds(sight, texts)) throw new Unmet(expected, sight);
};

const posted = (step: Extract<Step, { kind: "expect post" }>, news: readonly Message[], zone: Zone): void => {
  const sights = news.map(({ view, language }) => seen(view, { zone, language }));
  const fitting = sights.filter((sight) => holds(sight, step.texts)).length;
  if (step.count === undefined ? fitting > 0 : fitting === step.count) return;
  const what = step.texts.length === 0 ? "" : ` with ${quoted(step.texts)}`;
  const many = step.count === undefined ? "a post" : step.count === 0 ? "no post" : `${step.count} posts`;
  throw new Unmet(
    `${many} in ${step.place}${what}`,
    sights.length === 0 ? "none" : sights.map((sight) => `"${sight}"`).join(" and "),
  );
};

/** Compares what a story expects with what can be seen in the room. Throws Unmet. */
export const check = (step: Expectation, room: Room, zone: Zone): void => {
  switch (step.kind) {
    case "expect":
      return answered(step.texts, step.not, room.last(), zone);
    case "expect form":
      return formOpen(step.texts, room.form(), room.last(), zone);
    case "expect post":
      return posted(step, room.news(step.place), zone);
    default:
      return step satisfies never;
  }
};
