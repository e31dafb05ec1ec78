import type { Calendars } from "./calendar.ts";
import type { Due, Term } from "./deadline.ts";
import type { RequestFact } from "./journal.ts";
import type { Approach, Evidence, Id, Note } from "./request.ts";
import type { Claim, Response } from "./response.ts";
import type { Instant } from "./time.ts";

type Logged = Omit<Extract<RequestFact, { type: "request.logged" }>, "type">;
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

/** What somebody wants to do to a request; `decide` says what comes of it. */
export type Intent =
  | { readonly do: "log"; readonly request: Logged; readonly approach?: NewApproach; readonly ask?: Ask }
  | { readonly do: "edit"; readonly changes: Edited }
  | { readonly do: "approach"; readonly approach: NewApproach; readonly ask?: Ask; readonly owner?: Id }
  | { readonly do: "dispute_approach"; readonly no: number; readonly claim: Claim }
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

/** What a decision may look at besides the request: the moment, and whose working days count. */
export interface Circumstance {
  readonly at: Instant;
  readonly calendars: Calendars;
}
