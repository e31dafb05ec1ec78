import type { Speaker } from "./call.ts";
import type { DigestAhead, DigestFigures, DigestQuestion } from "./domain/digest.ts";
import type { GivingFigures, GivingFilter, GivingPage, GivingScope } from "./domain/giving-overview.ts";
import type { CompanyFact, Entry, Records, Subject } from "./domain/journal.ts";
import type { CodeKind, Given, Miss } from "./domain/link.ts";
import type { ListFilter, ListPage, MatrixCell } from "./domain/overview.ts";
import type { Campaign, Company, Member, Place, Team, Workspace } from "./domain/parties.ts";
import type { PlannedReminder } from "./domain/reminder.ts";
import type { Id, Request } from "./domain/request.ts";
import type { Instant } from "./domain/time.ts";
import type { Platform } from "./domain/vocabulary.ts";
import type { Holidays } from "./ports.ts";

/** Somebody's company name against ours: 1 is the same name, less is a likeness. */
export interface CompanyMatch {
  readonly company: Company;
  readonly likeness: number;
}

/** One-time codes by which accounts and servers come together; only digests of them are kept. */
export interface Codes {
  /** Gives one in the name of whoever is at the desk; an earlier one of the same kind ends. */
  give(kind: CodeKind): Promise<string>;
  /** Whose a typed code is; nothing is used up yet. */
  read(kind: CodeKind, typed: string): Promise<Given | Miss>;
  /** Uses a code of this workspace up. */
  use(kind: CodeKind, typed: string): Promise<void>;
  /** Until when whoever is at the desk may type no further code, having missed too often. */
  waits(): Promise<Instant | undefined>;
  /** Counts a code that nobody gave. */
  missed(): Promise<void>;
}

/** Who is at the desk: resolved from the invocation before a command runs. */
export interface Setting {
  readonly at: Instant;
  readonly workspace: Workspace;
  readonly me: Member;
  readonly place: Place;
  readonly via: Platform;
  /** See Invocation. */
  readonly named: ReadonlyMap<string, Speaker | undefined>;
  /** Shared by all facts of this command. */
  readonly change: Id;
}

/**
 * What a command can see and do within its one transaction. Reads see what this transaction wrote.
 * Anything recorded is journaled, projected and planned for (reminders) before the commit.
 */
export interface Desk extends Setting {
  /** Public holidays, for deadlines and for settings that name a country (given to createStore). */
  readonly holidays: Holidays;
  /** A fresh UUIDv7 from the ports' clock and randomness. */
  id(): Id;
  /** The next number people will see; taken only if the transaction commits. */
  nextRef(): Promise<number>;
  request(ref: number): Promise<Request | undefined>;
  /** As it may be shown: without its name where that is withheld. */
  company(id: Id): Promise<Company | undefined>;
  /** With its name even where that is withheld: for the one card on which a lead may read it. */
  withheld(id: Id): Promise<Company | undefined>;
  /** All of them, with the names that are withheld: for what matches a whole list against the register. */
  everyCompany(): Promise<readonly Company[]>;
  /** Companies that another took over, at once or by way of each other: past days still know them. */
  mergedInto(into: Id): Promise<readonly Id[]>;
  /** Companies that belong to another, by name. */
  subsidiaries(parent: Id): Promise<readonly Company[]>;
  /** Every request to a company whatever its status, oldest first. */
  allRequestsTo(company: Id): Promise<readonly Request[]>;
  /** Companies whose name or alias is or resembles `name`, best first. */
  companiesLike(name: string, limit: number): Promise<readonly CompanyMatch[]>;
  team(id: Id): Promise<Team | undefined>;
  teams(): Promise<readonly Team[]>;
  campaigns(): Promise<readonly Campaign[]>;
  members(): Promise<readonly Member[]>;
  member(id: Id): Promise<Member | undefined>;
  /** Open requests to a company, newest first. */
  requestsTo(company: Id, limit: number): Promise<readonly Request[]>;
  /** Open requests of a team that carry a deadline: what a changed calendar may move. */
  openWithDeadline(team: Id): Promise<readonly Request[]>;
  list(filter: ListFilter): Promise<ListPage>;
  matrix(filter: ListFilter): Promise<readonly MatrixCell[]>;
  digest(question: DigestQuestion): Promise<DigestFigures>;
  /** Promises and deliveries, newest first. */
  giving(filter: GivingFilter): Promise<GivingPage>;
  /** Their sums within a scope, by currency and in the base currency of its campaigns, where they have one. */
  givingTotals(scope: GivingScope): Promise<GivingFigures>;
  /** Every entry about one record, oldest first, up to `asOf` when given. */
  timeline<S extends Subject>(subject: S, id: Id, asOf?: Instant): Promise<readonly Entry<Records[S]["fact"]>[]>;
  /** Appends facts, and brings the tables that commands query up to date. Returns the new state. */
  record<S extends Subject>(
    subject: S,
    id: Id,
    facts: readonly Records[S]["fact"][],
    by?: "system",
  ): Promise<Records[S]["state"] | undefined>;
  /** Begins many companies at once, each with all its facts: as recording one after another, but quick. */
  addCompanies(records: readonly { readonly id: Id; readonly facts: readonly CompanyFact[] }[]): Promise<void>;
  /** Keeps a call that is too long for a button; returns the short key that stands for it. */
  park(call: string): Promise<string>;
  parked(key: string): Promise<string | undefined>;
  readonly codes: Codes;
  /**
   * Lets all servers of this workspace join the one whose code was typed, with what is installed there; what
   * is planned here ends. Undefined when the code is good no more, or who gave it may no longer give it.
   */
  join(given: Given, typed: string): Promise<Workspace | undefined>;
  /** Replaces the reminders planned for a request (undefined when it no longer exists). */
  plan(request: Id, place: Place, planned: readonly PlannedReminder[]): Promise<void>;
  /** Has a card of the request stand in each of these places, and every card of it shown anew; with `told`, what this command did is said below them. */
  planCards(request: Id, places: readonly Place[], told: boolean): Promise<void>;
  /** Tells a person, once and for ever, what owning a request means; for the first that is given to them. */
  planIntroduction(member: Id, team: Id, place: Place): Promise<void>;
  /** Replaces the scheduled digests of a team; none switches them off. */
  planDigest(team: Team, ahead: readonly DigestAhead[]): Promise<void>;
}
