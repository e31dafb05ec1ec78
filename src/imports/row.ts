import { readMoney } from "../commands/amounts.ts";
import { cleaned, likened, oneLine } from "../commands/text.ts";
import type { Value } from "../domain/money.ts";
import { type Params, Refusal, type RefusalCode } from "../domain/refusal.ts";
import { type Day, dayFrom, EARLIEST } from "../domain/time.ts";
import type { Form, Stage } from "../domain/vocabulary.ts";
import type { Column, Columns } from "./columns.ts";
import { countryNamed } from "./country.ts";
import { type Source, sourceFrom } from "./source.ts";

/** One contribution as a list tells it. */
export interface ImportRow {
  /** Where it begins in the file, from 1. */
  readonly line: number;
  readonly id: string;
  readonly company: string;
  readonly sector?: string;
  readonly country?: string;
  readonly recipients?: string;
  readonly form: Form;
  /** A promise at its stage, or what has arrived. */
  readonly status: Stage | "received";
  readonly value?: Value;
  readonly notes?: string;
  readonly source?: Source;
  readonly day?: string;
}

/** What is wrong with a row, put so that whoever keeps the list finds the cell. */
export interface RowFault {
  readonly line: number;
  readonly column?: Column;
  readonly code: RefusalCode;
  readonly params: Params;
}

/** The words by which lists say how far a contribution has come. */
const STATUS: Readonly<Record<string, ImportRow["status"]>> = {
  pledged: "announced",
  announced: "announced",
  обіцяно: "announced",
  оголошено: "announced",
  committed: "committed",
  "зобов'язання": "committed",
  paid: "received",
  received: "received",
  delivered: "received",
  сплачено: "received",
  отримано: "received",
};

const FORM: Readonly<Record<string, Form>> = {
  cash: "cash",
  money: "cash",
  гроші: "cash",
  "in kind": "in_kind",
  inkind: "in_kind",
  goods: "in_kind",
  "у натурі": "in_kind",
};

/** Text of a note that is kept whole; more is no note. */
const LONGEST = 20_000;

const UNNAMED = "Undisclosed company ";

/** Whether a name only stands for one that the list keeps to itself. */
export const isUnnamed = (name: string): boolean => name.startsWith(UNNAMED);

/** A donor that the list itself does not name; told apart by the list's own number for it. */
const unnamed = (name: string, id: string): string =>
  /^\[?\s*(?:redacted|anonymous|undisclosed|приховано|анонімно)\s*\]?$/iu.test(name) ? UNNAMED + id : name;

/** Reads one row; `today` is when the list is taken, and nothing in it is later. Everything that is wrong with it is said at once. */
export const rowFrom = (
  cells: readonly string[],
  line: number,
  columns: Columns,
  today: Day,
): { readonly row: ImportRow } | { readonly faults: readonly RowFault[] } => {
  const faults: RowFault[] = [];
  const cell = (column: Column): string => {
    const at = columns[column];
    return at === undefined ? "" : cleaned(cells[at] ?? "");
  };
  const fault = (column: Column, code: RefusalCode, params: Params = {}): undefined => {
    faults.push({ line, column, code, params });
    return undefined;
  };
  const needed = (column: Column, max: number): string => {
    const text = oneLine(cell(column));
    if (text === "") fault(column, "empty");
    if (text.length > max) fault(column, "too_long", { max, length: text.length });
    return text;
  };
  const known = <T>(column: Column, words: Readonly<Record<string, T>>): T | undefined => {
    const typed = oneLine(cell(column));
    return words[likened(typed)] ?? fault(column, "not_a_choice", { typed, choices: Object.keys(words), nearest: "" });
  };
  const id = needed("id", 60);
  const donor = needed("company", 200);
  const status = known("status", STATUS);
  // A list of money often says so nowhere: without the column, or with nothing in it.
  const form = oneLine(cell("form")) === "" ? "cash" : known("form", FORM);
  const value = valueOf(cell, fault);
  const notes = cell("notes");
  if (notes.length > LONGEST) fault("notes", "too_long", { max: LONGEST, length: notes.length });
  const day = cell("date");
  const wrong = day === "" ? undefined : wrongWithDay(day, today);
  if (wrong) fault("date", wrong, { typed: day, asked: "list" });
  if (faults.length > 0 || status === undefined || form === undefined) return { faults };
  const [sector, country, recipients, source] = [
    oneLine(cell("sector")),
    countryNamed(oneLine(cell("country"))),
    oneLine(cell("recipients")),
    cell("source"),
  ];
  return {
    row: {
      line,
      id,
      company: unnamed(donor, oneLine(cell("companyId")) || id),
      form,
      status,
      ...(sector !== "" && { sector: sector.slice(0, 120) }),
      ...(country && { country }),
      ...(recipients !== "" && { recipients: recipients.slice(0, 200) }),
      ...(value && { value }),
      ...(notes !== "" && { notes }),
      ...(source !== "" && { source: sourceFrom(source) }),
      ...(day !== "" && { day }),
    },
  };
};

const ISO = /^(\d{4})-(\d{2})-(\d{2})$/u;

/** Why a day cannot stand in a list: it is written otherwise, no calendar has it, it is long ago or still to come. */
const wrongWithDay = (typed: string, today: Day): RefusalCode | undefined => {
  const [, year, month, date] = ISO.exec(typed) ?? [];
  const day = year === undefined ? undefined : dayFrom(Number(year), Number(month), Number(date));
  if (day === undefined) return "unreadable_date";
  if (day > today) return "date_in_future";
  return day < EARLIEST ? "date_out_of_range" : undefined;
};

/** The amount: in the list's dollars, or in the currency that stands beside it or in it. */
const valueOf = (
  cell: (column: Column) => string,
  fault: (column: Column, code: RefusalCode, params?: Params) => undefined,
): Value | undefined => {
  const usd = oneLine(cell("usd"));
  const typed = usd === "" ? oneLine(`${cell("amount")} ${cell("currency")}`) : `${usd} USD`;
  if (typed === "" || oneLine(cell(usd === "" ? "amount" : "usd")) === "") return undefined;
  try {
    return { money: readMoney(typed) };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return fault(usd === "" ? "amount" : "usd", error.code, error.params);
  }
};
