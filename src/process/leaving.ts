import type { Deliveries } from "../ports.ts";

/**
 * The same rows, of which nothing more is taken in hand once we are asked to go: what was begun is finished, and
 * what is due waits for the next process, or for the others.
 */
export const untilLeaving = (deliveries: Deliveries, leaving: AbortSignal): Deliveries => ({
  ...deliveries,
  duePlaces: async (at, limit) => (leaving.aborted ? [] : deliveries.duePlaces(at, limit)),
  isDue: async (...delivery) => !leaving.aborted && deliveries.isDue(...delivery),
  hold: async (...message) => (leaving.aborted ? undefined : deliveries.hold(...message)),
  doubts: async (at) => (leaving.aborted ? [] : deliveries.doubts(at)),
});
