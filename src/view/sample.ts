import type { Calendar } from "../domain/calendar.ts";
import { NO_CONTRIBUTIONS } from "../domain/contribution.ts";
import { type Deadline, reckon, resumeFrom } from "../domain/deadline.ts";
import type { RequestLine } from "../domain/overview.ts";
import type { Campaign, Company, Team, Workspace } from "../domain/parties.ts";
import type { Request } from "../domain/request.ts";
import type { Response } from "../domain/response.ts";
import { standingOf } from "../domain/standing.ts";
import { plusDays } from "../domain/time.ts";
import type { Card } from "./card.ts";
import { PEOPLE } from "./sample-people.ts";

/** The morning on which the gallery looks at the register. */
export const AT = "2022-03-15T07:00:00.000Z";

/** Working days Monday to Friday, with one holiday, in Kyiv. */
export const CALENDAR: Calendar = {
  zone: "Europe/Kyiv",
  workdays: [1, 2, 3, 4, 5],
  holiday: (day) => (day === "2022-03-08" ? "International Women’s Day" : undefined),
};

/** A made-up team. */
export const TEAM: Team = {
  id: "t1",
  version: 1,
  name: "Outreach",
  place: { platform: "console", id: "c1", name: "#outreach" },
  zone: "Europe/Kyiv",
  country: "none",
  daysOff: { "2022-03-08": "International Women’s Day", "2022-08-24": "" },
  workdays: [1, 2, 3, 4, 5],
  morning: "09:00",
  quietFrom: "20:00",
  quietTo: "08:00",
  language: "uk",
  digestDay: 1,
};

/** A made-up organisation. */
export const WORKSPACE: Workspace = {
  id: "w1",
  version: 1,
  name: "Digital Front",
  zone: "Europe/Kyiv",
  language: "uk",
  country: "none",
  newcomers: "coordinator",
  collisionDays: 7,
  chaseRest: 3,
};

/** A made-up campaign. */
export const CAMPAIGN: Campaign = {
  id: "k1",
  version: 1,
  code: "CLOUD-22",
  name: "Cloud and goods, spring 2022",
  start: "2022-02-24",
  currency: "USD",
  ladder: [
    { rung: "letter", workingDays: 5 },
    { rung: "executive", workingDays: 3 },
    { rung: "public_post", workingDays: 2 },
  ],
};

/** A made-up company. */
export const COMPANY: Company = {
  id: "c1",
  version: 3,
  name: "Nimbora",
  aliases: ["Nimbora Cloud", "Німбора"],
  country: "US",
  sector: "cloud",
  contacts: [
    { name: "Lee Park", role: "public policy", handle: "@leepark", bad: false },
    { name: "Press office", handle: "press@nimbora.example", bad: true },
  ],
  responses: [],
  notes: [],
  evidence: [],
  ...NO_CONTRIBUTIONS,
};

/** A text as long as any form takes, in Cyrillic. */
export const LONG_TEXT = "Просимо зупинити обслуговування замовників, чиї кошти живлять війну. "
  .repeat(60)
  .slice(0, 3_000);

const deadline = (days: number): Deadline => {
  const term = { unit: "working_days", count: days, both: false } as const;
  const from = "2022-03-07T08:00:00.000Z";
  return { clock: "f1", term, from, stated: `${days} working days`, pauses: [], ...reckon(term, from, [CALENDAR]) };
};

/** An answer, with whatever differs from a plain reported part-agreement. */
export const answer = (changes: Partial<Response> = {}): Response => ({
  version: 1,
  outcome: "accepted_partial",
  extent: "pause_new",
  automatic: false,
  recorded: "2022-03-09T10:00:00.000Z",
  effective: { on: "2022-03-08", precision: "day" },
  unsolicited: false,
  claims: [],
  ...changes,
});

