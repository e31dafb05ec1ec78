import type { Invocation } from "./call.ts";
import type { CommandSpec } from "./commands/command.ts";
import type { Desk } from "./desk.ts";
import type { Budget } from "./domain/budget.ts";
import type { CardAt, FollowUp, Held, Outcome, Painted, Parcel, Posted, StaleCard, Verdict } from "./domain/delivery.ts";
import type { DigestFigures, DigestQuestion } from "./domain/digest.ts";
import type { Doubt, Found } from "./domain/doubt.ts";
import type { Place } from "./domain/parties.ts";
import type { Id } from "./domain/request.ts";
import type { Day, Instant } from "./domain/time.ts";
import type { Untold } from "./domain/untold.ts";
import type { Language, Platform } from "./domain/vocabulary.ts";
import type { Form, View } from "./view/view.ts";

export type { Codes, CompanyMatch, Desk, Setting } from "./desk.ts";
export type { Inbox, InstallBook, KeptInstall, Spaces, Waiting, Whereabouts } from "./keeping.ts";

/** All that the core asks of the world, and all that the world may ask of the core. */

/** The time of day. The register's own time is the database's; a story brings a virtual clock. */
export interface Clock {
  now(): Instant;
  /** Milliseconds that never step back: for leases and time-outs only. */
  elapsed(): number;
}

/** Randomness as a port, so that a run can be repeated from a seed. */
export interface Random {
  bytes(count: number): Uint8Array;
}

/** Structured logging; fields are words and ids, never what people typed. */
export interface Log {
  info(event: string, fields?: Readonly<Record<string, unknown>>): void;
  warn(event: string, fields?: Readonly<Record<string, unknown>>): void;
  error(event: string, fields?: Readonly<Record<string, unknown>>): void;
}

/** Public holidays of a country, by name; empty for `none`. Throws for a country it does not know. */
export interface Holidays {
  /** Name of the public holiday on that day, in the language given, or undefined. */
  on(country: string, day: Day, language: Language): string | undefined;
  knows(country: string): boolean;
}

/** How a transaction finds out who speaks; the answer stored for a repeated key comes back as is. */
export interface Store {
  /**
   * Runs `work` in one transaction of the speaker's workspace. A workspace or member met for the
   * first time is recorded on the way. If `invocation.key` was answered before, `work` does not
   * run and the stored answer returns; otherwise what `work` returns is stored under the key.
   * With `writes` the workspace is locked first, so that what is read stays true until the commit.
   */
  answer(
    invocation: Invocation,
    work: (desk: Desk) => Promise<Answer>,
    options: { readonly writes: boolean },
  ): Promise<Answer>;
  /** Reads in one transaction that writes nothing, not even who asked. */
  look<T>(invocation: Invocation, work: (desk: Desk) => Promise<T>): Promise<T>;
}

/** A request that somebody changed, and when. */
export interface Touched {
  readonly workspace: Id;
  readonly request: Id;
  readonly at: Instant;
}

/** What the bot says to one invocation. `caller` is private to who asked, `channel` is for all. */
export interface Answer {
  readonly view: View;
  readonly audience: "caller" | "channel";
  /** What is wrong with which option: a form stays open and shows each sentence on its field. */
  readonly faults?: Readonly<Record<string, string>>;
  /** The one request that was changed, where it has cards; whoever handles the answer sees to it that they show it. */
  readonly touched?: Touched;
  /** Its cards. In the place of one that is current nothing else need be said to all. */
  readonly cards?: readonly CardAt[];
  /** Set when a button or its form changed something: a reminder it was pressed on becomes this record of it. */
  readonly replaces?: boolean;
  /** The reference of a fault of ours in the log; nothing was changed. Missing when all went as it should. */
  readonly fault?: string;
  /** What a repeat of the event is answered, where the view says something that is not kept. */
  readonly kept?: View;
  /** What the view was said in: a renderer without date tokens of its own writes its dates in it. */
  readonly language?: Language;
}

