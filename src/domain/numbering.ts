import type { Contributions } from "./contribution.ts";
import type { Request } from "./request.ts";
import type { Part } from "./vocabulary.ts";

type Numbered = readonly { readonly no: number }[];

/** The greatest number that is taken; 0 where there is none. A company may have more parts than a call has arguments. */
export const lastNo = (items: Numbered): number => items.reduce((last, { no }) => Math.max(last, no), 0);

/** The number that the next of them gets. Nothing is deleted, so that none is ever given twice. */
export const nextNo = (items: Numbered): number => lastNo(items) + 1;

/** A request or a company as far as its parts have numbers. */
type Parts = Pick<Request, keyof Contributions | "responses"> & Partial<Pick<Request, "approaches" | "notes">>;

/** The numbers of a record's parts of one kind; answers are numbered by their version. */
export const numbersOf = (record: Parts, part: Part): readonly number[] => {
  if (part === "response") return record.responses.map(({ version }) => version);
  const items: Readonly<Record<Exclude<Part, "response">, Numbered>> = {
    approach: record.approaches ?? [],
    pledge: record.pledges,
    delivery: record.deliveries,
    reading: record.readings,
    agreement: record.agreements,
    note: record.notes ?? [],
  };
  return items[part].map(({ no }) => no);
};
