import type { PgTable } from "drizzle-orm/pg-core";
import type { Id } from "../src/domain/request.ts";
import type { Instant } from "../src/domain/time.ts";
import { byKey, type Undated } from "./periods.ts";

/** What was so from a moment on. */
export interface Period<T> {
  readonly from: Instant;
  readonly value: T;
}

/** Periods with their ends: each lasts until the next begins. */
export const bounded = <T>(periods: readonly Period<T>[]) =>
  periods.map(({ from, value }, index) => ({
    value,
    knownFrom: from,
    knownTo: periods[index + 1]?.from ?? "infinity",
  }));

/** The rows that a record should have in a table of periods, from all the rows that it had from each moment on. */
export const derivedPeriods = <T extends PgTable>(
  table: T,
  workspaceId: Id,
  states: readonly Period<readonly Undated<T>[]>[],
): readonly T["$inferInsert"][] => {
  const moments = states.map(({ from, value }) => ({ from, rows: byKey(table, value) }));
  const keys = new Set(moments.flatMap(({ rows }) => [...rows.keys()]));
  return [...keys].flatMap((key) => {
    const lives = moments.map(({ from, rows }) => ({ from, value: rows.get(key) }));
    const changes = lives.filter(({ value }, index) => index === 0 || value?.told !== lives[index - 1]?.value?.told);
    return bounded(changes).flatMap(({ value, ...known }) => (value ? [{ ...value.row, workspaceId, ...known }] : []));
  });
};
