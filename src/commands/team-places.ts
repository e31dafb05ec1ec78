import type { Place } from "../domain/parties.ts";
import { type Places, placesOf, samePlace, withoutPlace, withPlace, withReminders } from "../domain/places.ts";
import { Refusal } from "../domain/refusal.ts";
import { CATALOGUES } from "../language/say.ts";
import type { Desk } from "../ports.ts";
import { channelOf } from "./team-fields.ts";
import { likened } from "./text.ts";

/** What was typed of a team's places. */
export interface TypedPlaces {
  readonly channel?: string | undefined;
  readonly reminders?: string | undefined;
  readonly remove?: string | undefined;
}

/** What became of one place of a team, for the sentence that says so. */
type PlaceChange = "also" | "reminders" | "removed";

/** What changes of a team, with the place it is about and what became of it. */
export interface Settled {
  readonly fields: Partial<Places>;
  readonly about?: { readonly place: Place; readonly change: PlaceChange };
}

const HERE = ["here", "тут", "сюди", "звідси"];

/** A channel as typed; `here` is where it was typed. */
const placeNamed = ({ place }: Pick<Desk, "place">, typed: string): Place =>
  HERE.includes(likened(typed)) ? place : { ...place, ...channelOf(typed) };

/** What a platform may be called in either language. */
const platformWords = (platform: string): readonly string[] =>
  [platform, ...Object.values(CATALOGUES).map((words) => words[`platform.${platform}`] ?? platform)].map(likened);

/** One of a team's places, by its platform or its name. */
const oneOf = (desk: Desk, team: Places, typed: string): Place | undefined => {
  const named = placeNamed(desk, typed);
  const places = placesOf(team);
  return (
    places.find((place) => samePlace(place, named)) ??
    places.find(
      ({ platform, name }) => platformWords(platform).includes(likened(typed)) || likened(name) === likened(named.name),
    )
  );
};

/** Reads what was typed of the places of a team that exists. One thing at a time: the last of them is told. */
export const settlePlaces = (desk: Desk, team: Places & { readonly name: string }, typed: TypedPlaces): Settled => {
  if (typed.remove !== undefined) {
    const place = oneOf(desk, team, typed.remove);
    const choices = placesOf(team).map(({ name }) => name);
    if (!place) throw new Refusal("no_such_place", { typed: typed.remove, name: team.name, choices }, "remove");
    if (samePlace(place, team.place))
      throw new Refusal("place_for_reminders", { typed: place.name, name: team.name }, "remove");
    return { fields: withoutPlace(team, place), about: { place, change: "removed" } };
  }
  if (typed.reminders !== undefined) {
    const place = oneOf(desk, team, typed.reminders) ?? placeNamed(desk, typed.reminders);
    return samePlace(place, team.place)
      ? { fields: {} }
      : { fields: withReminders(team, place), about: { place, change: "reminders" } };
  }
  if (typed.channel === undefined) return { fields: {} };
  const place = placeNamed(desk, typed.channel);
  if (placesOf(team).some((one) => samePlace(one, place) && one.name === place.name)) return { fields: {} };
  const fields = withPlace(team, place);
  return fields.also ? { fields, about: { place, change: "also" } } : { fields };
};
