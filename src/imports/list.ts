import { parse } from "csv-parse/sync";
import { type Column, headingOf } from "./columns.ts";
import { type ImportRow, type RowFault, rowFrom } from "./row.ts";

/** A list of contributions as it was read. With any fault nothing of it is taken. */
export interface ReadList {
  readonly rows: readonly ImportRow[];
  readonly faults: readonly RowFault[];
  readonly missing: readonly Column[];
  readonly unread: readonly string[];
}

/** A file that is no table of comma-separated values; `line` is where it stops being one. */
export class NoTable extends Error {
  readonly line: number;

  constructor(line: number) {
    super(`not a table from line ${line} on`);
    this.name = "NoTable";
    this.line = line;
  }
}

interface Recorded {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

/** The cells of a file with the line on which each record ends. Throws NoTable. */
const cellsOf = (text: string): readonly Recorded[] => {
  try {
    // With `info` the parser gives records in this shape, which its types do not say.
    return parse(text, {
      bom: true,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      max_record_size: 1_000_000,
    }) as unknown as readonly Recorded[];
  } catch (error) {
    const line = error instanceof Error && "lines" in error ? Number(error.lines) : 1;
    throw new NoTable(line);
  }
};

/** Reads a CSV file. Every row is read, so that everything that is wrong with the list is said at once. */
export const readList = (text: string): ReadList => {
  const [head, ...records] = cellsOf(text);
  const { columns, missing, unread } = headingOf(head?.record ?? []);
  const rows: ImportRow[] = [];
  const faults: RowFault[] = [];
  if (missing.length > 0) return { rows, faults, missing, unread };
  const seen = new Map<string, number>();
  let line = (head?.info.lines ?? 0) + 1;
  for (const { record, info } of records) {
    const begins = line;
    line = info.lines + 1;
    if (record.every((cell) => cell.trim() === "")) continue;
    const read = rowFrom(record, begins, columns);
    if ("faults" in read) {
      faults.push(...read.faults);
      continue;
    }
    const earlier = seen.get(read.row.id);
    if (earlier === undefined) rows.push(read.row);
    else faults.push({ line: begins, column: "id", code: "listed_twice", params: { id: read.row.id, line: earlier } });
    seen.set(read.row.id, begins);
  }
  return { rows, faults, missing, unread };
};
