import type { Held, Posted } from "./delivery.ts";
import type { Place } from "./parties.ts";
import type { Id } from "./request.ts";
import type { Instant } from "./time.ts";

/** A message of which nobody knows whether it arrived: its sender stopped, or was told nothing. */
export interface Doubt {
  readonly workspace: Id;
  /** Where it may stand: in the place it was meant for, or in the team's, where a direct conversation was closed. */
  readonly places: readonly Place[];
  readonly token: string;
  /** The message in whose thread it would be. */
  readonly under?: Posted;
  /** The deliveries that went out in it. */
  readonly held: readonly Held[];
  readonly digest: boolean;
  /** Set when nothing was heard of its sender when the look began: it may only sleep, and speak and post yet. */
  readonly unheard?: true;
  /** Set when what is known of it is as old as a backup: it may have gone out since, also in a message of another's token. Each is looked for by itself then. */
  readonly restored?: true;
  /** Set while anything in its places is looked for since a restore forgot whether it was said: a message of several may be all that says it. */
  readonly amongForgotten?: true;
  readonly firstAttempt: Instant;
  readonly lastAttempt: Instant;
  /** Messages under its token that receipts tell of. */
  readonly seen: readonly string[];
  /**
   * Set when the deliveries were said after all, by these messages: whatever else stands under the token is a
   * double. Not set while that is open.
   */
  readonly saidBy?: readonly string[];
  /** The token of the message by which it was said, where one was. */
  readonly saidUnder?: string;
}

/** What came of looking for it. */
export type Found =
  /**
   * It stands there; `doubles` of it were taken away. Without a message nothing was found but doubles, if any. `within`
   * a message of another's token: then that is true of these deliveries alone, whatever else was sent under theirs.
   */
  | { readonly kind: "arrived"; readonly posted?: Posted; readonly within?: true; readonly doubles: number }
  /** It does not, and will not any more: it is due again from `at` on. */
  | { readonly kind: "absent"; readonly at: Instant }
  /** Nobody can look: it is due again, and will say that it may be a repeat. */
  | { readonly kind: "unreadable"; readonly at: Instant; readonly why: string }
  /** Nobody can look, ever, and it is not to be said twice: it ends, and the leads are told of the place. */
  | { readonly kind: "hopeless"; readonly why: string; readonly refused: Place }
  /** Nobody can tell yet. */
  | { readonly kind: "later"; readonly at: Instant; readonly why: string };

/** Milliseconds before the first attempt at which a look into the history begins: clocks differ. */
export const LOOK_BACK = 120_000;

/** Milliseconds after a message was held by a sender that stopped: it may have sent it a minute later, and not after that. */
export const STOPPED = 120_000;

/** Milliseconds after a sender was told nothing: by then its request has arrived or never will. */
export const SETTLED = 60_000;

/** Milliseconds for which whoever looks has it for itself. */
export const LOOKING = 60_000;

/** Milliseconds after an attempt at which what was given up and sent again is looked for once more, in case it came late. */
export const LATE = [120_000, 600_000] as const;
