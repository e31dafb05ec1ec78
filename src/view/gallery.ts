import { explain } from "../domain/explanation.ts";
import { NOTHING_GIVEN } from "../domain/giving-overview.ts";
import { type Params, REFUSALS, Refusal, type RefusalCode } from "../domain/refusal.ts";
import type { Say } from "../language/say.ts";
import { batchView } from "./batch.ts";
import { campaignCard } from "./campaign-card.ts";
import { changeView } from "./change.ts";
import { companyCard } from "./company-card.ts";
import { digestView } from "./digest.ts";
import { campaignsView, teamsView } from "./directory.ts";
import { faultView } from "./fault.ts";
import { AGREED } from "./gallery-agreed.ts";
import { CARDS } from "./gallery-cards.ts";
import { GIVEN_HISTORY, HISTORY } from "./gallery-facts.ts";
import { GIVEN } from "./gallery-given.ts";
import { GIVING, GIVING_LISTS } from "./gallery-giving.ts";
import { REMINDERS } from "./gallery-reminders.ts";
import { helpView, type Topic } from "./help.ts";
import { historyView } from "./history.ts";
import { listView } from "./list.ts";
import { matrixView } from "./matrix.ts";
import { membersView } from "./members.ts";
import { menuView } from "./menu.ts";
import { questionView } from "./question.ts";
import { refusalView } from "./refusal.ts";
import { AT, answer, CALENDAR, CAMPAIGN, COMPANY, card, lines, RESUMED, TEAM, WORKSPACE } from "./sample.ts";
import { ME, PEOPLE } from "./sample-people.ts";
import { settingsView } from "./settings.ts";
import { teamCard } from "./team-card.ts";
import { undeliveredView } from "./undelivered.ts";
import type { View } from "./view.ts";
import { whyView } from "./why.ts";

const TOPIC: Topic = {
  name: "due",
  group: "steer",
  needs: "coordinator",
  options: [
    { name: "request", required: true, position: 0 },
    { name: "when", required: true, position: 1 },
    { name: "reason", required: false },
    { name: "both", required: false, choices: ["yes", "no"], list: "flag" },
  ],
  examples: ['due AID-1 "in 5 working days"', "due 1 fri 17:00"],
};
const TOPICS: readonly Topic[] = [
  { ...TOPIC, name: "request", group: "ask" },
  { ...TOPIC, name: "response", group: "hear" },
  TOPIC,
  { ...TOPIC, name: "list", group: "look" },
  { ...TOPIC, name: "digest", group: "report" },
  { ...TOPIC, name: "team", group: "setup" },
];

const TURN = { command: "history", options: { request: "AID-1" } };
const NONE = { rows: [], total: 0 };
const figures = (busy: boolean) => {
  const section = (count: number) => (busy ? { rows: lines(count), total: count + 4 } : NONE);
  const totals = {
    asked: 22,
    answered: 5,
    agreed: 1,
    agreedInPart: 3,
    declined: 1,
    late: 2,
    companies: 9,
    medianDays: 2.5,
    medianOf: 5,
  };
  return {
    question: { from: "2022-03-06T22:00:00.000Z", to: "2022-03-13T22:00:00.000Z", asOf: AT, lines: 5 },
    decisions: section(2),
    late: section(3),
    dueThisWeek: section(2),
    answered: section(1),
    sent: section(2),
    silent: section(1),
    unowned: section(1),
    totals,
    before: busy ? { ...totals, asked: 12, answered: 6, medianDays: 2 } : totals,
    giving: busy ? GIVING : NOTHING_GIVEN,
  };
};
const cell = { asked: 1, late: 0, disputed: false, refs: [1] };

/** What every refusal's sentence may be filled with, as the commands fill it. */
const PARAMS = {
  ahead: "2022-03-18",
  typed: "tomorow",
  nearest: "",
  ref: "AID-9",
  name: "Nimbra",
  who: "m2",
  need: "lead",
  max: 3,
  number: 7,
  command: "due",
  choices: ["call", "email"],
  list: "channel",
  part: "pledge",
};

/** The same for refusals that speak of something else than the rest. */
const OWN: Partial<Record<RefusalCode, Params>> = {
  unreadable_amount: { typed: "more than $1bn" },
  unknown_currency: { typed: "UDS", nearest: "USD" },
  unreadable_quantity: { typed: "20-30 trucks" },
  unreadable_number: { typed: "1e3" },
  ambiguous_number: { typed: "1.234", from: "1234", to: "1.2340" },
  not_positive: { typed: "-5 USD" },
  reading_lower: { metric: "data", before: "10 PB" },
  no_base_currency: { example: "USD" },
  speaks_for_nobody: { name: "Petro Ivanenko", member: "Petro Ivanenko" },
  unclosed_quote: { typed: "Host our archive", works: 'request Amazon "Host our archive" reply-by:friday' },
  circular: { number: 7, itself: "no" },
};

