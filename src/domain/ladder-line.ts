import { leavesOf, readingsInForce, stateOf } from "./contribution.ts";
import type { Climber, LadderLine, LadderStep } from "./ladder.ts";
import { isConfirmed, levelOf } from "./level.ts";
import type { Value } from "./money.ts";
import { comparable, type Difference, difference, type Line, type Measure, sumOf } from "./quantity.ts";
import { delivered, pledgedAt, settledQuantity } from "./settled.ts";
import { sameUnit } from "./unit.ts";

/** One thing at one rung, before things are put together. */
interface Count {
  readonly step: LadderStep;
  readonly item: string;
  readonly measure: Measure;
  /** Readings measure the whole, again each time, and are not added to what is counted piece by piece. */
  readonly reading?: true;
}

const UNCOUNTED: Measure = { bound: "unknown" };

const counts = (step: LadderStep, lines: readonly Line[]): readonly Count[] =>
  lines.map(({ item, quantity }) => ({ step, item, measure: quantity ?? UNCOUNTED }));

/** Lines as they are; without any, the amount, where money was asked for: "5 million USD" is a line whose unit is a currency. */
const pieces = (
  record: Climber,
  step: LadderStep,
  given: { readonly lines: readonly Line[]; readonly value?: Value } | undefined,
): readonly Count[] => {
  const money = given?.lines.length === 0 ? given.value?.money : undefined;
  if (!money || !record.lines?.some(({ quantity }) => quantity?.unit === money.currency))
    return counts(step, given?.lines ?? []);
  return [{ step, item: money.currency, measure: { value: money.amount, unit: money.currency, bound: "exact" } }];
};

/** Everything that is counted, rung by rung: of pledges the leaves, of deliveries those received, of readings those in force. */
const counted = (record: Climber): readonly Count[] => [
  ...counts("asked", record.lines ?? []),
  ...leavesOf(record.pledges).flatMap((pledge) =>
    (["announced", "committed"] as const).flatMap((stage) => pieces(record, stage, pledgedAt(pledge, stage))),
  ),
  ...record.deliveries
    .filter((delivery) => stateOf(delivery) === "received")
    .flatMap((delivery) => {
      const brought = delivered(delivery);
      const sure = isConfirmed(levelOf(record, "delivery", delivery.no));
      return [...pieces(record, "delivered", brought), ...(sure ? pieces(record, "verified", brought) : [])];
    }),
  ...readingsInForce(record).flatMap((reading): readonly Count[] => {
    const count = { item: reading.metric, measure: settledQuantity(reading), reading: true } as const;
    const sure = isConfirmed(levelOf(record, "reading", reading.no));
    return [{ ...count, step: "delivered" }, ...(sure ? [{ ...count, step: "verified" } as const] : [])];
  }),
];

/** A row of the ladder as it fills. */
interface Row {
  readonly item: string;
  readonly counts: Count[];
}

/** Whether two things go by one word: "Starlink terminals, 5,000 terminals" and "500 terminals" do. */
const sameWord = (row: Row, { item, measure, reading }: Count): boolean => {
  // What was put under a row for its name does not widen it, or the order of records would matter.
  const own = row.counts.filter((count) => (reading ? !count.reading : count.step === "asked"));
  const units = own.flatMap(({ measure: { unit } }) => unit ?? []);
  const is = (word: string | undefined, of: string): boolean => word !== undefined && sameUnit(word, of);
  if (units.some((unit) => is(item, unit)) || is(measure.unit, row.item)) return true;
  // A reading is named after what is measured, so that it may share no more than its unit. Goods share units by chance.
  return reading === true && units.some((unit) => is(measure.unit, unit));
};

/** The row of the same name, or else the only one that goes by the same word. */
const rowFor = (rows: readonly Row[], count: Count): Row | undefined => {
  const named = rows.find((row) => sameUnit(row.item, count.item));
  if (named) return named;
  const [only, ...others] = rows.filter((row) => sameWord(row, count));
  return others.length === 0 ? only : undefined;
};

