import type { Entry, Records, Subject } from "../src/domain/journal.ts";
import type { Company, Member } from "../src/domain/parties.ts";
import { evolve, replay } from "../src/domain/replay.ts";
import type { Id, Request } from "../src/domain/request.ts";
import type { Instant } from "../src/domain/time.ts";
import { bounded, derivedPeriods, type Period } from "./derive-periods.ts";
import { expectedRows, givingRows } from "./giving-rows.ts";
import { lineColumns } from "./lines.ts";
import { foldings } from "./projection.ts";
import type { account, company, companyName, nameKnown, request, requestKnown } from "./schema.ts";
import { expectedKnown, givingKnown } from "./schema-giving.ts";

/** The rows that one record's entries make, by table; `account` and `company_name` of its last state. */
export interface Derived {
  readonly request?: typeof request.$inferInsert;
  readonly requestKnown?: readonly (typeof requestKnown.$inferInsert)[];
  /** A team's, campaign's, member's or company's row. */
  readonly record?: Pick<typeof company.$inferInsert, "workspaceId" | "id"> & { readonly state: unknown };
  readonly givingKnown?: readonly (typeof givingKnown.$inferInsert)[];
  readonly expectedKnown?: readonly (typeof expectedKnown.$inferInsert)[];
  readonly nameKnown?: readonly (typeof nameKnown.$inferInsert)[];
  readonly companyName?: readonly (typeof companyName.$inferInsert)[];
  readonly account?: readonly (typeof account.$inferInsert)[];
  readonly state: unknown;
}

/** The states a record went through, one for each moment at which it changed. */
const statesOf = <S extends Subject>(
  subject: S,
  entries: readonly Entry<Records[S]["fact"]>[],
): Period<Records[S]["state"] | undefined>[] => {
  const periods = new Map<Instant, Records[S]["state"] | undefined>();
  let state: Records[S]["state"] | undefined;
  for (const [index, entry] of entries.entries()) {
    state = entry.fact.type === "undone" ? replay(subject, entries.slice(0, index + 1)) : evolve(subject, state, entry);
    periods.set(entry.at, state);
  }
  return [...periods].map(([from, value]) => ({ from, value }));
};

/** What it is called; a company that was merged into another is called nothing any more. */
const nameIn = (state: Company | Member | undefined): string | undefined =>
  state && "merged" in state && state.merged !== undefined ? undefined : state?.name;

const namesOf = (workspaceId: Id, id: Id, states: readonly Period<Company | Member | undefined>[]) => {
  const named = states.map(({ from, value }) => ({ from, value: nameIn(value) }));
  const changed = named.filter(({ value }, index) => index === 0 || value !== named[index - 1]?.value);
  return bounded(changed).flatMap(({ value: name, ...known }) =>
    name === undefined ? [] : [{ workspaceId, id, name, ...known }],
  );
};

/** What a record promised and gave, and what was expected of it, from each moment on. */
const givingOf = (workspaceId: Id, states: readonly Period<Request | Company | undefined>[]) => ({
  givingKnown: derivedPeriods(
    givingKnown,
    workspaceId,
    states.map(({ from, value }) => ({ from, value: givingRows(value) })),
  ),
  expectedKnown: derivedPeriods(
    expectedKnown,
    workspaceId,
    states.map(({ from, value }) => ({ from, value: expectedRows(value) })),
  ),
});

/**
 * Works out, from nothing but a record's entries (oldest first), the rows that the tables should hold
 * of it. Not the way in which they are kept up to date, so that each proves the other.
 */
export const derive = (workspaceId: Id, subject: Subject, id: Id, entries: readonly Entry[]): Derived => {
  const states = statesOf(subject, entries);
  const state = states.at(-1)?.value;
  const record = state && { workspaceId, id, state };
  // Each case names the state that its subject has.
  switch (subject) {
    case "request": {
      const last = state as Request | undefined;
      const requests = states as Period<Request | undefined>[];
      return {
        state,
        ...(last && {
          request: {
            workspaceId,
            id,
            ref: last.ref,
            companyId: last.company,
            teamId: last.team,
            status: last.status,
            state: last,
          },
        }),
        requestKnown: bounded(requests).flatMap(({ value, ...known }) =>
          value ? [{ workspaceId, ...known, ...lineColumns(value) }] : [],
        ),
        ...givingOf(workspaceId, requests),
      };
    }
    case "company": {
      const last = state as Company | undefined;
      return {
        state,
        ...(record && { record }),
        nameKnown: namesOf(workspaceId, id, states as Period<Company | undefined>[]),
        ...givingOf(workspaceId, states as Period<Company | undefined>[]),
        companyName: [...foldings(last)].map((folded) => ({ workspaceId, companyId: id, folded })),
      };
    }
    case "member": {
      const last = state as Member | undefined;
      return {
        state,
        ...(record && { record }),
        nameKnown: namesOf(workspaceId, id, states as Period<Member | undefined>[]),
        account: (last?.accounts ?? []).map((each) => ({ workspaceId, ...each, memberId: id })),
      };
    }
    case "workspace":
      return { state };
    default:
      return { state, ...(record && { record }) };
  }
};
