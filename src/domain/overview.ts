import type { Due } from "./deadline.ts";
import type { Fulfilment } from "./fulfilment.ts";
import type { Id } from "./request.ts";
import type { Instant } from "./time.ts";
import type { Extent, Kind, Move, Outcome, Priority, Status, WaitsFor } from "./vocabulary.ts";

/** What `list`, `mine`, `late` and the digest choose from. All conditions hold together. */
export interface ListFilter {
  readonly status?: readonly Status[];
  readonly move?: Move;
  readonly late?: boolean;
  readonly owner?: Id;
  /** Owner or stand-in. */
  readonly involves?: Id;
  readonly unowned?: boolean;
  readonly team?: Id;
  readonly campaign?: Id;
  readonly company?: Id;
  readonly kind?: Kind;
  readonly fulfilment?: Fulfilment;
  /** Words of the title or of one of the company's names, in any case. */
  readonly text?: string;
  /** "turn" puts first what is our move. */
  readonly sort?: "due" | "ref" | "moved" | "turn";
  /** The register as it was known at that moment; now when missing. */
  readonly asOf?: Instant;
  readonly limit: number;
  readonly offset?: number;
}

/** One request on one line of an overview, computed for the moment asked about. */
export interface RequestLine {
  readonly id: Id;
  readonly ref: number;
  readonly version: number;
  readonly title: string;
  readonly kind: Kind;
  readonly company: { readonly id: Id; readonly name: string };
  readonly team: Id;
  readonly campaign?: Id;
  readonly owner?: { readonly id: Id; readonly name: string };
  readonly status: Status;
  readonly priority: Priority;
  readonly outcome?: Outcome;
  readonly extent?: Extent;
  readonly disputed: boolean;
  /** How far it has been done; missing while nothing of it is. */
  readonly fulfilment?: Exclude<Fulfilment, "none">;
  readonly move: Move;
  readonly waitsFor?: WaitsFor;
  readonly due?: Due;
  /** From this moment it counts as late, if the clock still runs; missing when no clock runs. */
  readonly lateAt?: Instant;
  readonly veryLateAt?: Instant;
  readonly promised?: Due;
  /** When the first approach was made, and when the first real answer came. */
  readonly sent?: Instant;
  readonly answered?: Instant;
  readonly moved: Instant;
}

/** One page of an overview, and how many lines there are in all. */
export interface ListPage {
  readonly rows: readonly RequestLine[];
  readonly total: number;
}

/** One cell of companies by kinds of ask. */
export interface MatrixCell {
  readonly company: { readonly id: Id; readonly name: string };
  readonly kind: Kind;
  readonly asked: number;
  readonly late: number;
  /** The outcome of the latest request in the cell; undefined while silent. */
  readonly outcome?: Outcome;
  readonly extent?: Extent;
  readonly disputed: boolean;
  readonly refs: readonly number[];
}