/**
 * Things by name, in the order in which they were asked for, promised, brought. What has another name may still be what
 * was asked for: each is held against what was asked before anything else, so that no record depends on those
 * before it. A reading counts for a row of either, or stands alone and makes none.
 */
const rowsOf = (all: readonly Count[]): readonly Row[] => {
  const [asked, unasked]: [Row[], Row[]] = [[], []];
  for (const count of all) {
    const own = count.step === "asked" ? asked : unasked;
    const named = own.find((row) => sameUnit(row.item, count.item));
    const row = count.reading
      ? rowFor([...asked, ...unasked], count)
      : ((count.step === "asked" ? undefined : rowFor(asked, count)) ?? named);
    if (row) row.counts.push(count);
    else if (!count.reading) own.push({ item: count.item, counts: [count] });
  }
  return [...asked, ...unasked];
};

/** What is left out of a sum makes the sum the least there is. */
const atLeast = (measure: Measure): Measure => ({
  ...measure,
  bound: measure.bound === "exact" || measure.bound === "at_least" ? "at_least" : "unknown",
});

/** The sum of what counts the same thing as what was asked; of things that do not add up, only that there are some. */
const together = (all: readonly Measure[], like: Measure | undefined): Measure | undefined => {
  if (all.length === 0) return undefined;
  const whole = sumOf(all);
  if (whole && (like?.value === undefined || comparable(whole, like))) return whole;
  const alike = like ? all.filter((one) => comparable(one, like)) : [];
  const sum = sumOf(alike);
  return sum === undefined ? (whole ?? UNCOUNTED) : atLeast(sum);
};

/** The greater of two measures of one thing; what has a number, where one has none. */
const greater = (one: Measure, other: Measure): Measure => {
  if (one.value === undefined || other.value === undefined) return other.value === undefined ? one : other;
  return difference(one, other)?.kind === "overshoot" ? other : one;
};

/**
 * What a row comes to at one rung. Readings and deliveries measure the same thing, and readings of
 * several metrics may overlap: the greatest of them holds, so that nothing is counted twice.
 */
const rungOf = (row: Row, step: LadderStep, like: Measure | undefined): Measure | undefined => {
  const here = row.counts.filter((count) => count.step === step);
  const piecemeal = together(
    here.filter(({ reading }) => !reading).map(({ measure }) => measure),
    like,
  );
  const readings = here.filter(({ reading }) => reading).map(({ measure }) => measure);
  return [...(piecemeal ? [piecemeal] : []), ...readings].reduce<Measure | undefined>(
    (most, one) => (most ? greater(most, one) : one),
    undefined,
  );
};

/** A gap between two rungs; what is not there at all is short by everything. */
const gap = (wanted: Measure | undefined, got: Measure | undefined): Difference | undefined =>
  wanted &&
  difference(wanted, got ?? { value: "0", ...(wanted.unit !== undefined && { unit: wanted.unit }), bound: "exact" });

const lineOf = (row: Row): LadderLine => {
  const asked = rungOf(row, "asked", undefined);
  const [announced, committed] = [rungOf(row, "announced", asked), rungOf(row, "committed", asked)];
  const like = asked?.value === undefined ? (committed ?? asked) : asked;
  const [brought, verified] = [rungOf(row, "delivered", like), rungOf(row, "verified", like)];
  const [offered, arrived, kept] = [gap(asked, committed), gap(like, brought), gap(committed, brought)];
  const confirmed = gap(brought, verified);
  return {
    item: row.item,
    ...(asked && { asked }),
    ...(announced && { announced }),
    ...(committed && { committed }),
    ...(brought && { delivered: brought }),
    ...(verified && { verified }),
    ...(offered && { offered }),
    ...(arrived && { arrived }),
    ...(kept && { kept }),
    ...(confirmed && { confirmed }),
  };
};

/** Each thing that was asked for, promised or brought, from rung to rung. */
export const linesOf = (record: Climber): readonly LadderLine[] => rowsOf(counted(record)).map(lineOf);