/** The command core as adapters see it. */
export interface Bot {
  readonly commands: readonly CommandSpec[];
  /** What somebody is told who may not take part here, as a guest; undefined for those who may. Writes nothing. */
  turnsAway(invocation: Invocation): Promise<Answer | undefined>;
  /**
   * The form to open instead of running, when required options are missing. Synchronous and pure:
   * Slack and Discord must know it before their three seconds are over.
   */
  form(invocation: Invocation): Form | undefined;
  /** Values to offer while somebody types into an option; at most 25. */
  suggest(
    invocation: Invocation,
    option: string,
    typed: string,
  ): Promise<readonly { readonly value: string; readonly label: string }[]>;
  /** Runs the invocation and presents the outcome. Never rejects: a fault becomes a sentence. */
  handle(invocation: Invocation): Promise<Answer>;
}

/** What an adapter can and cannot do; the courier and the renderers ask, nobody guesses. */
interface Capabilities {
  /** Whether messages can be changed after they were posted. */
  readonly edits: boolean;
  /** Whether the history of a channel can be searched for a token after an uncertain send. */
  readonly history: boolean;
  /** For so many seconds a second post with the same key is the first one; 0 where it would be another message. */
  readonly nonceSeconds: number;
}

/** What is done at a place: each counts against budgets of its own. */
export type Deed = "post" | "edit" | "find";

/** A message on its way to a platform. */
export interface Outgoing {
  /** Whose register it is from: decides by which of several installs it is posted. */
  readonly workspace: Id;
  readonly place: Place;
  readonly view: View;
  /** The delivery's token: the platform's own guard against doubles, and the mark by which it is found again. */
  readonly key: string;
  readonly language: Language;
  /** The message in whose thread it belongs. */
  readonly under?: Posted;
}

/** What to look for in a place's history. */
export interface Search {
  readonly workspace: Id;
  readonly place: Place;
  readonly key: string;
  /** Nothing older is looked at. */
  readonly since: Instant;
  /** The message in whose thread it would be. */
  readonly under?: Posted;
}

/** The world of one chat platform. */
export interface Adapter {
  readonly platform: Platform;
  readonly capabilities: Capabilities;
  start(bot: Bot): Promise<void>;
  stop(): Promise<void>;
  /** Posts once. Throws Undeliverable; gives up by itself within 10 seconds. */
  post(message: Outgoing): Promise<Posted>;
  /** Replaces a message of ours. Throws Undeliverable; a message that is no more is `permanent` and `gone`. */
  edit(posted: Posted, message: Outgoing): Promise<void>;
  /** Messages of ours that carry the key, oldest first. Throws Undeliverable where the history cannot be read. */
  find(search: Search): Promise<readonly Posted[]>;
  /** Takes a double of ours away; one that is gone already is no error. */
  remove(workspace: Id, posted: Posted): Promise<void>;
  /** The platform's limits for doing this there; whoever does it takes from each of them first. */
  budgets(workspace: Id, place: Place, deed: Deed): readonly Budget[];
}

/** The platforms' limits, shared by all processes. Nobody sleeps: what may not be done now is left to a later time. */
export interface Limiter {
  /** Takes one out of every budget, or none and says when it would work. */
  take(budgets: readonly Budget[]): Promise<{ readonly free: true } | { readonly free: false; readonly at: Instant }>;
  /** What was taken is not needed. */
  giveBack(budgets: readonly Budget[]): Promise<void>;
  /** The platform takes nothing for so many seconds (`Retry-After`): nobody gets any of these before that. */
  block(budgets: readonly Budget[], seconds: number): Promise<void>;
  /** What blocked them is over sooner. */
  open(budgets: readonly Budget[]): Promise<void>;
  /** Forgets what has long been full again. */
  prune(): Promise<void>;
}

/** The platform definitely did not take the message; anything else that is thrown means "unknown". */
export class Undeliverable extends Error {
  /** Seconds that the platform wants us to wait. */
  readonly retryAfter: number | undefined;
  /** Trying again is of no use until somebody does something. */
  readonly permanent: boolean;
  /** What was to be changed is there no more. */
  readonly gone: boolean;
  /** What refuses: this message, the place whatever is said in it, or the whole workspace; of the latter two a person is told. */
  readonly refuses: "message" | "place" | "workspace";
  /** Which budgets `retryAfter` is about; all that the deed asks for where nothing is said. */
  readonly budgets: readonly Budget[] | undefined;

  constructor(why: string, options: Partial<Omit<Undeliverable, keyof Error>> = {}) {
    super(why);
    this.name = "Undeliverable";
    this.retryAfter = options.retryAfter;
    this.permanent = options.permanent ?? options.gone ?? false;
    this.gone = options.gone ?? false;
    this.refuses = options.refuses ?? "message";
    this.budgets = options.budgets;
  }
}

