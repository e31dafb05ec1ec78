import { likened } from "../commands/text.ts";

/** What a list of contributions may tell of each; the words by which its columns are known. */
const HEADINGS = {
  id: ["transaction id", "id", "no", "number", "external id", "номер", "ідентифікатор"],
  company: ["private sector donor", "company", "donor", "donor name", "компанія", "донор"],
  companyId: ["donor id", "company id"],
  sector: ["business sector", "sector", "галузь"],
  country: ["donor country of registration", "country", "donor country", "країна"],
  recipients: ["recipient", "recipients", "отримувач", "отримувачі"],
  form: ["donation type", "kind", "type", "form", "вид"],
  status: ["donation status", "status", "stage", "стан", "статус"],
  usd: ["est usd value", "usd", "amount usd", "value usd"],
  amount: ["amount", "value", "сума"],
  currency: ["currency", "валюта"],
  notes: ["notes", "note", "description", "примітки", "опис"],
  source: ["source", "sources", "джерело"],
  date: ["date", "дата"],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** A column that we know. */
export type Column = keyof typeof HEADINGS;

/** Without these a list says nothing that could be recorded, or could not be taken a second time. */
const NEEDED: readonly Column[] = ["id", "company", "status"];

/** Where each known column stands. */
export type Columns = Readonly<Partial<Record<Column, number>>>;

/** What was understood of a file's first line. */
export interface Heading {
  readonly columns: Columns;
  readonly missing: readonly Column[];
  /** Columns that nobody reads, as they are called in the file. */
  readonly unread: readonly string[];
}

// The keys of the table above.
const KNOWN = Object.keys(HEADINGS) as readonly Column[];

/** Finds the columns of a list by what they are called, in whatever order; of two that fit the first is taken. */
export const headingOf = (cells: readonly string[]): Heading => {
  const names = cells.map(likened);
  const columns: Partial<Record<Column, number>> = {};
  for (const column of KNOWN) {
    const at = names.findIndex((name) => HEADINGS[column].some((known) => known === name));
    if (at >= 0) columns[column] = at;
  }
  const taken = new Set(Object.values(columns));
  return {
    columns,
    missing: NEEDED.filter((column) => columns[column] === undefined),
    unread: cells.filter((cell, at) => cell.trim() !== "" && !taken.has(at)),
  };
};
