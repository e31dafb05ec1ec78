import { parse } from "csv-parse/sync";
import type { Day } from "../domain/time.ts";
import { type Column, headingOf } from "./columns.ts";
import { type ImportRow, type RowFault, rowFrom } from "./row.ts";

/** A list of contributions as it was read. With any fault nothing of it is taken. */
export interface ReadList {
  readonly rows: readonly ImportRow[];
  readonly faults: readonly RowFault[];
  readonly missing: readonly Column[];
  readonly unread: readonly string[];
}

/** A file that is no table; `line` is where it stops being one. */
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

/** What stands between two cells: a comma, or a semicolon where the comma cuts decimals, or a tab in "Unicode text". */
const SEPARATORS = [",", ";", "\t"] as const;

/** The separator by which the first line falls into the most columns that we know. */
const separatorOf = (text: string): string => {
  const [head = ""] = /[^\r\n]*\S[^\r\n]*/u.exec(text) ?? [];
  const known = (separator: string): number => Object.keys(headingOf(head.split(separator).map(bare)).columns).length;
  return SEPARATORS.reduce<string>((best, one) => (known(one) > known(best) ? one : best), ",");
};

const bare = (cell: string): string => cell.replace(/^[\uFEFF"]+|"+$/gu, "");

/** The cells of a file with the line on which each record ends; a line without any is a record of one empty cell. Throws NoTable. */
const cellsOf = (text: string): readonly Recorded[] => {
  try {
    // With `info` the parser gives records in this shape, which its types do not say.
    return parse(text, {
      bom: true,
      delimiter: separatorOf(text),
      info: true,
      relax_column_count: true,
      max_record_size: 1_000_000,
    }) as unknown as readonly Recorded[];
  } catch (error) {
    const line = error instanceof Error && "lines" in error ? Number(error.lines) : 1;
    throw new NoTable(line);
  }
};

const isBlank = (record: readonly string[]): boolean => record.every((cell) => cell.trim() === "");

/** Reads a CSV file as of a day. Every row is read, so that everything that is wrong with the list is said at once. */
export const readList = (text: string, today: Day): ReadList => {
  const cells = cellsOf(text);
  const [head, ...records] = cells.slice(cells.findIndex(({ record }) => !isBlank(record)));
  const { columns, missing, unread } = headingOf(head?.record ?? []);
  const rows: ImportRow[] = [];
  const faults: RowFault[] = [];
  if (missing.length > 0) return { rows, faults, missing, unread };
  const seen = new Map<string, number>();
  let line = (head?.info.lines ?? 0) + 1;
  for (const { record, info } of records) {
    const begins = line;
    line = info.lines + 1;
    if (isBlank(record)) continue;
    const read = rowFrom(record, begins, columns, today);
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
