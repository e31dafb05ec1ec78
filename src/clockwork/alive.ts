import type { Deliveries, Log } from "../ports.ts";

/** Has the register write down that it is alive, and says so where it finds that it was restored from a backup. */
export const stayAlive = async (deliveries: Pick<Deliveries, "beat">, log: Log): Promise<void> => {
  const lost = await deliveries.beat();
  if (lost) log.warn("register.restored", { from: lost.from, until: lost.until, deliveries: lost.deliveries });
};
