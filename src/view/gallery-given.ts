import type { Contributions, Delivery, Pledge, Reading } from "../domain/contribution.ts";
import type { ContributionFact } from "../domain/journal.ts";
import type { Say } from "../language/say.ts";
import { changeView } from "./change.ts";
import { companyCard } from "./company-card.ts";
import { givenOn, ladderRows } from "./contributions.ts";
import { givenDetails, type Touched } from "./given.ts";
import { requestCard } from "./request-card.ts";
import { AT, COMPANY, card } from "./sample.ts";
import type { View } from "./view.ts";

const DAY = { on: "2022-03-10", precision: "day" } as const;
const TERMINALS = {
  item: "terminals",
  quantity: { value: "5000", unit: "terminals", bound: "exact", stated: "5,000 terminals" },
} as const;
const dollars = (amount: string) => ({ money: { amount, currency: "USD" } });

/** Announced and then committed to, split, with a condition, instalments and a newspaper that says otherwise. */
const SPLIT: Pledge = {
  no: 1,
  form: "in_kind",
  title: "Cloud backups and terminals",
  recipients: "ministries",
  condition: "power at both sites",
  response: 1,
  steps: [
    {
      stage: "announced",
      at: { on: "2022-03-07", precision: "week", stated: "last week" },
      value: { ...dollars("75000000"), basis: "donor_estimate" },
      lines: [TERMINALS, { item: "medical supplies" }],
      source: "The Herald",
      recorded: AT,
    },
    {
      stage: "committed",
      at: DAY,
      value: {
        ...dollars("70000000.5"),
        conversion: {
          base: { amount: "63000000.45", currency: "EUR" },
          rate: "0.9",
          on: "2022-03-10",
          source: "ECB",
        },
      },
      lines: [],
      recorded: AT,
    },
  ],
  instalments: [
    {
      no: 1,
      due: "2022-03-11",
      value: dollars("5000000"),
      lines: [],
      came: { on: DAY, value: dollars("4000000"), recorded: AT },
    },
    { no: 2, due: "2022-03-14", value: dollars("5000000"), lines: [] },
    { no: 3, due: "2022-09-01", lines: [TERMINALS] },
  ],
  claims: [{ field: "amount", value: "$70m", source: "Daily Post", chosen: false }],
  recorded: AT,
};

const SHARE: Pledge = {
  no: 2,
  form: "in_kind",
  title: "Для лікарень",
  parent: 1,
  steps: [{ stage: "committed", at: DAY, value: dollars("5000000"), lines: [TERMINALS], recorded: AT }],
  instalments: [],
  claims: [],
  recorded: AT,
};

const GONE: Pledge = {
  no: 3,
  form: "cash",
  title: "Grant",
  steps: [
    { stage: "announced", at: { ...DAY, precision: "unknown" }, value: dollars("1000"), lines: [], recorded: AT },
  ],
  instalments: [],
  claims: [],
  cancelled: { at: AT, reason: "they left the market" },
  recorded: AT,
};

const EARLY: Delivery = {
  no: 1,
  mode: "physical",
  title: "500 terminals",
  lines: [
    { item: "terminals", quantity: { value: "500", unit: "terminals", bound: "exact", stated: "500 terminals" } },
  ],
  moves: [{ state: "received", on: { on: "2022-02-28", precision: "day" }, recorded: AT }],
  legs: [
    {
      no: 1,
      direction: "out",
      from: "Warsaw",
      to: "Київ",
      carrier: "Example Freight",
      tracking: "EF-77",
      units: ["SB-1", "SB-2"],
      dispatched: { on: "2022-02-26", precision: "day" },
      received: { on: "2022-02-28", precision: "day" },
    },
    { no: 2, direction: "return", from: "Київ", units: ["SB-1"], dispatched: DAY },
  ],
  claims: [],
  recorded: AT,
};

const LOST: Delivery = {
  no: 2,
  mode: "digital",
  title: "Backups by network",
  pledge: 1,
  recipients: "registers",
  source: "The Herald",
  lines: [{ item: "generators", quantity: { unit: "generators", bound: "unknown", stated: "dozens of generators" } }],
  moves: [
    { state: "planned", on: DAY, recorded: AT },
    { state: "lost_or_damaged", on: DAY, reason: "the link was cut", recorded: AT },
  ],
  legs: [],
  claims: [],
  recorded: AT,
};

