import { numbersOf } from "../domain/numbering.ts";
import { Refusal } from "../domain/refusal.ts";
import { type Note, refOf } from "../domain/request.ts";
import { PARTS, type Part } from "../domain/vocabulary.ts";
import { CATALOGUES } from "../language/say.ts";
import type { Desk } from "../ports.ts";
import type { About } from "./hearing.ts";
import { likened } from "./text.ts";

/** A request or a company, or nothing for the one at hand, and a numbered part of it: "AID-7 delivery 1", "#2". */
const LINK = /^(.*?)[\s,]*(?:([#№]|\p{L}+)\s*(\d{1,5}))?$/u;
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

const mustHave = (found: About, part: Part, no: number): void => {
  const numbers = numbersOf("request" in found ? found.request : found.company, part);
  if (!numbers.includes(no)) throw new Refusal("no_such_part", { part, number: no, max: numbers.length }, "about");
};

/** The record that is named; undefined where nothing of ours is called that. */
const named = async (desk: Desk, what: About, name: string): Promise<About | undefined> => {
  if (name === "") return what;
  const ref = REF.exec(name)?.[1];
  if (ref !== undefined) {
    const request = await desk.request(Number(ref));
    if (!request) throw new Refusal("no_such_request", { ref: refOf(Number(ref)) }, "about");
    return { request };
  }
  const [best] = await desk.companiesLike(name, 1);
  return best?.likeness === 1 ? { company: best.company } : undefined;
};

const wording = (name: string, part: Part | undefined, no: number | undefined): string =>
  part === undefined || no === undefined ? name : `${name} ${part === "response" ? `#${no}` : `${part} ${no}`}`;

type Link = Pick<Note, "about" | "of">;

/**
 * What a note is about, in one spelling: a request, a company, or a step of one that exists. Words that
 * name nothing of ours stay as they were typed, since a note may be about anything.
 */
export const linkFrom = async (desk: Desk, what: About, typed: string): Promise<Link> => {
  const [, name = "", word, number] = LINK.exec(typed) ?? [];
  const part = word === undefined ? undefined : partNamed(word);
  const whole = part === undefined ? typed : name;
  const found = await named(desk, what, whole);
  if (!found) return { about: typed };
  const no = part === undefined ? undefined : Number(number);
  if (part !== undefined && no !== undefined) mustHave(found, part, no);
  return "request" in found
    ? { about: wording(refOf(found.request.ref), part, no) }
    : { of: { company: found.company.id, ...(part && { part }), ...(no !== undefined && { no }) } };
};

/** The words for a company's link as of now: by the name it may be shown by, and after a merge by the number it has there. */
const wordsOf = async (desk: Desk, { company, part, no }: NonNullable<Note["of"]>): Promise<string | undefined> => {
  const firm = await desk.company(company);
  if (firm?.merged === undefined) return firm && wording(firm.name, part, no);
  const moved = part === undefined || part === "approach" ? 0 : (firm.renumbered?.[part] ?? 0);
  return wordsOf(desk, { company: firm.merged, ...(part && { part }), ...(no !== undefined && { no: no + moved }) });
};

/** A link in words. */
export const linkWords = async (desk: Desk, { about, of }: Link): Promise<string | undefined> =>
  of === undefined ? about : wordsOf(desk, of);

/** Notes with what they are about in words, ready to be shown. */
export const worded = (desk: Desk, notes: readonly Note[]): Promise<readonly Note[]> =>
  Promise.all(
    notes.map(async (note) => {
      const about = await linkWords(desk, note);
      return about === undefined ? note : { ...note, about };
    }),
  );
