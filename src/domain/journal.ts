import type { Agreement, Delivery, Instalment, Leg, Move, Pledge, Reading, Step } from "./contribution.ts";
import type { Deadline, Pause, Reckoned } from "./deadline.ts";
import type { Campaign, Company, Contact, Member, Renumbering, Team, Workspace } from "./parties.ts";
import type { Approach, Evidence, Id, Note, PromiseDate, Proposal, Request } from "./request.ts";
import type { Claim, Response } from "./response.ts";
import type { Instant, Zone } from "./time.ts";
import type { Platform } from "./vocabulary.ts";

/** A part of a record that sources may describe otherwise, other than an answer or an approach. */
export type Disputable = "pledge" | "delivery" | "reading" | "agreement";

/** What the facts of a contribution can say, on a request or on a company's own record. */
export type ContributionFact =
  | ({ readonly type: "pledge.made"; readonly step: Omit<Step, "recorded"> } & Omit<
      Pledge,
      "steps" | "instalments" | "claims" | "recorded" | "cancelled" | "conditionMet"
    >)
  | { readonly type: "pledge.stated"; readonly no: number; readonly step: Omit<Step, "recorded"> }
  | ({ readonly type: "pledge.edited"; readonly no: number } & Partial<
      Pick<Pledge, "title" | "recipients" | "condition" | "parent" | "response">
    >)
  | { readonly type: "condition.met"; readonly no: number }
  | { readonly type: "pledge.cancelled"; readonly no: number; readonly reason: string }
  | ({ readonly type: "instalment.planned"; readonly pledge: number } & Omit<Instalment, "came">)
  | ({ readonly type: "instalment.came"; readonly pledge: number; readonly no: number } & Omit<
      NonNullable<Instalment["came"]>,
      "recorded"
    >)
  | ({ readonly type: "delivery.recorded"; readonly move: Omit<Move, "recorded"> } & Omit<
      Delivery,
      "moves" | "legs" | "claims" | "recorded"
    >)
  | { readonly type: "delivery.moved"; readonly no: number; readonly move: Omit<Move, "recorded"> }
  | ({ readonly type: "delivery.edited"; readonly no: number } & Partial<
      Pick<Delivery, "title" | "value" | "lines" | "recipients" | "pledge">
    >)
  | ({ readonly type: "leg.added"; readonly delivery: number } & Leg)
  | ({ readonly type: "leg.changed"; readonly delivery: number; readonly no: number } & Partial<Omit<Leg, "no">>)
  | ({ readonly type: "reading.taken" } & Omit<Reading, "claims" | "recorded">)
  | { readonly type: "reading.tagged"; readonly no: number; readonly tags: readonly string[] }
  | ({ readonly type: "agreement.made" } & Omit<Agreement, "claims" | "recorded">)
  | ({ readonly type: "agreement.edited"; readonly no: number } & Partial<
      Omit<Agreement, "no" | "claims" | "recorded">
    >)
  | { readonly type: "part.disputed"; readonly part: Disputable; readonly no: number; readonly claim: Claim }
  | {
      readonly type: "part.settled";
      readonly part: Disputable;
      readonly no: number;
      readonly field: Claim["field"];
      readonly value: string;
    };

/** What a request's facts can say. Each is what happened, never an instruction. */
export type RequestFact =
  | ({ readonly type: "request.logged" } & Pick<
      Request,
      "id" | "ref" | "kind" | "title" | "company" | "team" | "priority"
    > &
      Partial<Pick<Request, "zone" | "campaign" | "batch" | "target" | "rationale" | "items" | "lines" | "owner">>)
  /** Beside whatever else was changed: its team counts by the days of another zone since. */
  | { readonly type: "zone.followed"; readonly zone: Zone }
  | ({ readonly type: "request.edited" } & Partial<
      Pick<Request, "title" | "target" | "rationale" | "items" | "lines" | "priority" | "campaign" | "company">
    >)
  | ({ readonly type: "approach.made" } & Omit<Approach, "recorded" | "claims">)
  | { readonly type: "approach.disputed"; readonly no: number; readonly claim: Claim }
  | {
      readonly type: "approach.settled";
      readonly no: number;
      readonly field: Claim["field"];
      readonly value: string;
    }
  | { readonly type: "deadline.set"; readonly deadline: Deadline; readonly reason?: string }
  | {
      readonly type: "deadline.recomputed";
      readonly clock: string;
      readonly reckoned: Reckoned;
      readonly reason: string;
    }
  | { readonly type: "clock.paused"; readonly pause: Pause }
  | { readonly type: "clock.resumed"; readonly reckoned: Reckoned }
  | ({ readonly type: "promise.recorded" } & Omit<PromiseDate, "recorded">)
  | ({ readonly type: "response.recorded" } & Omit<Response, "recorded" | "claims">)
  | ({ readonly type: "response.edited"; readonly version: number } & Partial<
      Omit<Response, "version" | "recorded" | "claims" | "unsolicited" | "automatic">
    >)
  | { readonly type: "response.disputed"; readonly version: number; readonly claim: Claim }
  | { readonly type: "claim.chosen"; readonly version: number; readonly field: Claim["field"]; readonly value: string }
  | ({ readonly type: "note.added" } & Omit<Note, "recorded" | "answer">)
  | { readonly type: "note.answered"; readonly no: number; readonly text: string }
  | ({ readonly type: "evidence.added" } & Omit<Evidence, "captured">)
  | ContributionFact
  | ({ readonly type: "approval.asked" } & Partial<Proposal>)
  | { readonly type: "approval.given" }
  | { readonly type: "approval.returned"; readonly word: string }
  | { readonly type: "snoozed"; readonly until: Instant; readonly reason: string }
  | { readonly type: "assigned"; readonly owner?: Id | null; readonly standIn?: Id | null }
  | { readonly type: "closed"; readonly reason: string }
  | { readonly type: "reopened"; readonly reason: string }
  | { readonly type: "withdrawn"; readonly reason: string }
  | Undone;

