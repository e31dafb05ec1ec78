import type { CompanyFact, RequestFact } from "../../src/domain/journal.ts";
import type { Team } from "../../src/domain/parties.ts";
import type { Id } from "../../src/domain/request.ts";
import { type Instant, plusHours } from "../../src/domain/time.ts";
import { KINDS, OUTCOMES } from "../../src/domain/vocabulary.ts";
import { answerOf, deadlineAt, letterAt } from "../support/register.ts";

/** Something recorded about one record, in one change. */
export interface Happening {
  readonly at: Instant;
  readonly by: Id;
  readonly id: Id;
  readonly of:
    | { readonly subject: "request"; readonly facts: readonly RequestFact[] }
    | { readonly subject: "company"; readonly facts: readonly CompanyFact[] };
}

/** What the lives of requests are made of. */
export interface Cast {
  readonly team: Team;
  readonly people: readonly Id[];
  readonly campaigns: readonly Id[];
  readonly begin: Instant;
  /** Hours over which the requests are spread; the last of them are a few days old. */
  readonly hours: number;
  id(at: Instant): Id;
}

const DAY = 24;

/** A die of 0 to 1 for a request: as if thrown, and the same each time. */
const die = (number: number, throws: number): number => {
  const mixed = Math.imul(Math.imul(number + 1, 0x9e3779b1) ^ Math.imul(throws + 1, 0x85ebca6b), 0xc2b2ae35);
  return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32;
};

/** The company that a request is to; some are asked far more often than others. */
export const askedOf = <T>(companies: readonly T[], number: number): T => one(companies, die(number, 1) ** 2);

const one = <T>(all: readonly T[], thrown: number): T => all[Math.floor(thrown * all.length)] as T; // below 1, never empty

const nth = <T>(all: readonly T[], index: number): T => all[index % all.length] as T; // never empty

/** A company as it is added, by number. */
export const companyAdded = (cast: Cast, number: number): Happening => {
  const id = cast.id(cast.begin);
  const facts = [
    {
      type: "company.added",
      id,
      name: `${nth(FIRST, number)} ${nth(SECOND, Math.floor(number / FIRST.length))} ${number}`,
    },
  ] as const;
  return { at: cast.begin, by: nth(cast.people, number), id, of: { subject: "company", facts } };
};

const FIRST = [
  "Northern",
  "Blue",
  "Silver",
  "Global",
  "United",
  "Prime",
  "First",
  "Open",
  "Bright",
  "Delta",
  "Rapid",
  "Clear",
];
const SECOND = [
  "Cloud",
  "Logistics",
  "Energy",
  "Foods",
  "Systems",
  "Pharma",
  "Motors",
  "Media",
  "Textiles",
  "Networks",
];

/**
 * The life of the `number`-th of `count` requests, by the way such registers go: of twenty, nineteen are
 * sent and get a week to answer; fourteen are answered, most in time; twelve of these are closed again,
 * one is withdrawn, a few never hear anything, and the youngest are still within their time.
 */
export const lifeOf = (cast: Cast, company: Id, number: number, count: number): readonly Happening[] => {
  const { team, people, campaigns, begin, hours } = cast;
  const logged = plusHours(begin, Math.floor((hours * number) / count));
  const id = cast.id(logged);
  const by = one(people, die(number, 2));
  const kind = one(KINDS, die(number, 3));
  const owner = die(number, 4) < 0.1 ? undefined : one(people, die(number, 5));
  const campaign = die(number, 6) < 0.3 ? undefined : one(campaigns, die(number, 7));
  const beginning: RequestFact = {
    type: "request.logged",
    id,
    ref: number + 1,
    kind,
    title: `${kind.replaceAll("_", " ")} for region ${number % 97}`,
    company,
    team: team.id,
    priority: number % 11 === 0 ? "urgent" : "normal",
    ...(owner && { owner }),
    ...(campaign && { campaign }),
  };
  const happening = (at: Instant, ...facts: readonly RequestFact[]): Happening => ({
    at,
    by,
    id,
    of: { subject: "request", facts },
  });
  const lot = Math.floor(die(number, 8) * 20);
  if (lot === 19) return [happening(logged, beginning)];
  const clock = cast.id(logged);
  const life = [happening(logged, beginning, letterAt(logged), deadlineAt(plusHours(logged, 7 * DAY), logged, clock))];
  if (lot < 14) {
    const answered = plusHours(logged, (1 + (number % 9)) * DAY + (number % 5));
    const outcome = one(OUTCOMES, die(number, 9));
    life.push(
      happening(
        answered,
        answerOf({
          outcome,
          text: "We have looked into it and will come back to you.",
          ...(outcome === "accepted_partial" && { extent: "pause_new" }),
        }),
      ),
    );
    if (lot < 12) life.push(happening(plusHours(answered, 2 * DAY), { type: "closed", reason: "settled" }));
  } else if (lot === 14)
    life.push(happening(plusHours(logged, 3 * DAY), { type: "withdrawn", reason: "asked elsewhere" }));
  return life;
};
