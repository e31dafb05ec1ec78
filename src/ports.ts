import type { Invocation, Speaker } from "./call.ts";
import type { CommandSpec } from "./commands/command.ts";
import type { Desk } from "./desk.ts";
import type { Budget } from "./domain/budget.ts";
import type { CardAt, Posted } from "./domain/delivery.ts";
import type { Place } from "./domain/parties.ts";
import type { Id } from "./domain/request.ts";
import type { Day, Instant } from "./domain/time.ts";
import type { Language, Phase, Platform } from "./domain/vocabulary.ts";
import type { Form, View } from "./view/view.ts";

export type { Cards, Deliveries, Limiter } from "./delivering.ts";
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
  /** Places that are a team's since: where we may not post there, whoever set them up is told so at once. */
  readonly homes?: readonly Place[];
  /** Set when a button or its form changed something: a reminder it was pressed on becomes this record of it. */
  readonly replaces?: boolean;
  /** The reference of a fault of ours in the log; nothing was changed. Missing when all went as it should. */
  readonly fault?: string;
  /** What a repeat of the event is answered, where the view says something that is not kept. */
  readonly kept?: View;
  /** What the view was said in: a renderer without date tokens of its own writes its dates in it. */
  readonly language?: Language;
}

/** Somebody who asks for something, as far as the register knows them. */
export interface Met {
  /** What they read: the language that they chose here before the one that their platform says. */
  readonly language: Language;
  /** What they are told, who may not take part here, as a guest. */
  readonly away?: Answer;
  /** Set while the register has no team, so that nothing would be reminded of anywhere. */
  readonly isNew?: true;
}

/** Asks the platform who it is that somebody mentions, by their account; undefined for nobody that it knows. */
export type Who = (account: string) => Promise<Speaker | undefined>;

/** The command core as adapters see it. */
export interface Bot {
  readonly commands: readonly CommandSpec[];
  /** Who it is that asks, before a form is opened to them. Writes nothing, not even who asked. Never rejects. */
  meet(invocation: Invocation): Promise<Met>;
  /**
   * The form to open instead of running, when required options are missing. Synchronous and pure:
   * Slack and Discord must know it before their three seconds are over. `language` is that of whoever
   * reads it, where they were met; before, it is what their platform says of them.
   */
  form(invocation: Invocation, language?: Language): Form | undefined;
  /** Values to offer while somebody types into an option; at most 25. */
  suggest(
    invocation: Invocation,
    option: string,
    typed: string,
  ): Promise<readonly { readonly value: string; readonly label: string }[]>;
  /** Runs the invocation and presents the outcome. Never rejects: a fault becomes a sentence. */
  handle(invocation: Invocation, who?: Who): Promise<Answer>;
}

/** What this process does for a platform; others on the same database do the rest. */
export interface Duties {
  /** Whether it takes in what comes from there, and tells the platform in time that we have it. */
  readonly serves: boolean;
  /** Whether it does what was asked for. What it takes in without, it hands over. */
  readonly works: boolean;
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
  /** The tokens of whatever else it says: each is looked for by its own after a restore, which forgets what went out together. */
  readonly further?: readonly string[];
  readonly language: Language;
  /** The message in whose thread it belongs. */
  readonly under?: Posted;
  /** The card of the one request that it is about: where each card has a place of its own, as a post in a forum, it is said there. */
  readonly near?: Posted;
  /** How that request stands, for a place that shows it beside the words. */
  readonly phase?: Phase;
}

/** What to look for in a place's history: many messages cost as much as one. */
export interface Search {
  readonly workspace: Id;
  readonly place: Place;
  readonly keys: readonly string[];
  /** Nothing older is looked at. */
  readonly since: Instant;
  /** The message in whose thread they would be. */
  readonly under?: Posted;
}

/** A key that a message carries. */
export interface Carried {
  readonly key: string;
  /** Of a message that says several things: the key of the first, as which it was posted, or a further one. Missing where it says one. */
  readonly part?: "first" | "further";
}

/** A message of ours that stands somewhere, and a key that it carries. */
export interface Standing extends Posted, Carried {}

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
  /** Messages of ours that carry one of the keys, oldest first. Throws Undeliverable where the history cannot be read. */
  find(search: Search): Promise<readonly Standing[]>;
  /** Takes a double of ours away; one that is gone already is no error. */
  remove(workspace: Id, posted: Posted): Promise<void>;
  /** The platform's limits for doing this there; whoever does it takes from each of them first. */
  budgets(workspace: Id, place: Place, deed: Deed): readonly Budget[];
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
