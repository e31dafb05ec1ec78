import type { Place } from "../../src/domain/parties.ts";
import type { Answer } from "../../src/ports.ts";

/** Whether a card in this place shows it to all: then whoever did it is told alone what comes next. */
export const isShown = ({ cards = [] }: Answer, { platform, id }: Place): boolean =>
  cards.some(({ current, place }) => current && place.platform === platform && place.id === id);

/**
 * Whether the message that was pressed may become the record of what was done. A card stays a card; and as long as
 * nobody knows which message is one, none is taken for a reminder.
 */
export const mayReplace = ({ replaces, touched, cards }: Answer, isPressed: (token: string) => boolean): boolean =>
  replaces === true && (touched === undefined || (cards?.every(({ token }) => !isPressed(token)) ?? false));
