import { fold } from "../domain/company.ts";
import type { CompanyFact } from "../domain/journal.ts";
import type { Company } from "../domain/parties.ts";
import type { Id } from "../domain/request.ts";
import type { Instant } from "../domain/time.ts";
import type { Alike } from "./alike.ts";
import type { ImportRow } from "./row.ts";
import { type RowChange, taker, type Work } from "./taking.ts";

/** One row with what comes of it; rows that bring nothing new are counted only. */
export interface RowReport {
  readonly line: number;
  readonly id: string;
  readonly company: string;
  readonly changes: readonly RowChange[];
}

/** Everything that an import will do: the same for the dry run, which prints it, and the real one, which records it. */
export interface ImportPlan {
  readonly companies: readonly { readonly id: Id; readonly name: string; readonly facts: readonly CompanyFact[] }[];
  readonly added: readonly string[];
  /** New companies whose names nearly are those of others in the register or the list, where somebody has compared them. */
  readonly alike?: readonly Alike[];
  readonly reports: readonly RowReport[];
  readonly same: number;
  /** Known from an earlier edition and not in this one: listed, never deleted. */
  readonly gone: readonly { readonly id: string; readonly company: string; readonly title: string }[];
}

/** Where and when an import happens. */
interface Importing {
  readonly at: Instant;
  readonly by: Id;
  /** Rows are known again by the list's name and their number in it. */
  readonly list: string;
  newId(): Id;
}

/** What is recorded already of a row. */
interface Known {
  readonly work: Work;
  readonly pledge?: number;
  readonly delivery?: number;
}

const keyOf = (name: string): string => fold(name) || name.trim().toLowerCase();

const numbered = <T extends { readonly no: number }>(items: readonly T[] | undefined, no: number | undefined) =>
  items?.find((item) => item.no === no);

const recordedOf = ({ work, pledge, delivery }: Known) => ({
  promised: numbered(work.state?.pledges, pledge),
  arrived: numbered(work.state?.deliveries, delivery),
});

/** What the register knows already: its companies by every name of theirs, and the list's rows by their numbers. */
const remembered = (companies: readonly Company[], prefix: string) => {
  const works = new Map<Id, Work>();
  const byName = new Map<string, Work>();
  const known = new Map<string, Known>();
  const note = (external: string | undefined, of: Known): void => {
    if (external?.startsWith(prefix)) known.set(external, { ...known.get(external), ...of });
  };
  for (const state of companies) {
    const work: Work = { state, id: state.id, name: state.redacted ?? state.name, facts: [] };
    works.set(state.id, work);
    for (const name of [state.name, ...state.aliases, ...(state.redacted ? [state.redacted] : [])])
      byName.set(keyOf(name), work);
    for (const { external, no } of state.pledges) note(external, { work, pledge: no });
    for (const { external, no } of state.deliveries) note(external, { work, delivery: no });
  }
  return { works, byName, known };
};

/** Works out what an edition of a list changes in the register. Pure: nothing is written, and asked twice it says the same. */
export const planImport = (
  rows: readonly ImportRow[],
  companies: readonly Company[],
  { at, by, list, newId }: Importing,
): ImportPlan => {
  const prefix = `${list}:`;
  const { works, byName, known } = remembered(companies, prefix);
  const { tell, first, promised, delivered } = taker(at, by, prefix);
  const added: string[] = [];
  const workFor = ({ company: name, country, sector }: ImportRow): Work => {
    const found = byName.get(keyOf(name));
    if (found) return found;
    const work: Work = { state: undefined, id: newId(), name, facts: [] };
    works.set(work.id, work);
    byName.set(keyOf(name), work);
    added.push(name);
    tell(work, [
      { type: "company.added", id: work.id, name },
      ...(country || sector
        ? [{ type: "company.changed", ...(country && { country }), ...(sector && { sector }) } as const]
        : []),
    ]);
    return work;
  };
  const again = (row: ImportRow, earlier: Known): readonly RowChange[] => {
    const { work } = earlier;
    const named = byName.get(keyOf(row.company));
    const before = recordedOf(earlier);
    const changes = before.arrived
      ? delivered(work, row, before.arrived)
      : before.promised
        ? promised(work, row, before.promised)
        : [];
    return named && named !== work ? [{ what: "other_company", name: named.name }, ...changes] : changes;
  };
  const reports = rows.map((row): RowReport => {
    const earlier = known.get(prefix + row.id);
    const work = earlier?.work ?? workFor(row);
    const changes = earlier ? again(row, earlier) : first(work, row);
    return { line: row.line, id: row.id, company: work.name, changes };
  });
  const present = new Set(rows.map(({ id }) => prefix + id));
  return {
    companies: [...works.values()]
      .filter(({ facts }) => facts.length > 0)
      .map(({ id, name, facts }) => ({ id, name, facts })),
    added,
    reports: reports.filter(({ changes }) => changes.length > 0),
    same: reports.filter(({ changes }) => changes.length === 0).length,
    gone: [...known]
      .filter(([external]) => !present.has(external))
      .map(([external, row]) => {
        const { promised: pledge, arrived } = recordedOf(row);
        return {
          id: external.slice(prefix.length),
          company: row.work.name,
          title: (arrived ?? pledge)?.title ?? "",
        };
      }),
  };
};
