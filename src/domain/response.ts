import type { Money } from "./money.ts";
import type { Quantity } from "./quantity.ts";
import type { Dated, Instant } from "./time.ts";
import type { ClaimField, Extent, Ground, Outcome, Trigger } from "./vocabulary.ts";

/** What one source says of one field of a record, kept beside what another says. */
export interface Claim {
  readonly field: ClaimField;
  /** As stated, or the closed word of an outcome, an extent, a form. */
  readonly value: string;
  /** What was read from the value, where totals may come to use it. */
  readonly money?: Money;
  readonly quantity?: Quantity;
  readonly source: string;
  /** Whether a coordinator settled on this one; until then the record is disputed. */
  readonly chosen: boolean;
  /** Who settled on it. */
  readonly by?: string;
}

/** Who and what a restriction reaches, each as stated. */
interface Scope {
  readonly line?: string;
  readonly customers?: string;
  readonly countries?: string;
  readonly duration?: string;
}

/**
 * One version of a company's answer. Answers are never overwritten: a later one is a further
 * version, and the one in force is the latest that nothing supersedes, by effective date.
 */
export interface Response {
  readonly version: number;
  /** Missing while nobody has read the answer: it is here, but its meaning is not recorded yet. */
  readonly outcome?: Outcome;
  /** An automatic acknowledgement never stops the clock. */
  readonly automatic: boolean;
  readonly text?: string;
  readonly extent?: Extent;
  readonly scope?: Scope;
  readonly ground?: Ground;
  readonly reason?: string;
  readonly spokesperson?: string;
  readonly effective?: Dated;
  readonly stated?: Dated;
  readonly published?: Dated;
  readonly recorded: Instant;
  readonly trigger?: Trigger;
  /** Who reports it, when it is not the company itself. */
  readonly source?: string;
  readonly supersedes?: number;
  readonly unsolicited: boolean;
  readonly claims: readonly Claim[];
}