/** Takes back one change of a record (all its facts that share the id); it stays in the journal, replay skips it. */
export interface Undone {
  readonly type: "undone";
  readonly change: Id;
}

/** What a company's facts can say: its names and people, and what was heard of it outside any request. */
export type CompanyFact =
  | { readonly type: "company.added"; readonly id: Id; readonly name: string }
  | ({ readonly type: "company.changed"; readonly parent?: Id | null } & Partial<
      Pick<Company, "name" | "country" | "sector">
    >)
  | { readonly type: "alias.added"; readonly alias: string }
  | { readonly type: "alias.removed"; readonly alias: string }
  | ({ readonly type: "contact.set" } & Contact)
  /** It turned out to be another company of ours, which has taken over everything that was recorded of it. */
  | { readonly type: "company.merged"; readonly into: Id; readonly renumbered?: Renumbering }
  /** Its name is shown to nobody any more, but as this; null shows it again. */
  | { readonly type: "company.redacted"; readonly as: string | null }
  | Undone
  | (CompanyHearsay & Carried);

/** When and by whom something was recorded first, where a merge brought it over from another company. */
interface Carried {
  readonly carried?: { readonly at: Instant; readonly by: Id };
}

/** What was heard of a company outside any request, told by the facts that a request has, too. */
export type CompanyHearsay =
  | ContributionFact
  | Extract<
      RequestFact,
      {
        type:
          | "response.recorded"
          | "response.edited"
          | "response.disputed"
          | "claim.chosen"
          | "note.added"
          | "note.answered"
          | "evidence.added";
      }
    >;

/** Settings are recorded as the fields that changed; every field keeps its last value. */
type TeamFact =
  | ({ readonly type: "team.added" } & Omit<Team, "version">)
  | ({ readonly type: "team.changed" } & Partial<Omit<Team, "id" | "version">>);
/** What a campaign's facts can say. */
type CampaignFact =
  | ({ readonly type: "campaign.added" } & Omit<Campaign, "version">)
  | ({ readonly type: "campaign.changed" } & Partial<Omit<Campaign, "id" | "version">>)
  | Undone;
/** What a member's facts can say. */
export type MemberFact =
  | ({ readonly type: "member.joined" } & Omit<Member, "version">)
  | ({ readonly type: "member.changed" } & Partial<Omit<Member, "id" | "version">>);
/** What a workspace's facts can say. */
export type WorkspaceFact =
  | ({ readonly type: "workspace.opened" } & Omit<Workspace, "version">)
  | ({ readonly type: "workspace.changed" } & Partial<Omit<Workspace, "id" | "version">>)
  | DoublesRemoved;
/** Something was said twice, and the later messages were taken away; it changes nothing of the workspace. */
type DoublesRemoved = {
  readonly type: "doubles.removed";
  readonly platform: Platform;
  /** The platform's id of the place. */
  readonly place: string;
  /** The mark that all of them bore. */
  readonly token: string;
  readonly count: number;
};

/** The kinds of record that have a history of their own: state and fact of each. */
export interface Records {
  readonly request: { readonly state: Request; readonly fact: RequestFact };
  readonly company: { readonly state: Company; readonly fact: CompanyFact };
  readonly team: { readonly state: Team; readonly fact: TeamFact };
  readonly campaign: { readonly state: Campaign; readonly fact: CampaignFact };
  readonly member: { readonly state: Member; readonly fact: MemberFact };
  readonly workspace: { readonly state: Workspace; readonly fact: WorkspaceFact };
}
/** The name of a kind of record. */
export type Subject = keyof Records;
/** Any fact of any record. */
export type Fact = Records[Subject]["fact"];

/** A fact as the journal keeps it: with who, when recorded, through which platform, about what. */
export interface Entry<F extends Fact = Fact> {
  /** Position in the workspace's journal, from 1, without gaps. */
  readonly seq: number;
  /** The command that recorded it; facts of one command share it, and undo takes back all of them. */
  readonly change: Id;
  readonly at: Instant;
  /** A member's id, or "system" for what time or a settings change brought about. */
  readonly by: Id;
  readonly via: Platform;
  readonly subject: Subject;
  readonly id: Id;
  readonly fact: F;
}

/**
 * Fields that name or describe a person. They are stored beside the hash chain, which holds only a
 * salted digest of them, so that a person can be erased and the chain still verifies.
 */
export const PERSONAL: Readonly<Partial<Record<Fact["type"], readonly string[]>>> = {
  "approach.made": ["from", "to"],
  "approval.asked": ["from", "to"],
  "response.recorded": ["spokesperson"],
  "response.edited": ["spokesperson"],
  "note.added": ["holder"],
  "evidence.added": ["by"],
  "agreement.made": ["signatories"],
  "agreement.edited": ["signatories"],
  "contact.set": ["name", "role", "handle"],
  "member.joined": ["name", "accounts"],
  "member.changed": ["name", "accounts"],
};
