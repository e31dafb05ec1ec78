import type { Campaign, Team } from "../domain/parties.ts";
import { placesOf } from "../domain/places.ts";
import type { Say } from "../language/say.ts";
import { buttons, line, list, note } from "./blocks.ts";
import { weekdayWord } from "./dates.ts";
import { code, join, placed, short, strong } from "./text.ts";
import { commandWord } from "./typed.ts";
import type { Text, View } from "./view.ts";

const placesText = (team: Team): Text =>
  join(
    placesOf(team).map((place) => [placed(place)]),
    ", ",
  );

const digestText = ({ digestDay, morning }: Team, say: Say): Text =>
  digestDay === 0
    ? say("teams.no_digest")
    : say("teams.digest", { day: weekdayWord(digestDay, say.language), time: morning });

/** Teams whose digest has a button. */
const SET = 4;

/** Every team by name, with where it is reached and when it has its digest, which a lead may change. */
export const teamsView = (teams: readonly Team[], isLead: boolean, say: Say): View => ({
  title: say("teams.title", { count: teams.length }),
  tone: "plain",
  blocks: [
    ...(teams.length === 0
      ? [line(...say("teams.empty"))]
      : list(
          teams.map((team) => join([[strong(short(team.name))], placesText(team), [team.zone], digestText(team, say)])),
        )),
    note(...say("teams.next", { typed: code(`/aid ${commandWord("team", say)}`) })),
    ...buttons(
      (isLead ? teams : []).slice(0, SET).map(({ name }) => ({
        label: say.words("button.digest_of", { team: short(name, 30) }),
        weight: "plain",
        call: { command: "team", options: { name, ask: "digest-day" } },
      })),
    ),
  ],
});

/** Every campaign by code and name. */
export const campaignsView = (campaigns: readonly Campaign[], say: Say): View => ({
  title: say("campaigns.title", { count: campaigns.length }),
  tone: "plain",
  blocks: [
    ...(campaigns.length === 0
      ? [line(...say("campaigns.empty"))]
      : list(
          campaigns.map((one) =>
            join([
              [strong(short(one.code, 40))],
              [short(one.name)],
              one.start === undefined ? undefined : say("campaign.since", { day: { day: one.start } }),
            ]),
          ),
        )),
    note(...say("campaigns.next", { typed: code(`/aid ${commandWord("campaign", say)}`) })),
  ],
});
