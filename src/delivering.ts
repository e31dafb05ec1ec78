import type { Budget } from "./domain/budget.ts";
import type { CardAt, FollowUp, Held, Lost, Outcome, Painted, Parcel, StaleCard, Verdict } from "./domain/delivery.ts";
import type { DigestFigures, DigestQuestion } from "./domain/digest.ts";
import type { Doubt, Found } from "./domain/doubt.ts";
import type { Place } from "./domain/parties.ts";
import type { Id } from "./domain/request.ts";
import type { Instant } from "./domain/time.ts";
import type { Untold } from "./domain/untold.ts";

/** What brings words out to people asks of a database: what is due, what is in doubt, what is stale, and how much a platform takes. */

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

/** The delivery rows as the courier and the planner see them; the rows are the truth, jobs are not. */
export interface Deliveries {
  /** The register's clock: the database's, or a story's. */
  now(): Promise<Instant>;
  /**
   * Writes down that the register is alive. Where it finds that it was restored from a backup, all that was due by now
   * is quarantined, what had come in is taken for answered, and every card is painted anew; it returns what was lost.
   * Once before anything is sent, and then regularly.
   */
  beat(): Promise<Lost | undefined>;
  /** Places with anything due at `at`: of each workspace the most urgent, then of each the next, so that no workspace keeps others waiting. */
  duePlaces(at: Instant, limit: number): Promise<readonly { readonly workspace: Id; readonly place: Place }[]>;
  /** The earliest moment after `at` at which something falls due, or what is in doubt can be looked for. */
  nextDue(at: Instant): Promise<Instant | undefined>;
  /** Where a job's delivery belongs; undefined when it is gone or finished. */
  placeOf(workspace: Id, delivery: Id): Promise<Place | undefined>;
  /** Whether a delivery is due at `at` and in nobody's hand, as far as anybody has written down. */
  isDue(workspace: Id, delivery: Id, at: Instant): Promise<boolean>;
  /**
   * S3 and S4 in one transaction: locks what is due in the place, lets `judge` decide on fresh
   * state, marks what will be sent as SENDING with fence + 1. Undefined when nothing is due; with
   * `last` nothing is left to ask for, else there may be.
   */
  hold(
    workspace: Id,
    place: Place,
    at: Instant,
    judge: (parcel: Parcel) => Verdict,
  ): Promise<{ readonly parcel: Parcel; readonly held: readonly Held[]; readonly last?: boolean } | undefined>;
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
  /** Those of a workspace's messages by which something is known to have been said: to take one away would unsay it. */
  needed(workspace: Id, messages: readonly string[]): Promise<readonly string[]>;
  /** Writes what came of looking for one, where nobody has settled it meanwhile. */
  resolve(doubt: Doubt, found: Found): Promise<void>;
  /** Places that refuse us and of which no person knows, taken in hand for ten minutes. */
  untold(at: Instant): Promise<readonly Untold[]>;
  /** A person knows now. */
  told(workspace: Id, place: Place): Promise<void>;
  /** Gives a job to every delivery that falls due within `hours` after `at` and has none. Returns how many. */
  enqueueSoon(at: Instant, hours: number): Promise<number>;
  /** Forgets what was settled more than a year ago and can be planned no more, and answers to events that nobody repeats. Returns how many deliveries. */
  forget(at: Instant): Promise<number>;
  /** How many deliveries have been due for `minutes` at `at` and are still in no final state, over all workspaces; one that is tried in vain has been due since it first was. */
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
  /** Writes how painting it ended; where another painter has taken it since, it is stale once more. A card that is gone gets a successor. */
  settle(workspace: Id, card: StaleCard, painted: Painted): Promise<void>;
}
