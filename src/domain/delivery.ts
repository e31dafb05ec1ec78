import type { Entry, RequestFact } from "./journal.ts";
import type { Campaign, Company, Member, Place, Team, Workspace } from "./parties.ts";
import type { PlannedReminder, ReminderKind } from "./reminder.ts";
import type { Id, Request } from "./request.ts";
import type { Instant } from "./time.ts";

/** A message as the platform knows it. */
export interface Posted {
  readonly place: Place;
  readonly id: string;
}

/** A delivery that the courier holds: fenced, journaled as SENDING before anything is sent. */
export interface Held {
  readonly id: Id;
  readonly fence: number;
  /** 24 base-32 characters, an HMAC over the delivery: what the platform gets to recognise a double. */
  readonly token: string;
}

/** What a delivery says: a reminder, a team's digest, the living card of a request, below it what was just done, or a first request's meaning. */
export type DeliveryKind = ReminderKind | "digest" | "card" | "record" | "introduction";

/** Whether it reminds of something: then it may wait for the morning, and share a message with others. */
export const isReminder = (kind: DeliveryKind): kind is ReminderKind =>
  !["digest", "card", "record", "introduction"].includes(kind);

/** One due delivery with what is true of its request at this moment. */
export interface DueItem {
  readonly delivery: Id;
  readonly kind: DeliveryKind;
  /** The clock (or other fact) this occurrence belongs to; see PlannedReminder. */
  readonly key: string;
  readonly dueAt: Instant;
  /** An earlier attempt may have arrived, and nobody can tell: sent again, it says so. */
  readonly repeat: boolean;
  /** It may have been said before the register was restored from a backup: it is looked for before it is sent. */
  readonly quarantined?: true;
  /** A message that went out under its token may stand there, or come yet: it lends that to no message with others in it. */
  readonly spent?: true;
  readonly request?: Request;
  readonly company?: Company;
  /** For a record: what one command did to the request. */
  readonly entries?: readonly Entry<RequestFact>[];
  /** The request's card in this place, for a record and a reminder: in its thread records are told. */
  readonly under?: Posted;
}

/** Everything due in one place at one moment, loaded afresh so that what changed since is respected. */
export interface Parcel {
  readonly at: Instant;
  readonly workspace: Workspace;
  readonly team: Team;
  readonly place: Place;
  readonly members: readonly Member[];
  /** For the rung that comes next on each request's ladder. */
  readonly campaigns: readonly Campaign[];
  readonly items: readonly DueItem[];
}

/**
 * What the courier decides about a parcel. An item is in at most one of these lists; in none, it is
 * left as it is and stays due: the courier holds one message at a time, so that a crash leaves only
 * that one uncertain. The first of `send` lends its token to the message.
 */
export interface Verdict {
  readonly send: readonly Id[];
  /** Not sent, for ever, and why. */
  readonly skip: readonly { readonly delivery: Id; readonly why: string }[];
  /** Not now. */
  readonly postpone: readonly { readonly delivery: Id; readonly until: Instant }[];
  /** Looked for where they would stand before anything else is done with them. */
  readonly doubt?: readonly Id[];
  /** What comes after the items sent, covered or doubted; planned in the same transaction (a key met before is left alone), so that no series ends with a crash. */
  readonly next?: readonly FollowUp[];
}

/**
 * How an attempt ended. `unknown` is neither: it may have arrived, and so it may where trying again is `uncertain`. `refused`
 * is the place that takes nothing until a person mends something, with an empty id all of the workspace on its platform; the leads are told.
 */
export type Outcome =
  | { readonly kind: "sent"; readonly posted: Posted }
  | {
      readonly kind: "retry";
      readonly at: Instant;
      readonly why: string;
      readonly refused?: Place;
      readonly uncertain?: true;
    }
  | { readonly kind: "dead"; readonly why: string; readonly refused?: Place }
  | { readonly kind: "unknown"; readonly why: string };

/** A card that shows less than is known, taken by a painter for a while. */
export interface StaleCard {
  /** Its only item is the card; the place is the one in which it stands. */
  readonly parcel: Parcel;
  readonly delivery: Id;
  readonly token: string;
  readonly posted: Posted;
  /** How many changes it did not show when it was taken: those after that leave it stale. */
  readonly stale: number;
  /** How often it was taken: only the last taker may say how it ended. */
  readonly paints: number;
}

/** What a register that was restored from a backup does not know: what was said and done in between. */
export interface Lost {
  readonly from: Instant;
  readonly until: Instant;
  /** Deliveries that may have been said then, and are looked for before they are sent. */
  readonly deliveries: number;
}

/** How painting a card ended. `gone`: somebody took the message away, so that a new one is due. */
export type Painted =
  | { readonly kind: "shown" }
  | { readonly kind: "again"; readonly at: Instant; readonly why: string }
  /** Nobody knows whether it was shown, or will be: it is painted again when it has been or never will. */
  | { readonly kind: "unsure"; readonly why: string }
  | { readonly kind: "gone" };

/** A card where people see it. */
export interface CardAt {
  readonly place: Place;
  /** By which a pressed button tells that it stands on the card. */
  readonly token: string;
  readonly posted?: Posted;
  /** Whether it has been posted and shows everything. */
  readonly current: boolean;
}

/** What a sent reminder brings after it: the next weekly one, the next digest. */
export interface FollowUp {
  readonly request?: Id;
  readonly team?: Id;
  readonly reminder: PlannedReminder | { readonly kind: "digest"; readonly key: string; readonly at: Instant };
}
