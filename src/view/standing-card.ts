import type { Place } from "../domain/parties.ts";
import type { Say } from "../language/say.ts";
import { line, note } from "./blocks.ts";
import type { Card } from "./card.ts";
import { cardTitle, requestCard } from "./request-card.ts";
import type { View } from "./view.ts";

/**
 * The living card as it stands in a place: the request's, or, where that is not shown any more (the logging was
 * taken back, its team has its channel elsewhere), a line that says so.
 */
export const standingCard = (card: Card | undefined, elsewhere: Place | undefined, say: Say): View => {
  if (card === undefined) return { title: say("card.taken_back"), tone: "plain", blocks: [] };
  if (elsewhere === undefined) return requestCard(card, say);
  return {
    title: cardTitle(card),
    tone: "plain",
    blocks: [
      line(...say("card.moved", { place: elsewhere.name })),
      note(...say("card.moved_why", { team: card.team.name })),
    ],
  };
};
