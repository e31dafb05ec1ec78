import type { Calendars } from "./calendar.ts";
import type { Agreement, Delivery, Instalment, Leg, Move, Pledge, Reading, Step } from "./contribution.ts";
import type { Due, Term } from "./deadline.ts";
import type { Disputable, RequestFact } from "./journal.ts";
import type { Approach, Evidence, Id, Note, Proposal } from "./request.ts";
import type { Claim, Response } from "./response.ts";
import type { Instant } from "./time.ts";

type Logged = Omit<Extract<RequestFact, { type: "request.logged" }>, "type" | "zone">;
type Edited = Omit<Extract<RequestFact, { type: "request.edited" }>, "type">;

/** A deadline as asked for: the term understood, and the words it was understood from. */
export interface Ask {
  readonly term: Term;
  readonly stated: string;
}

/** An approach before it has a number. */
export type NewApproach = Omit<Approach, "no" | "recorded" | "claims">;
/** An answer before it has a version. */
export type NewResponse = Omit<Response, "version" | "recorded" | "claims">;

/** A stage of a pledge before it is recorded. */
export type NewStep = Omit<Step, "recorded">;
/** A pledge before it has a number. */
export type NewPledge = Omit<
  Pledge,
  "no" | "steps" | "instalments" | "claims" | "recorded" | "cancelled" | "conditionMet"
>;
/** A delivery before it has a number. */
export type NewDelivery = Omit<Delivery, "no" | "moves" | "legs" | "claims" | "recorded">;
/** Where a delivery comes to be, before it is recorded. */
export type NewMove = Omit<Move, "recorded">;
/** A reading before it has a number. */
export type NewReading = Omit<Reading, "no" | "claims" | "recorded">;
/** An agreement before it has a number. */
export type NewAgreement = Omit<Agreement, "no" | "claims" | "recorded">;

/** What somebody wants to record of what a company promised and gave; a company's own record takes it too. */
export type ContributionIntent =
  | { readonly do: "pledge"; readonly pledge: NewPledge; readonly step: NewStep }
  | { readonly do: "state_pledge"; readonly no: number; readonly step: NewStep }
  | {
      readonly do: "edit_pledge";
      readonly no: number;
      readonly changes: Partial<Pick<Pledge, "title" | "recipients" | "condition" | "parent" | "response">>;
    }
  | { readonly do: "meet_condition"; readonly no: number }
  | { readonly do: "cancel_pledge"; readonly no: number; readonly reason: string }
  | { readonly do: "plan_instalment"; readonly pledge: number; readonly instalment: Omit<Instalment, "no" | "came"> }
  | {
      readonly do: "instalment_came";
      readonly pledge: number;
      readonly no: number;
      readonly came: Omit<NonNullable<Instalment["came"]>, "recorded">;
    }
  | { readonly do: "deliver"; readonly delivery: NewDelivery; readonly move: NewMove }
  | { readonly do: "move_delivery"; readonly no: number; readonly move: NewMove }
  | {
      readonly do: "edit_delivery";
      readonly no: number;
      readonly changes: Partial<Pick<Delivery, "title" | "value" | "lines" | "recipients" | "pledge">>;
    }
  | { readonly do: "leg"; readonly delivery: number; readonly leg: Omit<Leg, "no"> }
  | {
      readonly do: "edit_leg";
      readonly delivery: number;
      readonly no: number;
      readonly changes: Partial<Omit<Leg, "no">>;
    }
  | { readonly do: "read"; readonly reading: NewReading }
  | { readonly do: "tag_reading"; readonly no: number; readonly tags: readonly string[] }
  | { readonly do: "agree"; readonly agreement: NewAgreement }
  | { readonly do: "edit_agreement"; readonly no: number; readonly changes: Partial<NewAgreement> }
  | { readonly do: "dispute_part"; readonly part: Disputable; readonly no: number; readonly claim: Claim }
  | {
      readonly do: "settle_part";
      readonly part: Disputable;
      readonly no: number;
      readonly field: Claim["field"];
      readonly value: string;
    };

/** What somebody wants to do to a request; `decide` says what comes of it. */
export type Intent =
  | ContributionIntent
  /** `proposed`: how it is to go out; without it the draft as a whole. */
  | { readonly do: "ask_approval"; readonly proposed?: Proposal }
  | { readonly do: "approve" }
  | { readonly do: "return"; readonly word: string }
  /** `proposed`: an approach that a lead reads first, in place of one that was made. */
  | {
      readonly do: "log";
      readonly request: Logged;
      readonly approach?: NewApproach;
      readonly ask?: Ask;
      readonly proposed?: Proposal;
    }
  | { readonly do: "edit"; readonly changes: Edited }
  | { readonly do: "approach"; readonly approach: NewApproach; readonly ask?: Ask; readonly owner?: Id }
  | { readonly do: "dispute_approach"; readonly no: number; readonly claim: Claim }
  | { readonly do: "settle_approach"; readonly no: number; readonly field: Claim["field"]; readonly value: string }
  /** `asks`: their question to us, which stops the clock until we resume it. */
  | { readonly do: "respond"; readonly response: NewResponse; readonly asks?: string; readonly promise?: Due }
  | {
      readonly do: "edit_response";
      readonly version: number;
      readonly changes: Partial<Omit<NewResponse, "automatic" | "unsolicited">>;
    }
  | { readonly do: "dispute_response"; readonly version: number; readonly claims: readonly Claim[] }
  | { readonly do: "choose"; readonly version: number; readonly field: Claim["field"]; readonly value: string }
  | { readonly do: "promise"; readonly due: Due; readonly text?: string }
  | { readonly do: "note"; readonly note: Omit<Note, "no" | "recorded" | "answer"> }
  | { readonly do: "answer_note"; readonly no: number; readonly text: string }
  | { readonly do: "evidence"; readonly evidence: Omit<Evidence, "no" | "captured"> }
  | { readonly do: "due"; readonly ask: Ask; readonly reason?: string }
  | { readonly do: "pause"; readonly reason: string }
  | { readonly do: "resume" }
  | { readonly do: "snooze"; readonly until: Instant; readonly reason: string }
  | { readonly do: "assign"; readonly owner?: Id | null; readonly standIn?: Id | null }
  | { readonly do: "close"; readonly reason: string }
  | { readonly do: "reopen"; readonly reason: string }
  | { readonly do: "withdraw"; readonly reason: string }
  /** The calendar changed: works the deadline out again. */
  | { readonly do: "recompute"; readonly reason: string };

/** What only records something heard or given: a company's own record takes it as a request does. */
export type Hearsay =
  | ContributionIntent
  | Extract<
      Intent,
      { do: "respond" | "edit_response" | "dispute_response" | "choose" | "note" | "answer_note" | "evidence" }
    >;

/** What a decision may look at besides the request: the moment, and whose working days count. */
export interface Circumstance {
  readonly at: Instant;
  readonly calendars: Calendars;
}
