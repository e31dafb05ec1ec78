import type { Contributions } from "./contribution.ts";
import type { Quantity } from "./quantity.ts";
import type { Evidence, Id, Note } from "./request.ts";
import type { Response } from "./response.ts";
import type { Day, Instant, TimeOfDay, Zone } from "./time.ts";
import type { ApprovalRule, Language, Part, Platform, Role, Rung } from "./vocabulary.ts";

/** A channel, thread or direct conversation on a platform. */
export interface Place {
  readonly platform: Platform;
  /** The platform's own id of the channel; a direct message is `@account`. */
  readonly id: string;
  /** What people call it: `#outreach`. */
  readonly name: string;
}

/** One organisation: the tenant. Its defaults hold where a team or a member says nothing else. */
export interface Workspace {
  readonly id: Id;
  readonly version: number;
  readonly name: string;
  readonly zone: Zone;
  readonly language: Language;
  /** Country whose public holidays are days off, or `none` (as in wartime Ukraine). */
  readonly country: string;
  /** The role a person has who was never given one. */
  readonly newcomers: Role;
  /** Another team's approach to the same company within so many days is shown as a collision. */
  readonly collisionDays: number;
  /** A company chased within so many working days is not chased again without asking. */
  readonly chaseRest: number;
  /** Which requests a lead approves before they go out; none when missing. */
  readonly approval?: ApprovalRule;
  /** Whether guests of a server, and people of other organisations, may take part. No when missing. */
  readonly guests?: boolean;
  /** What a platform's own role gives to whoever has it, by `groupKey`. */
  readonly groupRoles?: Readonly<Record<string, Role>>;
  /** Servers that joined it, besides those it began with. */
  readonly joined?: readonly Space[];
  /** The workspace that its servers joined: it has ended, and nothing is recorded in it any more. */
  readonly into?: Id;
}

/** A server of one platform: a Slack workspace, a Discord server. */
export interface Space {
  readonly platform: Platform;
  /** The platform's own id. */
  readonly space: string;
}

/** A person as one platform knows them. */
export interface Account {
  readonly platform: Platform;
  readonly account: string;
}

/** A person who works with the register, on however many platforms. */
export interface Member {
  readonly id: Id;
  readonly version: number;
  readonly name: string;
  readonly role: Role;
  /** False once the person left: reminders go to the stand-in or the channel. */
  readonly active: boolean;
  /** The recipient for whom a liaison speaks: "Ministry of Health". */
  readonly speaksFor?: string;
  readonly awayUntil?: Day;
  readonly language?: Language;
  readonly zone?: Zone;
  /** Whether reminders come as direct messages; nobody is pinged who did not choose it. */
  readonly direct: boolean;
  readonly accounts: readonly Account[];
  /** The member as whom this person is known, when two turned out to be one. */
  readonly sameAs?: Id;
}

/** A group with a channel of its own: its calendar, its hours, its language. */
export interface Team {
  readonly id: Id;
  readonly version: number;
  readonly name: string;
  /** Where its reminders and digests go: one place, so that nobody is nagged twice. */
  readonly place: Place;
  /** Where its cards are shown besides: at most one further place a platform. */
  readonly also?: readonly Place[];
  readonly zone: Zone;
  readonly country: string;
  /** The team's own days off, by date. */
  readonly daysOff: Readonly<Record<Day, string>>;
  readonly workdays: readonly number[];
  readonly morning: TimeOfDay;
  readonly quietFrom: TimeOfDay;
  readonly quietTo: TimeOfDay;
  readonly language: Language;
  /** Weekday (1-7) of the weekly digest; 0 switches it off. */
  readonly digestDay: number;
}

/** What requests are made for, with the ladder by which they are escalated. */
export interface Campaign {
  readonly id: Id;
  readonly version: number;
  readonly code: string;
  readonly name: string;
  readonly start?: Day;
  readonly end?: Day;
  readonly currency?: string;
  /** What others say of the whole, kept beside our own count and never in it: "50+ companies". */
  readonly external?: readonly ExternalClaim[];
  /** Escalation ladder: how long each rung waits, in working days. */
  readonly ladder: readonly { readonly rung: Rung; readonly workingDays: number }[];
}

/** Somebody else's figure for a whole campaign. */
export interface ExternalClaim {
  /** What is counted: "companies". */
  readonly metric: string;
  readonly quantity: Quantity;
  readonly source: string;
  readonly url?: string;
  readonly recorded: Instant;
}

/** The code of the campaign that a first start brings, to be tried out and thrown away at one press. */
export const SAMPLE = "SAMPLE";

/** A person at a company. */
export interface Contact {
  readonly name: string;
  readonly role?: string;
  readonly handle?: string;
  /** Set when letters to it come back: a bulk chase lists it instead of writing to it. */
  readonly bad: boolean;
}

/** By how much the numbers of one company's parts move so that they follow another's. */
export type Renumbering = Readonly<Record<Exclude<Part, "approach"> | "evidence", number>>;

/** A company: what it is called, and what is recorded of it outside any request. */
export interface Company extends Contributions {
  readonly id: Id;
  readonly version: number;
  readonly name: string;
  /** Other names and spellings as stated; matching uses all of them. */
  readonly aliases: readonly string[];
  readonly country?: string;
  readonly sector?: string;
  readonly parent?: Id;
  /** The company that took this one over, when the two turned out to be one. */
  readonly merged?: Id;
  /** How its parts are numbered there. */
  readonly renumbered?: Renumbering;
  /** What is shown in place of its name, everywhere and to everybody. */
  readonly redacted?: string;
  readonly contacts: readonly Contact[];
  /** Actions nobody asked for. */
  readonly responses: readonly Response[];
  readonly notes: readonly Note[];
  readonly evidence: readonly Evidence[];
}
