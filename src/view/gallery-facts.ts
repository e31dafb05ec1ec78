import type { CompanyFact, Entry, RequestFact } from "../domain/journal.ts";
import { plusHours } from "../domain/time.ts";
import { GIVEN_FACTS } from "./gallery-given.ts";
import { answer, LONG_TEXT, PASSED } from "./sample.ts";

const DAY = { on: "2022-03-07", precision: "day" } as const;
const {
  recorded: _,
  claims: __,
  ...heard
} = answer({ source: "The Herald", spokesperson: "Lee Park", reason: "uncertainty" });

/** One of every kind of fact that a request's or company's timeline can hold. */
const FACTS: readonly (RequestFact | CompanyFact)[] = [
  {
    type: "request.logged",
    id: "r1",
    ref: 1,
    kind: "service_suspension",
    title: "End cloud services in Russia",
    company: "c1",
    team: "t1",
    priority: "high",
  },
  {
    type: "approach.made",
    no: 1,
    at: { ...DAY, stated: "Monday, March 7" },
    channel: "open_letter",
    chase: false,
    to: "Jo Reed",
  },
  { type: "deadline.set", deadline: PASSED },
  { type: "assigned", owner: "m1", standIn: null },
  { type: "request.edited", priority: "urgent", rationale: LONG_TEXT },
  {
    type: "approach.disputed",
    no: 1,
    claim: { field: "date", value: "last week", source: "The Herald", chosen: false },
  },
  { type: "deadline.recomputed", clock: "f1", reckoned: PASSED, reason: "day off added: 8 March" },
  {
    type: "clock.paused",
    pause: { from: "2022-03-09T09:00:00.000Z", reason: "they asked which regions", left: { workingDays: 2 } },
  },
  { type: "clock.resumed", reckoned: PASSED },
  {
    type: "approach.made",
    no: 2,
    at: { on: "2022-03-10", precision: "week" },
    channel: "social_public",
    chase: true,
    rung: "executive",
  },
  { type: "promise.recorded", due: { at: "2022-03-17T15:00:00.000Z" }, text: "by Thursday" },
  { type: "response.recorded", ...heard },
  { type: "response.recorded", version: 2, automatic: true, unsolicited: false },
  { type: "response.recorded", ...heard, version: 3, unsolicited: true },
  { type: "response.edited", version: 1, spokesperson: "Lee Park-Hill" },
  {
    type: "response.disputed",
    version: 1,
    claim: { field: "extent", value: "suspend", source: "Daily Post", chosen: false },
  },
  { type: "claim.chosen", version: 1, field: "extent", value: "pause_new" },
  { type: "note.added", no: 1, kind: "concern", text: "civilians may lose the news", holder: "a network operator" },
  { type: "note.answered", no: 1, text: "news sites are exempt" },
  { type: "evidence.added", no: 1, kind: "press", url: "https://herald.example/1", publisher: "The Herald" },
  { type: "snoozed", until: "2022-03-18T07:00:00.000Z", reason: "answer promised" },
  { type: "snoozed", until: "2022-03-08T00:00:00.000Z", reason: "-" },
  { type: "closed", reason: "done" },
  { type: "reopened", reason: "still selling" },
  { type: "withdrawn", reason: "" },
  { type: "undone", change: "change-24" },
  { type: "company.added", id: "c1", name: "Nimbora" },
  { type: "company.changed", sector: "cloud" },
  { type: "alias.added", alias: "Німбора" },
  { type: "alias.removed", alias: "Nimbra" },
  { type: "contact.set", name: "Lee Park", bad: false },
];

/** Facts as a timeline: one an hour, by two people in turn. */
export const told = (facts: readonly (RequestFact | CompanyFact)[]): readonly Entry<RequestFact>[] =>
  facts.map((fact, index) => ({
    seq: index + 1,
    change: `change-${index}`,
    at: plusHours("2022-03-09T08:00:00.000Z", index),
    by: fact.type === "deadline.recomputed" ? "system" : index % 2 === 0 ? "m1" : "m2",
    via: "console",
    subject: "request",
    id: "r1",
    // Facts of a company stand in the same timeline here only to show their sentences.
    fact: fact as RequestFact,
  }));

/** A timeline with every kind of fact of a request that is asked and answered, one an hour, the withdrawal taken back. */
export const HISTORY = told(FACTS);

/** The same for what is promised and given. */
export const GIVEN_HISTORY = told(GIVEN_FACTS);
