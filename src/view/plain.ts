import stringWidth from "string-width";
import type { Zone } from "../domain/time.ts";
import type { Language } from "../domain/vocabulary.ts";
import { dayWords, momentWords } from "./dates.ts";
import type { Block, Button, Inline, Text, View } from "./view.ts";

/** Who reads, and how wide their screen is (columns; 100 when not said). */
export interface PlainOptions {
  readonly language: Language;
  readonly zone: Zone;
  readonly width?: number;
}

const WIDTH = 100;

const inline = (node: Inline, options: PlainOptions): string => {
  if (typeof node === "string") return node;
  if ("strong" in node) return plainText(node.strong, options);
  if ("link" in node) return node.label === node.link || node.label === "" ? node.link : `${node.label} (${node.link})`;
  if ("member" in node) return node.ping ? `@${node.member}` : node.member;
  if ("place" in node) return node.place.name;
  if ("day" in node) return dayWords(node.day, options.language);
  if ("when" in node) return momentWords(node.when, options.language, options.zone);
  return node.code;
};

/** A text as plain words, with dates in the reader's language and moments in the reader's zone. */
export const plainText = (text: Text, options: PlainOptions): string =>
  text.map((node) => inline(node, options)).join("");

const pad = (text: string, width: number): string => text + " ".repeat(Math.max(0, width - stringWidth(text)));

/** Rows in columns, under their names; undefined where they are wider than so many columns, or a cell breaks its line. */
export const aligned = (
  columns: readonly string[],
  rows: readonly (readonly string[])[],
  width: number,
): readonly string[] | undefined => {
  const all = [columns, ...rows];
  const count = Math.max(0, ...all.map((row) => row.length));
  const widths = Array.from({ length: count }, (_, at) => Math.max(0, ...all.map((row) => stringWidth(row[at] ?? ""))));
  const total = widths.reduce((sum, one) => sum + one + 2, -2);
  if (total > width || all.some((row) => row.some((cell) => cell.includes("\n")))) return undefined;
  return all.map((row) =>
    widths
      .map((one, at) => pad(row[at] ?? "", one))
      .join("  ")
      .trimEnd(),
  );
};

/** A table where it fits and no cell breaks its line; else a line for each cell, which screen readers like better. */
const table = (columns: readonly string[], rows: readonly (readonly string[])[], width: number): readonly string[] =>
  aligned(columns, rows, width) ??
  rows.map(
    (row) => `- ${row.map((cell, at) => (at === 0 || !columns[at] ? cell : `${columns[at]}: ${cell}`)).join("; ")}`,
  );

const indented = (text: string, prefix: string): string =>
  text
    .split("\n")
    .map((one) => prefix + one)
    .join("\n");

/** The buttons of a whole view are counted through, so that a number names one button. */
const numbered = (all: readonly Button[], first: number): string =>
  all.map((button, at) => `[${first + at}] ${button.label}`).join("  ");

/**
 * Any view as plain text: for screen readers, logs and stories. Total: whatever the tree holds,
 * something readable comes out, and nothing is left out.
 */
export const plain = (view: View, options: PlainOptions): string => {
  const text = (words: Text): string => plainText(words, options);
  let pressed = 0;
  const block = (one: Block): string => {
    switch (one.kind) {
      case "text":
      case "note":
        return text(one.text);
      case "heading":
        return `\n${text(one.text)}`;
      case "quote":
        return indented(text(one.text), "> ");
      case "facts":
        return one.facts.map((fact) => `${fact.label}: ${text(fact.value)}`).join("\n");
      case "list":
        return [...one.items, ...(one.more ? [one.more] : [])].map((item) => `- ${text(item)}`).join("\n");
      case "rows": {
        const rows = one.rows.map((row) => row.map(text));
        return [...table(one.columns, rows, options.width ?? WIDTH), ...(one.more ? [text(one.more)] : [])].join("\n");
      }
      case "buttons": {
        const shown = numbered(one.buttons, pressed + 1);
        pressed += one.buttons.length;
        return shown;
      }
    }
  };
  return [text(view.title), ...view.blocks.map(block)].filter((one) => one !== "").join("\n");
};
