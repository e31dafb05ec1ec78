import { aligned, plainText } from "../../src/view/plain.ts";
import type { Block, Button, Inline, Text, Tone, View } from "../../src/view/view.ts";
import type { Part } from "../shared/overflow.ts";
import { oneLine, visible } from "../shared/words.ts";
import { carries } from "./buttons.ts";
import { MESSAGE, ROW } from "./limits.ts";
import { markdown, pingsIn, type Reader, stretches } from "./markdown.ts";

/** A line of words, or as much of a long one as is shown or left out together. */
export interface Line extends Part {
  readonly body: string;
  /** What stands before it at the beginning of a text display, and after another line. */
  readonly lead: string;
  readonly glue: string;
  /** Where it comes first of a block: with room left, a block has a text display of its own, and a heading a rule above. */
  readonly opens?: "block" | "heading";
  /** Whom it mentions. */
  readonly pings: readonly string[];
}

/** Buttons beside each other. */
export interface Row extends Part {
  readonly buttons: readonly Button[];
  readonly kept: true;
}

/** A piece of a message. */
export type Strip = Line | Row;

/** How lines of a block begin: the first, and those that a line break makes. */
interface Marks {
  readonly first: string;
  readonly next: string;
}

const PLAIN: Marks = { first: "", next: "" };
const SMALL: Marks = { first: "-# ", next: "-# " };
const QUOTE: Marks = { first: "> ", next: "> " };
const ITEM: Marks = { first: "- ", next: "  " };
const HEADING: Marks = { first: "### ", next: "" };

/** At the worst each character is a line break, and has marks of three characters after it. */
const CHUNK = Math.floor((MESSAGE.text - 100) / 4);

const linesOf = (text: Text, { first, next }: Marks, reader: Reader): readonly Line[] => {
  const parts = stretches(text, CHUNK, reader).map((part) => ({ made: markdown(part, reader), pings: pingsIn(part) }));
  if (parts.every(({ made }) => made.trim() === "")) return [];
  return parts.map(({ made, pings }, index) => ({
    body: made.replaceAll("\n", `\n${next}`),
    lead: index === 0 ? first : next,
    glue: index === 0 ? `\n${first}` : "",
    lines: 1,
    pings,
  }));
};

/** A heading ends with its line. */
const flat = (text: Text): Text =>
  text.map((node): Inline => {
    if (typeof node === "string") return visible(node).replace(/\s+/gu, " ");
    return "strong" in node ? { strong: flat(node.strong) } : node;
  });

const opening = (lines: readonly Strip[], opens: "block" | "heading"): readonly Strip[] =>
  lines.map((line, at) => (at === 0 && "body" in line ? { ...line, opens } : line));

/** A row as a line: its first cell, then each other cell behind the name of its column. */
const rowText = (columns: readonly string[], cells: readonly Text[]): Text =>
  cells.flatMap((cell, at): Text => {
    const column = oneLine(columns[at] ?? "");
    if (at === 0) return [{ strong: cell }];
    return [at === 1 ? " · " : "; ", ...(column === "" ? [] : [`${column}: `]), ...cell];
  });

/** As many letters of one width as stand side by side on a telephone. */
const PHONE = 38;

const isWords = (text: Text): boolean =>
  text.every((node) => typeof node === "string" || "day" in node || ("strong" in node && isWords(node.strong)));

/** Rows in columns, where a telephone has room for them and nothing in them has to be pressed or shown in a zone. */
const table = ({ columns, rows }: Extract<Block, { kind: "rows" }>, reader: Reader): readonly Line[] | undefined => {
  if (rows.length === 0 || !rows.flat().every(isWords)) return undefined;
  const cells = rows.map((row) => row.map((cell) => visible(plainText(cell, reader))));
  const lines = aligned(columns.map(oneLine), cells, PHONE);
  const body = lines?.map((line) => line.replaceAll("`", "ˋ")).join("\n");
  if (!lines || body === undefined || body.trim() === "" || body.length > CHUNK) return undefined;
  return [{ body: `\`\`\`\n${body}\n\`\`\``, lead: "", glue: "\n", lines: lines.length, pings: [] }];
};

const rowsOf = (buttons: readonly Button[], reader: Reader): readonly Strip[] => {
  const able = buttons.filter(carries);
  const count = Math.ceil(able.length / ROW);
  return [
    ...Array.from({ length: count }, (_, row): Row => {
      const some = able.slice(row * ROW, (row + 1) * ROW);
      return { buttons: some, kept: true, lines: 1 };
    }),
    // A call that no button can carry is at least named.
    ...buttons.filter((button) => !carries(button)).flatMap(({ label }) => linesOf([label], ITEM, reader)),
  ];
};

const blockStrips = (block: Block, reader: Reader): readonly Strip[] => {
  switch (block.kind) {
    case "text":
      return linesOf(block.text, PLAIN, reader);
    case "note":
      return linesOf(block.text, SMALL, reader);
    case "heading":
      return linesOf(flat(block.text), HEADING, reader);
    case "quote":
      return linesOf(block.text, QUOTE, reader);
    // Discord draws no figures: the facts say the same in words.
    case "facts":
      return block.facts.flatMap(({ label, value }) =>
        linesOf([{ strong: [`${oneLine(label)}: `] }, ...value], PLAIN, reader),
      );
    case "list":
    case "rows": {
      const items = block.kind === "list" ? block.items : block.rows.map((cells) => rowText(block.columns, cells));
      const columns = block.kind === "rows" ? table(block, reader) : undefined;
      return [
        ...(columns ?? items.flatMap((item) => linesOf(item, ITEM, reader))),
        ...(block.more ? linesOf(block.more, SMALL, reader) : []),
      ];
    }
    case "buttons":
      return rowsOf(block.buttons, reader);
    default:
      return block satisfies never;
  }
};

/** Words always say it too; the sign is for those who look over a channel. */
const SIGNS: Readonly<Record<Tone, string>> = { plain: "", good: "✅ ", soon: "⏳ ", late: "⚠️ ", refused: "🚫 " };

const NOTHING: readonly Line[] = [{ body: "Aidline", lead: "", glue: "\n", lines: 1, pings: [] }];

/** A view as lines and rows of buttons, in their order. Total: whatever the view holds, nothing is left out. */
export const stripsOf = (view: View, reader: Reader): readonly Strip[] => {
  const title = linesOf(flat(view.title), { first: `## ${SIGNS[view.tone]}`, next: "" }, reader);
  let headed = false;
  const blocks = view.blocks.flatMap((block) => {
    const strips = blockStrips(block, reader);
    // What comes under a heading stands with it.
    const opens = block.kind === "heading" ? "heading" : headed ? undefined : "block";
    headed = block.kind === "heading";
    return opens ? opening(strips, opens) : strips;
  });
  const all = [...opening(title, "block"), ...blocks];
  return all.length === 0 ? NOTHING : all;
};
