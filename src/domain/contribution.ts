import type { Value } from "./money.ts";
import type { Line, Quantity } from "./quantity.ts";
import type { Claim } from "./response.ts";
import { type Dated, type Day, type Instant, isBefore } from "./time.ts";
import type { AgreementKind, DeliveryState, Direction, Form, Mode, Stage } from "./vocabulary.ts";
import { type Zoned, zoneOf } from "./zoned.ts";

/** What was said at one stage of a pledge. A commitment stands beside the announcement, never in its place. */
export interface Step {
  readonly stage: Stage;
  readonly at: Dated;
  readonly value?: Value;
  readonly lines: readonly Line[];
  /** Who reports it, when it is not the company itself. */
  readonly source?: string;
  readonly recorded: Instant;
}

/** A part of a pledge that comes at a time of its own. What is scheduled and what came are two amounts. */
export interface Instalment {
  readonly no: number;
  readonly due: Day;
  readonly value?: Value;
  readonly lines: readonly Line[];
  /** What came of it, once something did. */
  readonly came?: { readonly on: Dated; readonly value?: Value; readonly recorded: Instant };
}

/** What a company said it will give. Numbered within the request or the company that it is recorded on. */
export interface Pledge {
  readonly no: number;
  readonly form: Form;
  readonly title: string;
  /** The pledge of which this is a share: only leaves are summed. */
  readonly parent?: number;
  /** For whom, as stated: "ministries", "charities". */
  readonly recipients?: string;
  readonly condition?: string;
  readonly conditionMet?: Instant;
  /** Which response version it comes from. */
  readonly response?: number;
  /** Its number in the list it was imported from: the same row is never taken twice. */
  readonly external?: string;
  readonly steps: readonly Step[];
  readonly instalments: readonly Instalment[];
  readonly claims: readonly Claim[];
  /** They took it back. */
  readonly cancelled?: { readonly at: Instant; readonly reason: string };
  readonly recorded: Instant;
}

/** One way that a delivery goes, with who carries it and which numbered units. */
export interface Leg {
  readonly no: number;
  readonly direction: Direction;
  readonly from?: string;
  readonly to?: string;
  readonly carrier?: string;
  readonly tracking?: string;
  /** Numbers of the units that travel, as written on them. */
  readonly units: readonly string[];
  readonly dispatched?: Dated;
  readonly received?: Dated;
}

/** Where a delivery was at some time, and why where that needs a word. */
export interface Move {
  readonly state: DeliveryState;
  readonly on: Dated;
  readonly reason?: string;
  readonly recorded: Instant;
}

/** What arrived or is on its way; with or without a pledge, before or after it was asked for. */
export interface Delivery {
  readonly no: number;
  readonly mode: Mode;
  readonly title: string;
  readonly pledge?: number;
  readonly value?: Value;
  readonly lines: readonly Line[];
  readonly recipients?: string;
  readonly source?: string;
  readonly external?: string;
  /** Oldest first; the last is where it is. */
  readonly moves: readonly [Move, ...Move[]];
  readonly legs: readonly Leg[];
  readonly claims: readonly Claim[];
  readonly recorded: Instant;
}

/** A share of a reading: "27 ministries". */
export interface Share {
  readonly of: string;
  readonly quantity: Quantity;
}

/** What was measured at some time: append-only, the latest holds. */
export interface Reading {
  readonly no: number;
  /** What is counted: "data", "people reached". */
  readonly metric: string;
  readonly quantity: Quantity;
  readonly at: Dated;
  readonly breakdown: readonly Share[];
  /** What it covers: "tax", "property records". */
  readonly tags: readonly string[];
  readonly pledge?: number;
  readonly delivery?: number;
  /** Why it is lower than the one before. */
  readonly reason?: string;
  readonly source?: string;
  readonly claims: readonly Claim[];
  readonly recorded: Instant;
}

/** A paper that was signed, or is to be. */
export interface Agreement {
  readonly no: number;
  readonly kind: AgreementKind;
  readonly title: string;
  readonly parties: readonly string[];
  readonly signatories: readonly string[];
  readonly signed?: Dated;
  /** The last day on which it holds. */
  readonly until?: Day;
  /** What it goes on from, as stated: "the plan of 24 February". */
  readonly renews?: string;
  readonly claims: readonly Claim[];
  readonly recorded: Instant;
}

/** What a request or a company gathers once there is more than words. */
export interface Contributions {
  readonly pledges: readonly Pledge[];
  readonly deliveries: readonly Delivery[];
  readonly readings: readonly Reading[];
  readonly agreements: readonly Agreement[];
}

/** Nothing promised and nothing arrived. */
export const NO_CONTRIBUTIONS: Contributions = { pledges: [], deliveries: [], readings: [], agreements: [] };

/** Where a delivery is now. */
export const stateOf = ({ moves }: Pick<Delivery, "moves">): DeliveryState => (moves.at(-1) ?? moves[0]).state;

/** The words of one stage of a pledge, the latest when a stage was stated more than once. */
export const stepAt = ({ steps }: Pick<Pledge, "steps">, stage: Stage): Step | undefined =>
  steps.findLast((step) => step.stage === stage);

/** Pledges that no other pledge is a share of: what totals are made of. */
export const leavesOf = (pledges: readonly Pledge[]): readonly Pledge[] => {
  const parents = new Set(pledges.filter(({ cancelled }) => !cancelled).map(({ parent }) => parent));
  return pledges.filter(({ no, cancelled }) => !cancelled && !parents.has(no));
};

/** The reading that holds of each metric: the latest by its own date, and of dates that may be one the last recorded. */
export const readingsInForce = (record: Zoned & Pick<Contributions, "readings">): readonly Reading[] => [
  ...record.readings
    .reduce((held, reading) => {
      const before = held.get(reading.metric);
      const later = !before || !isBefore(reading.at, before.at, zoneOf(record));
      return later ? held.set(reading.metric, reading) : held;
    }, new Map<string, Reading>())
    .values(),
];
