import { type Run, widthOf, wrapped } from "./wrap.ts";

type Cell = readonly Run[];
type Lines = readonly (readonly Run[])[];

const GAP = 2;

/** A cell on one line: a table has no room for paragraphs. */
const flat = (cell: Cell): Cell => cell.map((run) => ({ ...run, text: run.text.replace(/\s*\n\s*/gu, " ") }));

const padded = (cell: Cell, columns: number): Cell => [
  ...cell,
  { text: " ".repeat(Math.max(0, columns - widthOf(cell))) },
];

/** One record below the other, for a terminal that is too narrow for the table. */
const stacked = (columns: readonly string[], rows: readonly (readonly Cell[])[], width: number): Lines =>
  rows.flatMap((row) =>
    row.flatMap((cell, index) =>
      wrapped(
        [{ text: index === 0 ? "- " : "| " }, { text: `${columns[index] ?? ""}: `, style: "faint" }, ...cell],
        width,
      ),
    ),
  );

/**
 * Rows under their column heads. When the widest cells do not fit beside each other the rows are
 * stacked instead, so nothing is cut off.
 */
export const tableLines = (columns: readonly string[], rows: readonly (readonly Cell[])[], width: number): Lines => {
  const body = rows.map((row) => row.map(flat));
  const cells = [columns.map((text): Cell => [{ text, style: "faint" }]), ...body];
  const count = Math.max(...cells.map((row) => row.length));
  const widths = Array.from({ length: count }, (_, index) =>
    Math.max(...cells.map((row) => widthOf(row[index] ?? []))),
  );
  if (widths.reduce((sum, wide) => sum + wide + GAP, -GAP) > width) return stacked(columns, body, width);
  return cells.map((row) =>
    row.flatMap((cell, index) => (index === row.length - 1 ? cell : padded(cell, (widths[index] ?? 0) + GAP))),
  );
};
