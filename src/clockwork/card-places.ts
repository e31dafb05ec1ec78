import type { Place, Team } from "../domain/parties.ts";
import { placesOf } from "../domain/places.ts";
import { CARD_PLATFORMS } from "../domain/vocabulary.ts";

/** Where the cards of a team's requests stand: its channel on each platform that has cards. */
export const cardPlaces = (team: Pick<Team, "place" | "also">): readonly Place[] =>
  placesOf(team).filter(({ platform }) => CARD_PLATFORMS.includes(platform));
