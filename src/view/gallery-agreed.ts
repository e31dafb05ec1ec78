import type { Agreement, Delivery, Pledge } from "../domain/contribution.ts";
import type { RequestFact } from "../domain/journal.ts";
import type { Approval, Evidence, Note, Request } from "../domain/request.ts";
import type { Say } from "../language/say.ts";
import { approvalBlocks } from "./approval.ts";
import { campaignCard } from "./campaign-card.ts";
import { changeView } from "./change.ts";
import { companyCard } from "./company-card.ts";
import { evidenceDetails } from "./evidence.ts";
import { told } from "./gallery-facts.ts";
import { historyView } from "./history.ts";
import { requestCard } from "./request-card.ts";
import { AT, CAMPAIGN, COMPANY, card, LONG_TEXT } from "./sample.ts";
import { PEOPLE } from "./sample-people.ts";
import type { View } from "./view.ts";

const DAY = { on: "2022-03-10", precision: "day" } as const;
const SOURCE = "The Herald";

const WAITING: Approval = {
  asked: AT,
  by: "m1",
  proposed: {
    channel: "open_letter",
    to: "Jo Reed",
    from: "the ministry",
    text: LONG_TEXT.slice(0, 500),
    ask: { term: { unit: "working_days", count: 5, both: false }, stated: "5 working days" },
  },
};
const OWN: Approval = { ...WAITING, given: { at: AT, by: "m1" } };
const BACK: Approval = { ...WAITING, returned: { at: AT, by: "m2", word: "назвіть закон, на який спираємося" } };
const POST: Approval = { asked: AT, by: "m3", proposed: { channel: "social_public", rung: "public_post", at: DAY } };

const { deadline: _, ...unsent } = card({ approaches: [] }).request;
const draft = (status: Request["status"], approval: Approval) => {
  const { request, standing, ...rest } = card({ status, approval, approaches: [] });
  const { due: __, ...undated } = standing;
  return { ...rest, standing: undated, request: { ...unsent, status: request.status, approval } };
};

const PLEDGE: Pledge = {
  no: 1,
  form: "in_kind",
  title: "Cloud backups",
  steps: [
    {
      stage: "committed",
      at: DAY,
      value: { money: { amount: "75000000", currency: "USD" }, basis: "donor_estimate" },
      lines: [],
      recorded: AT,
    },
  ],
  instalments: [],
  claims: [
    {
      field: "amount",
      value: "USD 37.5m",
      money: { amount: "37500000", currency: "USD" },
      source: "CBi",
      chosen: true,
      by: "m2",
    },
    { field: "amount", value: "сімдесят млн дол., як кажуть усі", source: "Ольвія", chosen: false },
    { field: "recipients", value: "150+ charities of one list", source: "CBi", chosen: false },
    { field: "form", value: "cash", source: "CBi", chosen: false },
  ],
  recorded: AT,
};
const DELIVERY: Delivery = {
  no: 1,
  mode: "digital",
  title: "Диски з копіями реєстрів",
  lines: [],
  moves: [{ state: "received", on: DAY, recorded: AT }],
  legs: [],
  claims: [],
  recorded: AT,
};
const AGREEMENT: Agreement = {
  no: 1,
  kind: "memorandum",
  title: "Memorandum on digital cooperation",
  parties: ["Ministry", "Nimbora Cloud, Inc."],
  signatories: ["М. Лісний", "Lee Park"],
  signed: { on: "2022-03-01", precision: "month", stated: "March" },
  until: "2022-12-31",
  renews: "the plan of February",
  claims: [{ field: "date", value: "last week", source: SOURCE, chosen: false }],
  recorded: AT,
};
const NOTES: readonly Note[] = [
  {
    no: 1,
    kind: "recognition",
    text: "Peace prize",
    holder: "The president",
    at: DAY,
    about: "AID-1 delivery 1",
    recorded: AT,
  },
  {
    no: 2,
    kind: "counter_measure",
    text: "The site is blocked",
    holder: "A regulator",
    about: "AID-3 #2",
    recorded: AT,
  },
  { no: 3, kind: "interest", text: "Asks about the same", holder: "Another state", recorded: AT },
  {
    no: 4,
    kind: "question",
    text: "How to tell whose firm it is?",
    recorded: AT,
    answer: { text: "By its register", at: AT },
  },
];
const EVIDENCE: readonly Evidence[] = [
  {
    no: 1,
    kind: "press",
    url: "https://herald.example/1",
    archive: "https://archive.example/1",
    excerpt: "More than 10 million GB",
    publisher: SOURCE,
    published: DAY,
    captured: AT,
    voice: "press",
    uncertain: true,
    about: { part: "delivery", no: 1 },
  },
  { no: 2, kind: "confirmation", captured: AT, voice: "recipient", by: "МОЗ", about: { part: "delivery", no: 1 } },
];
const GIFTS = { kind: "hosting_backup", pledges: [PLEDGE], deliveries: [DELIVERY], agreements: [AGREEMENT] } as const;

