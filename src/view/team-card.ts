import { type Place, SAMPLE, type Team } from "../domain/parties.ts";
import type { Say } from "../language/say.ts";
import { buttons, facts, note } from "./blocks.ts";
import { weekdayWord } from "./dates.ts";
import { day, join, placed, short } from "./text.ts";
import type { Block, Text, View } from "./view.ts";

/** Own days off that are listed; the rest is counted. */
const DAYS = 12;

/** "Monday, Tuesday, …" in the reader's language. */
const weekdays = (days: readonly number[], say: Say): string =>
  days.map((one) => weekdayWord(one, say.language)).join(", ");

/** A country whose holidays count, or that none do. */
export const holidaysText = (country: string, say: Say): Text =>
  country === "none" ? say("team.no_holidays") : [country];

const daysOff = (team: Team, say: Say): Text | undefined => {
  const all = Object.entries(team.daysOff).toSorted(([one], [other]) => (one < other ? -1 : 1));
  if (all.length === 0) return undefined;
  return join(
    [
      ...all.slice(0, DAYS).map(([on, name]): Text => (name === "" ? [day(on)] : [day(on), ` (${short(name, 60)})`])),
      all.length > DAYS ? say("digest.hidden", { count: all.length - DAYS }) : undefined,
    ],
    ", ",
  );
};

/** A channel with its platform: channels of two platforms may have one name. */
export const placeText = (place: Place, say: Say): Text => [
  placed(place),
  ` (${say.word("platform", place.platform)})`,
];

/** What is shown around a team. */
interface Around {
  readonly headline?: Text;
  readonly details?: readonly Block[];
  /** Whether to offer the sample: to whoever sets up the first team and has nothing to look at yet. */
  readonly sample?: boolean;
}

/** A team: where it is reached, whose days it works, and when it may be disturbed. */
export const teamCard = (team: Team, say: Say, { headline, details = [], sample = false }: Around = {}): View => {
  const words = say.words;
  const { also = [] } = team;
  return {
    title: headline ?? say("team.title", { name: short(team.name) }),
    tone: "plain",
    blocks: [
      ...facts([
        [words("fact.team"), headline === undefined ? undefined : [short(team.name)]],
        [words("fact.place"), also.length === 0 ? [placed(team.place)] : placeText(team.place, say)],
        [
          words("fact.also"),
          also.length === 0
            ? undefined
            : join(
                also.map((place) => placeText(place, say)),
                ", ",
              ),
        ],
        [words("fact.zone"), [team.zone]],
        [words("fact.workdays"), [weekdays(team.workdays, say)]],
        [words("fact.holidays"), holidaysText(team.country, say)],
        [words("fact.days_off"), daysOff(team, say)],
        [words("fact.morning"), [team.morning]],
        [
          words("fact.quiet"),
          team.quietFrom === team.quietTo ? say("team.never_quiet") : [`${team.quietFrom}–${team.quietTo}`],
        ],
        [words("fact.language"), [say.word("language", team.language)]],
        [
          words("fact.digest"),
          team.digestDay === 0 ? say("team.no_digest") : [weekdayWord(team.digestDay, say.language)],
        ],
      ]),
      ...details,
      ...(also.length === 0 ? [] : [note(...say("team.also_note", { place: placeText(team.place, say) }))]),
      note(...say("team.quiet_note")),
      ...buttons([
        { label: words("button.digest"), weight: "plain", call: { command: "digest", options: { team: team.name } } },
        { label: words("button.list"), weight: "plain", call: { command: "list", options: { team: team.name } } },
        {
          label: words("button.digest_day"),
          weight: "plain",
          call: { command: "team", options: { name: team.name, ask: "digest-day" } },
        },
        ...(sample
          ? [
              {
                label: words("button.sample"),
                weight: "plain" as const,
                call: { command: "campaign", options: { code: SAMPLE, sample: "yes" } },
              },
            ]
          : []),
      ]),
    ],
  };
};
