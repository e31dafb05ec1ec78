import { plain } from "./text.ts";

const HARD = /[;\n]/u;
/** A comma with a space after it; "5,000" has none. */
const SOFT = /, /u;
const AND = /^(.+?),? (?:and|та|і|й) (.+)$/u;

const trimmed = (parts: readonly string[]): readonly string[] =>
  parts
    .map((part) => plain(part) ?? part.trim())
    .map((part, index) => (index === 0 ? part : part.replace(/^(?:and|та|і|й) /u, "")))
    .map((part) => part.replace(/^[, ]+|[, ]+$/gu, ""))
    .filter((part) => part !== "");

/**
 * The parts of a list: by semicolons and line breaks, or by commas where there are neither, so that
 * a comma within an item stays where the list has clearer marks.
 */
export const partsOf = (typed: string): readonly string[] =>
  trimmed(HARD.test(typed.trim()) ? typed.split(HARD) : typed.replace(/\s+/gu, " ").split(SOFT));

/** The same, with the last part cut at "and" where both halves begin with how many: "search and rescue teams" is one. */
export const partsWithAnd = (typed: string, counts: (part: string) => boolean): readonly string[] =>
  partsOf(typed).flatMap((part) => {
    const [, first, second] = AND.exec(part) ?? [];
    return first !== undefined && second !== undefined && counts(first) && counts(second) ? [first, second] : [part];
  });