/** The delivery rows as the courier and the planner see them; the rows are the truth, jobs are not. */
export interface Deliveries {
  /** The register's clock: the database's, or a story's. */
  now(): Promise<Instant>;
  /** Places with anything due at `at`: of each workspace the most urgent, then of each the next, so that no workspace keeps others waiting. */
  duePlaces(at: Instant, limit: number): Promise<readonly { readonly workspace: Id; readonly place: Place }[]>;
  /** The earliest moment after `at` at which something falls due, or what is in doubt can be looked for. */
  nextDue(at: Instant): Promise<Instant | undefined>;
  /** Where a job's delivery belongs; undefined when it is gone or finished. */
  placeOf(workspace: Id, delivery: Id): Promise<Place | undefined>;
  /**
   * S3 and S4 in one transaction: locks what is due in the place, lets `judge` decide on fresh
   * state, marks what will be sent as SENDING with fence + 1. Undefined when nothing is due.
   */
  hold(
    workspace: Id,
    place: Place,
    at: Instant,
    judge: (parcel: Parcel) => Verdict,
  ): Promise<{ readonly parcel: Parcel; readonly held: readonly Held[] } | undefined>;
  /** S6: writes the outcome of held deliveries: that they arrived whoever holds them now, all else only if the fence is still ours; plans what follows, whatever the outcome. */
  settle(
    workspace: Id,
    place: Place,
    held: readonly Held[],
    outcome: Outcome,
    next: readonly FollowUp[],
  ): Promise<void>;
  /** Nothing may be sent to the place before `until`: one of what is due there rings again then, the rest stays due. */
  putOff(workspace: Id, place: Place, at: Instant, until: Instant): Promise<void>;
  /** S7: messages that may have arrived, taken in hand for a minute: their sender stopped or was told nothing, long enough ago that they have arrived by now or never will. Also those that were given up and said again: they may have come late. */
  doubts(at: Instant): Promise<readonly Doubt[]>;
  /** Writes what came of looking for one, where nobody has settled it meanwhile. */
  resolve(doubt: Doubt, found: Found): Promise<void>;
  /** Places that refuse us and of which no person knows, taken in hand for ten minutes. */
  untold(at: Instant): Promise<readonly Untold[]>;
  /** A person knows now. */
  told(workspace: Id, place: Place): Promise<void>;
  /** Gives a job to every delivery that falls due within `hours` after `at` and has none. Returns how many. */
  enqueueSoon(at: Instant, hours: number): Promise<number>;
  /** How many deliveries have been due for `minutes` at `at` and are still in no final state, over all workspaces. */
  overdue(at: Instant, minutes: number): Promise<number>;
  /** The digest that a team's parcel asks for. */
  digest(workspace: Id, question: DigestQuestion): Promise<DigestFigures>;
}

/** The living cards as painters see them: deliveries that are edited after they were sent. */
export interface Cards {
  /** Workspaces with a card that shows less than is known at `at`, the longest waiting first. */
  stale(at: Instant): Promise<readonly Id[]>;
  /** Where a request's cards stand, or are about to. */
  of(workspace: Id, request: Id): Promise<readonly CardAt[]>;
  /** Takes such a card, of this request or of any, for so many seconds; undefined when there is none (left). */
  hold(workspace: Id, at: Instant, seconds: number, request?: Id): Promise<StaleCard | undefined>;
  /** Writes how painting it ended, unless another painter has taken it since; a card that is gone gets a successor. */
  settle(workspace: Id, card: StaleCard, painted: Painted): Promise<void>;
}

/** A thin port over the job engine: it wakes the courier; what to do is read from the rows. */
export interface Queue {
  start(work: QueueWork): Promise<void>;
  stop(): Promise<void>;
}

/** What a queue sets going: deliveries one by one, and rounds by the clock. */
export interface QueueWork {
  /** A delivery has fallen due. Rejecting means: try again later. */
  deliver(workspace: Id, delivery: Id): Promise<void>;
  /** Regular rounds, each run by one process of all that share the database. */
  readonly rounds: readonly { readonly name: string; readonly cron: string; run(): Promise<void> }[];
}
