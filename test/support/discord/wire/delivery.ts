import type { Interaction } from "../model.ts";

/** A way on which interactions come to the app. */
export interface Wire {
  /** Whether there is anybody to tell, now or when they are back. */
  send(interaction: Interaction): boolean;
}

/** How interactions are known to arrive: late, twice, in another order. */
export interface Delivery extends Wire {
  /** From here on every interaction is delivered so many times. */
  repeat(times: number): void;
  /** Keeps interactions back. */
  hold(): void;
  /** Delivers what was kept back, in another order when asked. */
  release(order?: "as they came" | "reversed"): void;
}

/** Brings interactions on whatever way the app chose. */
export const createDelivery = (wire: () => Wire): Delivery => {
  let times = 1;
  let held: Interaction[] | undefined;
  const bring = (interaction: Interaction): boolean =>
    Array.from({ length: times }, () => wire().send(interaction)).some(Boolean);
  return {
    send: (interaction) => {
      if (!held) return bring(interaction);
      held.push(interaction);
      return true;
    },
    repeat: (count) => {
      times = count;
    },
    hold: () => {
      held ??= [];
    },
    release: (order = "as they came") => {
      const kept = held ?? [];
      held = undefined;
      for (const one of order === "reversed" ? kept.toReversed() : kept) bring(one);
    },
  };
};
