import type { JobQueue } from "./queue.ts";

/** A queue that never rings: stories and tests move a virtual clock and read the rows themselves. */
export const createStillQueue = (): JobQueue => ({
  enqueue: async () => undefined,
  dismiss: async () => undefined,
  start: async () => undefined,
  stop: async () => undefined,
});
