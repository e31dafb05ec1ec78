import { isEnough, type Measured, type Spread } from "./measure.ts";

const HEAD = ["", "floor /s", "here /s", "ratio", "middle half", "asked", ""];

const perSecond = ({ median }: Spread): string => (median >= 100 ? median.toFixed(0) : median.toPrecision(3));
const ratio = (value: number): string => value.toFixed(2);

const cells = (measured: Measured): readonly string[] => [
  measured.name,
  perSecond(measured.floor),
  perSecond(measured.subject),
  ratio(measured.ratio.median),
  `${ratio(measured.ratio.low)}–${ratio(measured.ratio.high)}`,
  measured.atLeast === undefined ? "–" : `≥ ${ratio(measured.atLeast)}`,
  measured.atLeast === undefined ? "" : isEnough(measured) ? "reached" : "MISSED",
];

/** What a bench says in the end, and whether all that was asked for was reached. */
export interface Report {
  readonly text: string;
  readonly reached: boolean;
}

/** Speeds and ratios as a table. */
export const table = (measured: readonly Measured[]): string => aligned([HEAD, ...measured.map(cells)]);

/** Rows of words for the terminal: names to the left, numbers to the right. */
export const aligned = (rows: readonly (readonly string[])[]): string => {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]): string =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join("  ")
      .trimEnd();
  return rows.map(line).join("\n");
};

/** Tells what is measured so far, beside the table of the end: a bench that is stopped early has said something. */
export const soFar = (row: readonly string[]): void => {
  process.stderr.write(`${row.filter(Boolean).join("  ")}\n`);
};
