import type { Say } from "../language/say.ts";
import { buttons, note } from "./blocks.ts";
import { cardButton, cardButtons, settleButtons } from "./buttons.ts";
import type { Card } from "./card.ts";
import { cardTitle, cardTone, opening } from "./request-card.ts";
import type { Block, Text, View } from "./view.ts";

/** What a changing command has to tell besides the state of the request. */
export interface Change {
  readonly card: Card;
  /** What happened, as a sentence. */
  readonly headline: Text;
  readonly details?: readonly Block[];
  /** False where the change cannot be taken back by one press; an undo button otherwise. */
  readonly undo?: boolean;
}

/** The answer to a change: what happened, the date, the next step, and the way back. */
export const changeView = ({ card, headline, details = [], undo = true }: Change, say: Say): View => {
  const offered = cardButtons(card, say).slice(0, undo ? 4 : 5);
  return {
    title: headline,
    tone: cardTone(card),
    blocks: [
      ...opening(card, say),
      ...details,
      note(...cardTitle(card)),
      ...buttons(settleButtons(card, say)),
      ...buttons(undo ? [...offered, cardButton("undo", card, say)] : offered),
    ],
  };
};
