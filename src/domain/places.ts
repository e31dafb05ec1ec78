import type { Place, Team } from "./parties.ts";

/** Where a team is: a place for its reminders, and further ones for its cards. */
export type Places = Pick<Team, "place" | "also">;

/** Whether two places are one: what people call it may change. */
export const samePlace = (one: Place, other: Place): boolean => one.platform === other.platform && one.id === other.id;

/** A direct conversation is named by the account it is with. */
export const isDirect = ({ id }: Place): boolean => id.startsWith("@");

/** Every place of a team, the one for its reminders first. */
export const placesOf = ({ place, also = [] }: Places): readonly Place[] => [place, ...also];

/** The team that has a place of its own here. */
export const teamAt = <T extends Places>(teams: readonly T[], here: Place): T | undefined =>
  teams.find((team) => placesOf(team).some((place) => samePlace(place, here)));

/** What changes when a team gets a place: on each platform it has one, so a second one replaces the first. */
export const withPlace = (team: Places, added: Place): Partial<Places> =>
  team.place.platform === added.platform
    ? { place: added }
    : { also: [...(team.also ?? []).filter(({ platform }) => platform !== added.platform), added] };

/** What changes when reminders go elsewhere: where they went before, cards are still shown. */
export const withReminders = (team: Places, place: Place): Places => ({
  place,
  also: placesOf(team).filter(({ platform }) => platform !== place.platform),
});

/** What changes when a further place goes. */
export const withoutPlace = ({ also = [] }: Places, gone: Place): Pick<Team, "also"> => ({
  also: also.filter((place) => !samePlace(place, gone)),
});
