import type { Language } from "../domain/vocabulary.ts";
import uk from "./examples.uk.json" with { type: "json" };

/** A command's own examples are English; these are the same lines as people type them in another language. */
export const EXAMPLES: Readonly<Partial<Record<Language, Readonly<Record<string, readonly string[]>>>>> = { uk };

/** What to show of a command in a language, where it has examples of its own there. */
export const examplesOf = (command: string, language: Language): readonly string[] | undefined =>
  EXAMPLES[language]?.[command];
