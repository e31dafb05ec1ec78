import { randomUUID } from "node:crypto";
import type { Wake } from "../../db/queue.ts";
import type { Log, QueueWork } from "../../src/ports.ts";

/** A log that nobody reads. */
export const silent: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };

const WORKSPACE = randomUUID();

/** A new delivery's wish to be woken at `dueAt`. */
export const wake = (dueAt: string, place = "#general"): Wake => ({
  workspace: WORKSPACE,
  delivery: randomUUID(),
  dueAt,
  place: { platform: "console", id: place, name: place },
});

/** Whom the queue woke; see `courier`. */
export interface Courier {
  /** Deliveries in the order of being woken. */
  readonly woken: readonly string[];
  readonly work: QueueWork;
  /** Settles when that many calls have come. */
  until(count: number): Promise<readonly string[]>;
}

/** Work for a queue that notes for which deliveries it was woken. */
export const courier = (deliver: (delivery: string) => Promise<void> = async () => undefined): Courier => {
  const woken: string[] = [];
  let arrived: () => void = () => undefined;
  return {
    woken,
    work: {
      rounds: [],
      deliver: async (_workspace, delivery) => {
        woken.push(delivery);
        arrived();
        await deliver(delivery);
      },
    },
    until: async (count) => {
      while (woken.length < count)
        await new Promise<void>((resolve) => {
          arrived = resolve;
        });
      return woken;
    },
  };
};