/** Every view once or more, with the awkward cases: nothing, too much, long Cyrillic, disagreement. Also a preview for those who write renderers. */
export const GALLERY: Readonly<Record<string, (say: Say) => View>> = {
  change: (say) =>
    changeView(
      { card: card({}, { workingDaysLeft: 3 }), headline: say("history.deadline.set", { due: { day: "2022-03-18" } }) },
      say,
    ),
  list: (say) =>
    listView(
      {
        page: { rows: lines(30), total: 75 },
        heading: [say.words("list.title")],
        at: AT,
        offset: 0,
        more: { command: "list", options: { page: "2" } },
      },
      say,
    ),
  "list-empty": (say) => listView({ page: NONE, heading: [say.words("list.late")], at: AT, offset: 0 }, say),
  why: (say) =>
    whyView({ request: { id: "r1", ref: 1, version: 4 }, explanation: explain(RESUMED, [CALENDAR]), at: AT }, say),
  history: (say) => historyView({ title: ["AID-1"], entries: HISTORY, people: PEOPLE, turn: TURN }, say),
  "history-older": (say) =>
    historyView(
      {
        title: ["AID-1"],
        entries: HISTORY,
        people: PEOPLE,
        turn: TURN,
        page: 2,
        became: [{ at: "2022-03-09T11:30:00.000Z", what: "late" }],
      },
      say,
    ),
  "history-given": (say) => historyView({ title: ["AID-1"], entries: GIVEN_HISTORY, people: PEOPLE, turn: TURN }, say),
  "history-entry": (say) =>
    historyView({ title: ["AID-1"], entries: HISTORY, people: PEOPLE, turn: TURN, entry: 5 }, say),
  matrix: (say) =>
    matrixView(
      {
        cells: [
          {
            ...cell,
            company: { id: "c1", name: "Nimbora" },
            kind: "service_suspension",
            outcome: "accepted_partial",
            extent: "pause_new",
            disputed: true,
          },
          { ...cell, company: { id: "c1", name: "Nimbora" }, kind: "equipment", asked: 2, late: 1 },
          { ...cell, company: { id: "c2", name: "Ольвія Телеком" }, kind: "equipment", outcome: "accepted_full" },
        ],
      },
      say,
    ),
  "matrix-empty": (say) => matrixView({ cells: [] }, say),
  digest: (say) => digestView({ figures: figures(true), zone: "Europe/Kyiv", scope: "Outreach" }, say),
  "digest-quiet": (say) => digestView({ figures: figures(false), zone: "Europe/Kyiv" }, say),
  company: (say) =>
    companyCard(
      {
        company: { ...COMPANY, responses: [answer({ unsolicited: true })] },
        requests: lines(3),
        total: 14,
        at: AT,
        zone: "Europe/Kyiv",
      },
      say,
    ),
  team: (say) => teamCard(TEAM, say),
  teams: (say) => teamsView([TEAM], true, say),
  campaign: (say) => campaignCard(CAMPAIGN, say),
  campaigns: (say) => campaignsView([], say),
  members: (say) => membersView(Object.values(PEOPLE), "2022-03-15", say),
  settings: (say) => settingsView(WORKSPACE, ME, say),
  help: (say) => helpView(TOPICS, undefined, say),
  "help-topic": (say) => helpView(TOPICS, TOPIC, say),
  menu: (say) => menuView({ mine: { count: 5, waiting: 3 }, late: 0 }, say),
  "menu-first": (say) => menuView({ isNew: true }, say),
  question: (say) =>
    questionView(
      {
        key: "list.rest",
        params: { count: 2 },
        choices: [{ label: say.words("yes"), weight: "main", call: { command: "menu", options: {} } }],
      },
      say,
    ),
  fault: (say) => faultView("k7f3q9xm", say),
  undelivered: (say) => undeliveredView(TEAM.place, "not_in_channel", say),
  "undelivered-archived": (say) => undeliveredView(TEAM.place, "is_archived", say),
  "undelivered-everywhere": (say) => undeliveredView({ platform: "slack", id: "", name: "" }, "token_revoked", say),
  "batch-preview": (say) =>
    batchView(
      {
        preview: true,
        rows: [
          { company: "Nimbora", result: "created", ref: 3 },
          { company: "Ольвія Телеком", result: "question", why: ["Ольвія Телекомунікації?"] },
          { company: "Orlen Grid", result: "skipped", why: ["AID-1"] },
        ],
      },
      say,
    ),
  ...CARDS,
  ...AGREED,
  ...GIVEN,
  ...GIVING_LISTS,
  ...REMINDERS,
  ...Object.fromEntries(
    REFUSALS.map((code) => [
      `refusal-${code}`,
      (say: Say) =>
        refusalView(
          new Refusal(code, OWN[code] ?? PARAMS, "when"),
          say,
          code === "stale"
            ? { people: PEOPLE, changed: HISTORY.slice(-3), show: { command: "show", options: { request: "AID-1" } } }
            : { people: PEOPLE },
        ),
    ]),
  ),
};