const FACTS: readonly RequestFact[] = [
  { type: "approval.asked", ...WAITING.proposed, channel: "open_letter" },
  { type: "approval.returned", word: "name the law" },
  { type: "approval.asked" },
  { type: "approval.given" },
  { type: "approach.settled", no: 1, field: "date", value: "last week" },
  {
    type: "evidence.added",
    no: 1,
    kind: "confirmation",
    voice: "recipient",
    by: "МОЗ",
    about: { part: "delivery", no: 1 },
  },
];

/** What a lead reads, what a recipient says, what sources dispute and what was signed, each in its awkward forms. */
export const AGREED: Readonly<Record<string, (say: Say) => View>> = {
  "card-awaiting-approval": (say) => requestCard(draft("awaiting_approval", WAITING), say),
  "card-approved": (say) => requestCard(draft("draft", OWN), say),
  "card-returned": (say) => requestCard(draft("draft", BACK), say),
  "card-post-awaits": (say) => requestCard(card({ approval: POST }, { workingDaysLeft: 3 }), say),
  "did-approve": (say) => {
    const one = draft("draft", OWN);
    return changeView(
      { card: one, headline: say("did.approve", { ref: "AID-1" }), details: approvalBlocks(one, say) },
      say,
    );
  },
  "card-agreed": (say) => requestCard(card({ ...GIFTS, notes: NOTES }), say),
  "did-confirm": (say) => {
    const one = card({ ...GIFTS, evidence: EVIDENCE });
    return changeView(
      {
        card: one,
        headline: say("did.confirm", { ref: "AID-1", by: "МОЗ", number: 1 }),
        details: evidenceDetails(one.request, say),
      },
      say,
    );
  },
  "did-evidence": (say) => {
    const one = card({ ...GIFTS, evidence: EVIDENCE.slice(0, 1) });
    const headline = say("did.evidence", { ref: "AID-1" });
    return changeView({ card: one, headline, details: evidenceDetails(one.request, say) }, say);
  },
  "company-agreed": (say) =>
    companyCard(
      {
        company: { ...COMPANY, ...GIFTS, notes: NOTES },
        requests: [],
        total: 0,
        at: AT,
        zone: "Europe/Kyiv",
        people: PEOPLE,
      },
      say,
    ),
  "campaign-outside": (say) =>
    campaignCard(
      {
        ...CAMPAIGN,
        external: [
          {
            metric: "companies",
            quantity: { value: "50", bound: "at_least", stated: "50+" },
            source: SOURCE,
            url: "https://herald.example/count",
            recorded: AT,
          },
          { metric: "companies", quantity: { bound: "unknown", stated: "десятки" }, source: "Ольвія", recorded: AT },
        ],
      },
      say,
      { own: { companies: 9, requests: 22 } },
    ),
  "history-agreed": (say) =>
    historyView(
      {
        title: ["AID-1"],
        entries: told(FACTS),
        people: PEOPLE,
        turn: { command: "history", options: { request: "AID-1" } },
      },
      say,
    ),
};
