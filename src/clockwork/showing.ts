import type { CardAt } from "../domain/delivery.ts";
import type { Cards, Deliveries, Touched } from "../ports.ts";
import type { Courier } from "./courier.ts";
import type { Painter } from "./painter.ts";

/** What showing works with. */
export interface ShowingParts {
  readonly deliveries: Pick<Deliveries, "now">;
  readonly cards: Pick<Cards, "of">;
  readonly courier: Pick<Courier, "serve">;
  readonly painter: Pick<Painter, "paint">;
}

/** Shows a request's cards at once, instead of with the next round: whoever has just changed it looks at them. */
export interface Showing {
  /** Where they stand, shown or not. */
  cards(touched: Touched): Promise<readonly CardAt[]>;
  /** Shows them, and tells which are current now; those that are not will be, since their rows say so. */
  show(touched: Touched, cards: readonly CardAt[]): Promise<readonly CardAt[]>;
}

/** Makes a showing of the same parts that the rounds use. */
export const createShowing = ({ deliveries, cards, courier, painter }: ShowingParts): Showing => ({
  cards: ({ workspace, request }) => cards.of(workspace, request),
  show: async ({ workspace, request, at: since }, known) => {
    const now = await deliveries.now();
    // What was written last may be a moment ahead of the clock: the register's own time never stands still.
    const at = now > since ? now : since;
    for (const { place, posted } of known) if (!posted) await courier.serve(workspace, place, at);
    await painter.paint(workspace, at, request);
    // What was done is told in the threads of the cards that were there before.
    for (const { place, posted } of known) if (posted) await courier.serve(workspace, place, at);
    return cards.of(workspace, request);
  },
});
