import { leavesOf, stateOf } from "./contribution.ts";
import type { Climber, LadderMoney } from "./ladder.ts";
import { isConfirmed, levelOf } from "./level.ts";
import { inCurrency, type Money, totals, type Value } from "./money.ts";
import { delivered, pledgedAt } from "./settled.ts";

type MoneyStep = Exclude<keyof LadderMoney, "currency">;

/** Amounts by rung, as recorded or settled on. */
const valuesOf = (record: Climber): Readonly<Record<MoneyStep, readonly Value[]>> => {
  const leaves = leavesOf(record.pledges);
  const arrived = record.deliveries.filter((delivery) => stateOf(delivery) === "received");
  const sure = arrived.filter(({ no }) => isConfirmed(levelOf(record, "delivery", no)));
  return {
    announced: leaves.flatMap((pledge) => pledgedAt(pledge, "announced")?.value ?? []),
    committed: leaves.flatMap((pledge) => pledgedAt(pledge, "committed")?.value ?? []),
    delivered: arrived.flatMap((delivery) => delivered(delivery).value ?? []),
    verified: sure.flatMap((delivery) => delivered(delivery).value ?? []),
  };
};

const MONEY_STEPS: readonly MoneyStep[] = ["announced", "committed", "delivered", "verified"];

/** One sum for each currency at each rung, sorted by currency. */
const byCurrency = (amounts: (step: MoneyStep) => readonly Money[]): readonly LadderMoney[] => {
  const sums = MONEY_STEPS.flatMap((step) => totals(amounts(step)).map((sum) => ({ step, sum })));
  const currencies = [...new Set(sums.map(({ sum }) => sum.currency))].toSorted();
  return currencies.map((currency) => ({
    currency,
    ...Object.fromEntries(sums.flatMap(({ step, sum }) => (sum.currency === currency ? [[step, sum]] : []))),
  }));
};

/** The money of a record by currency and rung. */
export const moneyOf = (record: Climber): readonly LadderMoney[] => {
  const values = valuesOf(record);
  return byCurrency((step) => values[step].map(({ money }) => money));
};

/** The money of a record in one currency: what is in it, and what was converted into it when it was entered. */
export const moneyIn = (record: Climber, currency: string): LadderMoney | undefined => {
  const values = valuesOf(record);
  return byCurrency((step) => values[step].flatMap((value) => inCurrency(value, currency) ?? []))[0];
};

/** What that total lacks: amounts of other currencies that nobody converted into it. */
export const unconverted = (record: Climber, currency: string): readonly LadderMoney[] => {
  const values = valuesOf(record);
  return byCurrency((step) =>
    values[step].filter((value) => inCurrency(value, currency) === undefined).map(({ money }) => money),
  );
};
