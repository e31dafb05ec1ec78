import type { Entry, Subject } from "../src/domain/journal.ts";
import type { Id } from "../src/domain/request.ts";
import { type Derived, derive } from "./derive.ts";
import { account, campaign, company, companyName, member, nameKnown, request, requestKnown, team } from "./schema.ts";
import { expectedKnown, givingKnown } from "./schema-giving.ts";

/** The projections, in the names under which `derive` gives their rows. */
export const TABLES = {
  request,
  requestKnown,
  givingKnown,
  expectedKnown,
  company,
  companyName,
  team,
  campaign,
  member,
  account,
  nameKnown,
} as const;
/** The name of one of them. */
export type TableName = keyof typeof TABLES;

const rowsOf = (subject: Subject, derived: Derived): Readonly<Partial<Record<TableName, readonly object[]>>> => {
  const {
    request: one,
    record,
    requestKnown: lines,
    givingKnown: given,
    expectedKnown: expected,
    nameKnown: names,
    companyName: folded,
    account: accounts,
  } = derived;
  return {
    ...(one && { request: [one] }),
    ...(record && { [subject]: [record] }),
    ...(lines && { requestKnown: lines }),
    ...(given && { givingKnown: given }),
    ...(expected && { expectedKnown: expected }),
    ...(names && { nameKnown: names }),
    ...(folded && { companyName: folded }),
    ...(accounts && { account: accounts }),
  };
};

/** What several records' entries make of the tables. */
export interface DerivedRows {
  readonly made: ReadonlyMap<TableName, readonly object[]>;
  /** The workspace's own state, where its record is among them. */
  readonly workspace: unknown;
}

/** Works out the rows of all tables for records, each given as its entries, oldest first. */
export const deriveAll = (ws: Id, records: readonly (readonly Entry[])[]): DerivedRows => {
  const made = new Map<TableName, object[]>();
  let workspace: unknown;
  for (const entries of records) {
    const { subject, id } = entries[0] as Entry; // a record has at least the entry that began it
    const derived = derive(ws, subject, id, entries);
    if (subject === "workspace") workspace = derived.state;
    for (const [name, found] of Object.entries(rowsOf(subject, derived))) {
      const table = name as TableName; // the names are those of `rowsOf`
      const all = made.get(table) ?? [];
      all.push(...found);
      made.set(table, all);
    }
  }
  return { made, workspace };
};
