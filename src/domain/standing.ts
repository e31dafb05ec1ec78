import type { Due } from "./deadline.ts";
import type { Request } from "./request.ts";
import type { Response } from "./response.ts";
import type { Instant } from "./time.ts";
import type { Extent, Move, Outcome, WaitsFor } from "./vocabulary.ts";

/** Where a request stands: everything that is computed from its facts and never typed in. */
export interface Standing {
  readonly inForce?: Response;
  readonly outcome?: Outcome;
  readonly extent?: Extent;
  /** Sources disagree and nobody has chosen. */
  readonly disputed: boolean;
  readonly move: Move;
  readonly waitsFor?: WaitsFor;
  /** The clock runs: open, their move, not paused, and a deadline is set. */
  readonly running: boolean;
  readonly due?: Due;
  /** Present while the clock runs. */
  readonly lateAt?: Instant;
  readonly veryLateAt?: Instant;
  readonly promised?: Due;
  readonly sent?: Instant;
  readonly answered?: Instant;
  /** An answer is here that nobody has read into an outcome. */
  readonly unread?: { readonly version: number; readonly since: Instant };
  readonly moved: Instant;
}

export declare const standingOf: (request: Request) => Standing;
