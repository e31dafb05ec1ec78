import { IntlMessageFormat } from "intl-messageformat";
import type { Language } from "../domain/vocabulary.ts";
import type { Inline, Text } from "../view/view.ts";
import en from "./en.json" with { type: "json" };
import uk from "./uk.json" with { type: "json" };

/** A sentence's name in the catalogues; a key that English does not have does not compile. */
export type Key = keyof typeof en;

/** What may fill a placeholder: words and numbers, or a piece of text that stays a node. */
export type Filling = string | number | boolean | Inline | Text;

/** Both catalogues, for tests and for words typed in either language. */
export const CATALOGUES: Readonly<Record<Language, Readonly<Record<string, string>>>> = { en, uk };

/** Speaks one language. Every sentence that a person reads comes through here. */
export interface Say {
  readonly language: Language;
  /** The sentence as text; nodes put into placeholders stay nodes. */
  (key: Key, fillings?: Readonly<Record<string, Filling>>): Text;
  /** The sentence as a plain string: labels, titles, button captions. */
  words(key: Key, fillings?: Readonly<Record<string, string | number | boolean>>): string;
  /** A word of a closed list in this language: `say.word("outcome", "declined")`; a value that has no word stays as it is. */
  word(list: string, value: string): string;
}

const compiled = new Map<string, IntlMessageFormat>();

/** Parsing a message costs far more than filling it, so each is parsed once per language. */
const message = (language: Language, key: string): IntlMessageFormat => {
  const name = `${language}:${key}`;
  const known = compiled.get(name);
  if (known) return known;
  const source = CATALOGUES[language][key];
  if (source === undefined) throw new Error(`No sentence "${key}" in ${language}.json`);
  const made = new IntlMessageFormat(source, language, undefined, { ignoreTag: true });
  compiled.set(name, made);
  return made;
};

/** Binds the catalogue of one language. */
export const speak = (language: Language): Say => {
  const text = (key: Key, fillings: Readonly<Record<string, Filling>> = {}): Text =>
    message(language, key)
      // Fillings that are nodes come back as object parts; the library's own types allow strings only.
      .formatToParts<unknown>(fillings as Record<string, string>)
      .flatMap((part): Inline[] => {
        const value = (part as { value: Filling }).value;
        if (Array.isArray(value)) return [...(value as Text)];
        return [typeof value === "object" ? (value as Inline) : String(value)];
      });
  const words = (key: Key, fillings: Readonly<Record<string, string | number | boolean>> = {}): string =>
    String(message(language, key).format(fillings));
  return Object.assign(text, {
    language,
    words,
    // The key is known to exist when the catalogue has it, which is what the condition asks.
    word: (list: string, value: string): string =>
      Object.hasOwn(CATALOGUES[language], `${list}.${value}`) ? words(`${list}.${value}` as Key) : value,
  });
};
