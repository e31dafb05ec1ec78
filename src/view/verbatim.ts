import type { Entry } from "../domain/journal.ts";
import type { Key, Say } from "../language/say.ts";
import type { Inline, Text } from "./view.ts";

/** Something that a person typed, as it is kept: under which field, and every character of it. */
export interface Verbatim {
  readonly label: string;
  readonly text: string;
  /** A date, a quantity or a term in its own words; a timeline tells it as it was read. */
  readonly read: boolean;
}

/**
 * Fields that hold no words of people: ids, words of closed lists, dates, numbers. Every other text
 * counts as typed, so that a field that comes to a fact later is shown without being named here.
 */
const UNTYPED: readonly string[] = [
  ..."type id change company team campaign batch parent into owner standIn clock field part response".split(" "),
  ..."kind channel rung priority outcome extent ground trigger stage form mode state direction voice".split(" "),
  ..."basis bound precision unit on until due day zone currency amount rate external pauses reckoned carried renumbered".split(
    " ",
  ),
];

const MOMENT = /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/u;

const isWords = (value: unknown): value is string => typeof value === "string" && !MOMENT.test(value) && value !== "-";

type Found = Verbatim & { readonly field: string };

const found = (field: string, value: unknown, say: Say): readonly Found[] => {
  const told = (text: string, read = false): readonly Found[] =>
    text === "" ? [] : [{ field, label: say.word("field", field), text, read }];
  if (isWords(value)) return told(value);
  if (Array.isArray(value))
    return value.every(isWords) ? told(value.join("; ")) : value.flatMap((one) => found(field, one, say));
  if (typeof value !== "object" || value === null) return [];
  // A date or an amount as it was typed: what was read from it is beside it.
  if ("stated" in value && isWords(value.stated)) return told(value.stated, true);
  // What a source says has the name of what it is about; a closed word is no typed one.
  if ("field" in value && "value" in value && isWords(value.value)) {
    const { field: about, value: claimed, source } = value as Readonly<Record<string, unknown>>;
    const [list, words] = [String(about), String(claimed)];
    return [
      ...(say.word(list, words) === words
        ? [{ field: "claim", label: say.words(`claim.${list}` as Key), text: words, read: false }]
        : []),
      ...found("source", source, say),
    ];
  }
  return Object.entries(value).flatMap(([name, one]) => (UNTYPED.includes(name) ? [] : found(name, one, say)));
};

/** All that was typed into one entry, in the order in which it is kept; time and the calendar type nothing. */
export const verbatim = ({ by, fact }: Pick<Entry, "by" | "fact">, say: Say): readonly Verbatim[] =>
  by === "system" ? [] : found("", fact, say);

const wordsOf = (node: Inline): string => {
  if (typeof node === "string") return node;
  if ("strong" in node) return node.strong.map(wordsOf).join("");
  return "label" in node ? node.label : "";
};

/** Whether a line tells every word that was typed: where it does not, it has to say where they are. */
export const tellsAll = (line: Text, typed: readonly Verbatim[]): boolean => {
  const words = line.map(wordsOf).join("");
  return typed.every(({ text, read }) => read || words.includes(text));
};
