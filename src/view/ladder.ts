import type { Ladder, LadderLine, LadderMoney } from "../domain/ladder.ts";
import { STEPS } from "../domain/ladder.ts";
import type { Difference, Measure } from "../domain/quantity.ts";
import { dimensionOf, sameUnit } from "../domain/unit.ts";
import type { Key, Say } from "../language/say.ts";
import { measureText, moneyText } from "./amount.ts";
import { join, short, strong } from "./text.ts";
import type { Text } from "./view.ts";

/** The item has been named: its rungs need not repeat the word for it. */
const bare = (measure: Measure, item: string): Measure => {
  const { unit, ...number } = measure;
  const named = unit !== undefined && dimensionOf(unit) === undefined && sameUnit(unit, item);
  return named && measure.value !== undefined ? number : measure;
};

/** What is missing or beyond, in words; nothing where it came out even. */
const gap = (
  item: string,
  open: Difference | undefined,
  words: { readonly shortfall?: Key; readonly overshoot?: Key },
  say: Say,
) => {
  const key = open === undefined || open.kind === "met" ? undefined : words[open.kind];
  return open === undefined || open.kind === "met" || key === undefined
    ? undefined
    : say(key, { amount: measureText(bare(open.by, item), say) });
};

/** Each gap is told where the rungs that it lies between are there: nobody misses what nobody was to bring. */
const gaps = (line: LadderLine, say: Say): readonly (Text | undefined)[] => {
  if (line.delivered === undefined)
    return [
      gap(line.item, line.offered, { shortfall: "ladder.not_offered", overshoot: "ladder.offered_beyond" }, say),
    ].filter(() => line.committed !== undefined);
  return [
    gap(line.item, line.arrived, { shortfall: "ladder.short", overshoot: "ladder.beyond" }, say),
    gap(line.item, line.confirmed, { shortfall: "ladder.unconfirmed" }, say),
  ];
};

/** "satellite terminals: asked 5,000 → committed 500 → delivered 500; missing: 4,500". */
const lineText = (line: LadderLine, someAsked: boolean, say: Say): Text => {
  const rungs = STEPS.flatMap((step): readonly Text[] => {
    const measure = line[step];
    if (measure === undefined) return [];
    const word = say.word("step", step);
    // Where nobody gave a number, that there was some is all there is to say.
    if (measure.value === undefined) return [[word]];
    return [say("ladder.rung", { step: word, amount: measureText(bare(measure, line.item), say) })];
  });
  const unasked = someAsked && line.asked === undefined ? say("ladder.unrequested") : undefined;
  return [strong(short(line.item, 60)), ": ", ...join([join(rungs, " → "), unasked, ...gaps(line, say)], "; ")];
};

const moneyLine = (money: LadderMoney, label: Text, say: Say): Text => {
  const rungs = STEPS.flatMap((step): readonly Text[] => {
    const amount = step === "asked" ? undefined : money[step];
    return amount === undefined
      ? []
      : [say("ladder.rung", { step: say.word("step", step), amount: moneyText(amount, say) })];
  });
  return [...label, ": ", ...join(rungs, " → ")];
};

/**
 * Every line from what was asked to what was verified, then money by currency, then all of it in the base
 * currency where that says more than the currencies do.
 */
export const ladderItems = (ladder: Ladder, say: Say): readonly Text[] => {
  const someAsked = ladder.lines.some(({ asked }) => asked !== undefined);
  const { base } = ladder;
  const says = base !== undefined && ladder.money.some(({ currency }) => currency !== base.currency);
  return [
    ...ladder.lines.map((line) => lineText(line, someAsked, say)),
    ...ladder.money.map((money) => moneyLine(money, [strong(money.currency)], say)),
    ...(says ? [moneyLine(base, say("ladder.base", { currency: base.currency }), say)] : []),
    ...(says && ladder.unconverted.length > 0
      ? [say("ladder.unconverted", { currencies: ladder.unconverted.map(({ currency }) => currency).join(", ") })]
      : []),
  ];
};
