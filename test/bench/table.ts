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

/** The figures as a table for the terminal: names to the left, numbers to the right. */
export const table = (measured: readonly Measured[]): string => {
  const rows = [HEAD, ...measured.map(cells)];
  const widths = HEAD.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]): string =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join("  ")
      .trimEnd();
  return rows.map(line).join("\n");
};
