import { Refusal } from "../domain/refusal.ts";
import { type Request, refOf } from "../domain/request.ts";
import { PARTS, type Part } from "../domain/vocabulary.ts";
import { CATALOGUES } from "../language/say.ts";
import type { Desk } from "../ports.ts";
import type { About } from "./hearing.ts";
import { likened } from "./text.ts";

/** A request or a company, or nothing for the one at hand, and a numbered part of it: "AID-7 delivery 1", "#2". */
const LINK = /^(.*?)[\s,]*(?:([#№]|\p{L}+)\s*(\d{1,3}))?$/u;
const REF = /^(?:aid|аід)[-\s]?([1-9]\d{0,8})$/iu;

/** The part that a word names, in either language; `#2` is the second answer. */
const partNamed = (word: string): Part | undefined =>
  word === "#" || word === "№"
    ? "response"
    : PARTS.find((part) =>
        [part, ...Object.values(CATALOGUES).map((words) => words[`part.${part}`] ?? part)]
          .map(likened)
          .includes(likened(word)),
      );

type Parts = Pick<Request, "responses" | "pledges" | "deliveries" | "readings" | "agreements" | "notes"> &
  Partial<Pick<Request, "approaches">>;

const mustHave = (record: Parts, part: Part, no: number): void => {
  const numbers = {
    approach: (record.approaches ?? []).map((one) => one.no),
    response: record.responses.map(({ version }) => version),
    pledge: record.pledges.map((one) => one.no),
    delivery: record.deliveries.map((one) => one.no),
    reading: record.readings.map((one) => one.no),
    agreement: record.agreements.map((one) => one.no),
    note: record.notes.map((one) => one.no),
  }[part];
  if (!numbers.includes(no)) throw new Refusal("no_such_part", { part, number: no, max: numbers.length }, "about");
};

/** The record that is named, with the name it goes by; undefined where nothing of ours is called that. */
const named = async (desk: Desk, what: About, name: string): Promise<{ record: Parts; name: string } | undefined> => {
  if (name === "")
    return "request" in what
      ? { record: what.request, name: refOf(what.request.ref) }
      : { record: what.company, name: what.company.name };
  const ref = REF.exec(name)?.[1];
  if (ref !== undefined) {
    const request = await desk.request(Number(ref));
    if (!request) throw new Refusal("no_such_request", { ref: refOf(Number(ref)) }, "about");
    return { record: request, name: refOf(request.ref) };
  }
  const [best] = await desk.companiesLike(name, 1);
  return best?.likeness === 1 ? { record: best.company, name: best.company.name } : undefined;
};

/**
 * What a note is about, in one spelling: a request, a company, or a step of one that exists. Words that
 * name nothing of ours stay as they were typed, since a note may be about anything.
 */
export const linkFrom = async (desk: Desk, what: About, typed: string): Promise<string> => {
  const [, name = "", word, number] = LINK.exec(typed) ?? [];
  const part = word === undefined ? undefined : partNamed(word);
  const whole = part === undefined ? typed : name;
  const found = await named(desk, what, whole);
  if (!found) return typed;
  if (part === undefined) return found.name;
  const no = Number(number);
  mustHave(found.record, part, no);
  return `${found.name} ${part === "response" ? `#${no}` : `${part} ${no}`}`;
};