const READING: Reading = {
  no: 1,
  metric: "data",
  quantity: { value: "10000000", unit: "GB", bound: "at_least", stated: "more than 10 million GB" },
  at: { on: "2022-03-01", precision: "month" },
  breakdown: [
    { of: "ministries", quantity: { value: "27", unit: "ministries", bound: "exact", stated: "27 ministries" } },
    { of: "companies", quantity: { unit: "companies", bound: "unknown", stated: "dozens of companies" } },
  ],
  tags: ["tax", "banking"],
  pledge: 1,
  source: "The Herald",
  claims: [],
  recorded: AT,
};

const ALL: Contributions = {
  pledges: [SPLIT, SHARE, GONE],
  deliveries: [EARLY, LOST],
  readings: [READING],
  agreements: [],
};

const GIVING = card({
  kind: "equipment",
  title: "Send terminals",
  items: "5,000 terminals; flour",
  lines: [TERMINALS, { item: "flour" }],
  ...ALL,
});

const told =
  (headline: "did.pledge" | "did.delivery" | "did.reading", touched: Touched) =>
  (say: Say): View => {
    const given = givenOn(GIVING);
    const details = [...givenDetails(given, touched, say), ...ladderRows(given, say)];
    return changeView({ card: GIVING, headline: say(headline, { ref: "AID-1" }), details }, say);
  };

/** What was promised and what arrived: on cards, and in the answers that tell what was understood. */
export const GIVEN: Readonly<Record<string, (say: Say) => View>> = {
  "card-given": (say) => requestCard(GIVING, say),
  "company-given": (say) =>
    companyCard({ company: { ...COMPANY, ...ALL }, requests: [], total: 0, at: AT, zone: "Europe/Kyiv" }, say),
  "did-pledge": told("did.pledge", { part: "pledge", no: 1 }),
  "did-delivery": told("did.delivery", { part: "delivery", no: 1 }),
  "did-delivery-lost": told("did.delivery", { part: "delivery" }),
  "did-reading": told("did.reading", { part: "reading" }),
};

/** One of every kind of fact that a timeline can hold of pledges, deliveries, legs and readings. */
export const GIVEN_FACTS: readonly ContributionFact[] = [
  {
    type: "pledge.made",
    no: 1,
    form: "in_kind",
    title: "Cloud backups",
    step: { stage: "announced", at: DAY, value: { ...dollars("75000000"), basis: "market" }, lines: [TERMINALS] },
  },
  { type: "pledge.stated", no: 1, step: { stage: "committed", at: DAY, value: dollars("70000000"), lines: [] } },
  { type: "pledge.edited", no: 1, recipients: "hospitals", parent: 2 },
  { type: "condition.met", no: 1 },
  { type: "pledge.cancelled", no: 1, reason: "they left the market" },
  { type: "instalment.planned", pledge: 1, no: 1, due: "2022-09-01", value: dollars("5000000"), lines: [] },
  { type: "instalment.came", pledge: 1, no: 1, on: DAY, value: dollars("4000000") },
  {
    type: "delivery.recorded",
    no: 1,
    mode: "physical",
    title: "500 terminals",
    lines: EARLY.lines,
    move: { state: "received", on: DAY },
  },
  { type: "delivery.moved", no: 1, move: { state: "lost_or_damaged", on: DAY, reason: "fire" } },
  { type: "delivery.edited", no: 1, lines: [TERMINALS] },
  { type: "leg.added", delivery: 1, no: 1, direction: "out", carrier: "Example Freight", units: ["SB-1"] },
  { type: "leg.changed", delivery: 1, no: 1, received: DAY, tracking: "EF-77" },
  {
    type: "reading.taken",
    no: 2,
    metric: "data",
    quantity: READING.quantity,
    at: READING.at,
    breakdown: [],
    tags: [],
    reason: "counted anew",
  },
  { type: "reading.tagged", no: 1, tags: ["property records"] },
];
