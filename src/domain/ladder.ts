import { linesOf } from "./ladder-line.ts";
import { moneyIn, moneyOf, unconverted } from "./ladder-money.ts";
import type { Dossier } from "./level.ts";
import type { Money } from "./money.ts";
import type { Difference, Measure } from "./quantity.ts";
import type { Request } from "./request.ts";
import { type Settled, settledIn } from "./settled.ts";

export { nextInstalment, overdueInstalments } from "./instalments.ts";
export { overallocatedOf, unallocatedOf } from "./split.ts";

/** The rungs from what was asked to what the recipient confirmed. Each is counted by itself, none follows from another. */
export const STEPS = ["asked", "announced", "committed", "delivered", "verified"] as const;
export type LadderStep = (typeof STEPS)[number];

/** One thing from rung to rung. A rung is missing where nothing is recorded, and has no value where nobody gave a number. */
export interface LadderLine extends Readonly<Partial<Record<LadderStep, Measure>>> {
  /** As it was called when it was asked for, or else when it was first promised or brought. */
  readonly item: string;
  /** What was asked against what they undertook to give. */
  readonly offered?: Difference;
  /** What was asked, or undertaken where no number was asked, against what arrived. */
  readonly arrived?: Difference;
  /** What was undertaken against what arrived. */
  readonly kept?: Difference;
  /** What arrived against what the recipient confirmed. */
  readonly confirmed?: Difference;
}

/** The money of one currency from rung to rung; money is not asked for in itself. */
export interface LadderMoney extends Readonly<Partial<Record<Exclude<LadderStep, "asked">, Money>>> {
  readonly currency: string;
}

/** How far everything has come: by line, and in money by currency. */
export interface Ladder {
  readonly lines: readonly LadderLine[];
  readonly money: readonly LadderMoney[];
  /** The same in the base currency, of what is in it or was converted into it when it was entered. */
  readonly base?: LadderMoney;
  /** Amounts that nobody converted and that the base therefore lacks, by currency. */
  readonly unconverted: readonly LadderMoney[];
  /** Where sources differed and somebody's choice is what was counted. */
  readonly settled: readonly Settled[];
}

/** What a ladder is made of; a company's own record has no lines, since nobody asked. */
export type Climber = Dossier & Partial<Pick<Request, "lines">>;

/**
 * How far what was asked and promised has come. `base` is the currency of the total beside the currencies.
 * Nothing is deduced from rung to rung: what arrived without a promise stands at its rung alone, and the
 * differences say what is missing or beyond. Of a split pledge only the shares count, a cancelled one not at all.
 */
export const ladderOf = (record: Climber, base?: string): Ladder => {
  const converted = base === undefined ? undefined : moneyIn(record, base);
  return {
    lines: linesOf(record),
    money: moneyOf(record),
    ...(converted && { base: converted }),
    unconverted: base === undefined ? [] : unconverted(record, base),
    settled: settledIn(record),
  };
};
