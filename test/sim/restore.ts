import { type Instant, plusMilliseconds } from "../../src/domain/time.ts";
import type { Flaws } from "./flaws.ts";
import { copied, isSettled, type Tables, UNMARKED } from "./rows.ts";

/** The register's heart beats each minute: what it lost began up to so many milliseconds before the backup was made. */
const BEAT = 60_000;

/**
 * What is left after a restore, as `db/restoring.ts` notices it before anything is sent: whatever was due by now may
 * have been said since the backup, and is quarantined; cards are painted anew.
 */
export const restored = (backup: Tables, made: Instant, at: Instant, flaws: Pick<Flaws, "quarantine">): Tables => {
  const tables = copied(backup);
  const from = plusMilliseconds(made, -BEAT);
  for (const row of tables.rows) {
    if (row.kind === "card" && row.state === "SENT")
      Object.assign(row, { stale: row.stale + 1, paintAt: row.paintAt ?? at });
    if (flaws.quarantine || isSettled(row) || row.dueAt > at) continue;
    const { firstAttempt } = row;
    Object.assign(row, {
      quarantined: true,
      firstAttempt: firstAttempt !== undefined && firstAttempt < from ? firstAttempt : from,
      lastAttempt: at,
      lookAt: undefined,
      sentAs: undefined,
      repeat:
        row.repeat || (row.state !== "PENDING" && (row.sentAs ?? row.token) !== row.token && row.kind === UNMARKED),
    });
  }
  return tables;
};
