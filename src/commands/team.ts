import { z } from "zod";
import type { Team } from "../domain/parties.ts";
import { teamAt } from "../domain/places.ts";
import { Refusal } from "../domain/refusal.ts";
import { LANGUAGES, may } from "../domain/vocabulary.ts";
import { teamsView } from "../view/directory.ts";
import { placeText, teamCard } from "../view/team-card.ts";
import { command } from "./command.ts";
import { dayAndName, dayNamed } from "./dating.ts";
import { mustReach, newTeamHere } from "./finding.ts";
import { asking, channelName, choice, line, maybe, moment, team as teamName, wanted, weekly } from "./options.ts";
import { type Moved, movedBlocks, recompute } from "./recomputing.ts";
import { wantsSample } from "./sampling.ts";
import { countryOf, daysOf, quietOf, timeOf, zoneOf } from "./team-fields.ts";
import { type Settled, settlePlaces } from "./team-places.ts";
import { likened } from "./text.ts";

type Shown =
  | { readonly teams: readonly Team[]; readonly isLead: boolean }
  | {
      readonly team: Team;
      readonly changed: boolean;
      readonly moved: readonly Moved[];
      readonly about?: Settled["about"] | undefined;
      /** Whether there is nothing to look at yet. */
      readonly sample?: boolean;
    };

/** Shows the teams, or one; with further words, adds it or changes its places, calendar, hours or language. */
export const team = command({
  name: "team",
  group: "setup",
  needs: "observer",
  changes: true,
  audience: "channel",
  positional: ["name"],
  examples: [
    "team Outreach zone:Europe/Kyiv calendar:UA quiet:20:00-08:00 language:uk",
    'team Outreach day-off:"2022-03-08 Women\'s Day"',
    "team Outreach channel:here",
    "team",
  ],
  options: z.object({
    name: maybe(teamName()),
    channel: maybe(channelName()),
    reminders: maybe(channelName()),
    remove: maybe(channelName()),
    zone: maybe(line(60)),
    calendar: maybe(line(60)),
    quiet: maybe(line(20)),
    morning: maybe(line(10)),
    workdays: maybe(line(80)),
    "day-off": maybe(line(120)),
    "work-day": maybe(moment()),
    language: maybe(choice("language", LANGUAGES)),
    "digest-day": maybe(weekly()),
    ask: asking(),
  }),
  // What is to change is of one team, which has to be named.
  wants: (typed) => [
    ...wanted("digest-day")(typed),
    ...(Object.keys(typed).some((option) => option !== "ask") ? ["name"] : []),
  ],
  async run(typed, desk): Promise<Shown> {
    const teams = await desk.teams();
    const { name } = typed;
    if (name === undefined) return { teams, isLead: may(desk.me.role, "lead") };
    const known = teams.find((one) => likened(one.name) === likened(name));
    const zone = typed.zone && zoneOf(typed.zone);
    const where = zone || known?.zone || desk.workspace.zone;
    const off = typed["day-off"] === undefined ? undefined : dayAndName(desk, where, typed["day-off"], "day-off");
    const added = off ? { [off[0]]: off[1] } : {};
    const worked = typed["work-day"] && dayNamed(desk, where, typed["work-day"], "work-day", "future");
    const daysOff = Object.fromEntries(
      Object.entries({ ...known?.daysOff, ...added }).filter(([day]) => day !== worked),
    );
    const { fields: places, about } = settlePlaces(desk, known ?? { ...newTeamHere(desk), name }, typed);
    const fields: Partial<Omit<Team, "id" | "version">> = {
      ...places,
      ...(zone && { zone }),
      ...(typed.calendar && { country: countryOf(typed.calendar, desk.holidays) }),
      ...(typed.quiet && quietOf(typed.quiet)),
      ...(typed.morning && { morning: timeOf(typed.morning, "morning") }),
      ...(typed.workdays && { workdays: daysOf(typed.workdays) }),
      ...(off || worked ? { daysOff } : {}),
      ...(typed.language && { language: typed.language }),
      ...(typed["digest-day"] !== undefined && { digestDay: typed["digest-day"] }),
    };
    if (known && Object.keys(fields).length === 0) return { team: known, changed: false, moved: [] };
    mustReach(desk, "lead", "team");
    const others = teams.filter(({ id }) => id !== known?.id);
    for (const place of [places.place, ...(places.also ?? [])]) {
      if (place && teamAt(others, place)) throw new Refusal("name_taken", { name: place.name }, "channel");
    }
    const id = known?.id ?? desk.id();
    const state = await desk.record("team", id, [
      known ? { type: "team.changed", ...fields } : { type: "team.added", id, name, ...newTeamHere(desk), ...fields },
    ]);
    if (!state) throw new Error("A team that was just recorded has no state");
    const moved = known ? await recompute(desk, await desk.openWithDeadline(id)) : [];
    const sample = teams.length === 0 && (await wantsSample(desk));
    return { team: state, changed: true, moved, about, sample };
  },
  present(result, say) {
    if ("teams" in result) return teamsView(result.teams, result.isLead, say);
    const { team: shown, changed, moved, about, sample = false } = result;
    const { name } = shown;
    const headline = about
      ? say(`did.team_${about.change}`, { name, place: placeText(about.place, say), home: placeText(shown.place, say) })
      : say("did.team", { name });
    return teamCard(shown, say, changed ? { headline, details: movedBlocks(moved, say), sample } : {});
  },
});
