import type { Instant } from "../../src/domain/time.ts";
import type { Flaws } from "./flaws.ts";
import { copied, type Tables } from "./rows.ts";

/**
 * What is left after a restore. It starts in quarantine: whatever was due by now may have been sent since the
 * backup, so it is in doubt, and is looked for before anything of it is sent. Of several that went out in one
 * message only the first can be found again, so what is said after this says that it may be a repeat. A digest stands alone, and is always found.
 */
export const restored = (backup: Tables, at: Instant, flaws: Pick<Flaws, "quarantine">): Tables => {
  const tables = copied(backup);
  if (flaws.quarantine) return tables;
  for (const row of tables.rows) {
    const open = row.state === "PENDING" || row.state === "SENDING" || row.state === "UNKNOWN";
    if (!open || row.dueAt > at) continue;
    const firstAttempt = row.firstAttempt ?? row.dueAt;
    Object.assign(row, {
      state: "UNKNOWN",
      firstAttempt,
      lastAttempt: at,
      lookAt: undefined,
      repeat: row.kind !== "digest",
    });
  }
  return tables;
};
