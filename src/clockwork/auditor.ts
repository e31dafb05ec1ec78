import type { Deliveries, Log } from "../ports.ts";

/** What has been due for so many minutes and is not settled is a fault of ours, not a late platform. */
const MINUTES = 5;

/**
 * S10: asks the rows alone, by a query of its own, whether anything that was due is neither sent nor
 * given up, and raises the alarm. Only where all is well it says so, too: who hears nothing of it for a while knows
 * that something is wrong, be it the auditor. Returns how many such deliveries there are.
 */
export const audit = async (deliveries: Deliveries, log: Log): Promise<number> => {
  const at = await deliveries.now();
  const count = await deliveries.overdue(at, MINUTES);
  if (count > 0) log.warn("deliveries.overdue", { count, minutes: MINUTES });
  else log.info("deliveries.audited");
  return count;
};
