import type { Instant } from "../domain/time.ts";
import type { Deliveries, Limiter, Log, QueueWork } from "../ports.ts";
import { stayAlive } from "./alive.ts";
import { audit } from "./auditor.ts";

/** What falls due within so many hours has a job; an hourly look ahead leaves a wide margin. */
const HORIZON_HOURS = 48;

/** What the regular rounds work with. */
export interface RoundsParts {
  /** Delivers what is due at a moment, and paints what is stale. */
  readonly crew: { round(at: Instant): Promise<number> };
  /** Tells the leads of places that refuse us, where nobody has. */
  tell(at: Instant): Promise<void>;
  readonly deliveries: Deliveries;
  readonly limiter: Pick<Limiter, "prune">;
  readonly log: Log;
  /** Tidies the database at night; left out where the server does that by itself. */
  readonly vacuum?: () => Promise<void>;
}

/** The regular rounds for the queue, each run by one process of all that share the database. Times are UTC. */
export const roundsOf = ({ crew, tell, deliveries, limiter, log, vacuum }: RoundsParts): QueueWork["rounds"] => [
  {
    // Jobs wake the courier on time; this finds what lost its job, or whose sender died.
    name: "repair",
    cron: "* * * * *",
    run: async () => {
      await stayAlive(deliveries, log);
      await crew.round(await deliveries.now());
    },
  },
  {
    name: "look-ahead",
    cron: "7 * * * *",
    run: async () => {
      const count = await deliveries.enqueueSoon(await deliveries.now(), HORIZON_HOURS);
      if (count > 0) log.info("deliveries.enqueued", { count });
      await limiter.prune();
    },
  },
  {
    name: "audit",
    cron: "*/5 * * * *",
    run: async () => {
      await audit(deliveries, log);
      await tell(await deliveries.now());
    },
  },
  {
    name: "forget",
    cron: "41 1 * * *",
    run: async () => {
      const count = await deliveries.forget(await deliveries.now());
      if (count > 0) log.info("deliveries.forgotten", { count });
    },
  },
  ...(vacuum ? [{ name: "vacuum", cron: "23 2 * * *", run: vacuum }] : []),
];