/** A request that was sent by open letter on Monday 7 March, with whatever differs. */
const request = (changes: Partial<Request> = {}): Request => ({
  id: "r1",
  ref: 1,
  version: 4,
  kind: "service_suspension",
  title: "End cloud services in Russia",
  company: "c1",
  team: "t1",
  campaign: "k1",
  target: "RU",
  priority: "high",
  status: "open",
  owner: "m1",
  standIn: "m2",
  logged: "2022-03-07T08:00:00.000Z",
  loggedBy: "m1",
  approaches: [
    {
      no: 1,
      at: { on: "2022-03-07", precision: "day", stated: "Monday, March 7" },
      channel: "open_letter",
      chase: false,
      recorded: "2022-03-07T08:00:00.000Z",
      claims: [{ field: "date", value: "last week", source: "The Herald", chosen: false }],
    },
  ],
  responses: [],
  notes: [],
  evidence: [],
  ...NO_CONTRIBUTIONS,
  deadline: deadline(8),
  changed: { change: "x1", at: "2022-03-07T08:00:00.000Z", by: "m1" },
  ...changes,
});

/** A card of that request as it stands on the gallery's morning. */
export const card = (changes: Partial<Request> = {}, more: Partial<Card> = {}): Card => {
  const made = request(changes);
  return {
    request: made,
    standing: standingOf(made),
    company: COMPANY,
    campaign: CAMPAIGN,
    team: TEAM,
    people: PEOPLE,
    at: AT,
    ...more,
  };
};

/** A deadline that has passed on the gallery's morning. */
export const PASSED = deadline(4);

/** A clock that was stopped for some days and runs again. */
export const RESUMED: Deadline = {
  ...PASSED,
  pauses: [
    {
      from: "2022-03-09T09:00:00.000Z",
      to: "2022-03-14T09:00:00.000Z",
      reason: "they asked which regions",
      left: { workingDays: 2 },
    },
  ],
  ...resumeFrom({ workingDays: 2 }, "2022-03-14T09:00:00.000Z", [CALENDAR]),
};

/** An answer that is here and that nobody has read. */
export const SILENT: Response = {
  version: 1,
  automatic: false,
  text: "Please see the attached letter.",
  recorded: "2022-03-14T12:30:00.000Z",
  unsolicited: false,
  claims: [],
};

const TITLES = [
  "End cloud services in Russia",
  "Зупинити продаж терміналів",
  "Host the land register",
  "Send field routers",
];

/** `count` lines of an overview: ours and theirs, late and in time, answered and silent, by turns. */
export const lines = (count: number): readonly RequestLine[] =>
  Array.from({ length: count }, (_, index) => {
    const base = {
      id: `r${index}`,
      ref: index + 1,
      version: 1,
      title: TITLES[index % 4] ?? "",
      kind: "service_suspension",
      team: "t1",
    } as const;
    const rest = {
      company: { id: `c${index % 7}`, name: `Orlen Grid ${index % 7}` },
      priority: index % 9 === 0 ? "urgent" : "normal",
    } as const;
    const due = plusDays("2022-03-10", index % 12);
    const shared = {
      ...base,
      ...rest,
      disputed: index % 8 === 5,
      moved: "2022-03-09T08:00:00.000Z",
      ...(index % 3 === 0 ? {} : { owner: { id: "m1", name: "Ірина Саєнко" } }),
    };
    if (index % 4 === 1)
      return {
        ...shared,
        status: "open",
        move: "ours",
        waitsFor: "decide",
        outcome: "accepted_partial",
        extent: "pause_new",
      };
    if (index % 10 === 7) return { ...shared, status: "closed", move: "nobody", outcome: "accepted_full" };
    const lateAt = `${plusDays(due, 1)}T22:00:00.000Z`;
    return {
      ...shared,
      status: "open",
      move: "theirs",
      due: { day: due },
      lateAt,
      veryLateAt: `${plusDays(due, 8)}T22:00:00.000Z`,
    };
  });
