import { type Delivery, leavesOf, type Pledge } from "./contribution.ts";
import { deliveryStateOf, hasArrived, type ShownState } from "./custody.ts";
import { chosenClaim, type Dossier, isConfirmed, isDisputed, isSourced, levelOf } from "./level.ts";
import { type Money, totals, type Value } from "./money.ts";
import { delivered, formOf, pledgedAt, stageOf } from "./settled.ts";
import type { Dated } from "./time.ts";
import type { Form, Level, Stage } from "./vocabulary.ts";

/**
 * One promise or one delivery, flat: what lists show, totals are made of and the database keeps. Only leaves
 * of split pledges are lines. A pledge stands at the stage it has reached and at what it came to there.
 */
export interface GivingLine {
  readonly part: "pledge" | "delivery";
  readonly no: number;
  readonly title: string;
  readonly form: Form;
  /** Of pledges. */
  readonly stage?: Stage;
  /** Of deliveries. */
  readonly state?: ShownState;
  readonly level: Level;
  /** As stated or settled on. */
  readonly money?: Money;
  /** What it was converted to when it was entered. */
  readonly base?: Money;
  /** When it was said or moved, no more exactly than is known; missing where nobody knows. */
  readonly at?: Pick<Dated, "on" | "precision">;
  /** Somebody on our side thanked for what this record holds. */
  readonly thanked: boolean;
  /** Its sources differ and nobody has settled on one. */
  readonly disputed: boolean;
  readonly sourced: boolean;
  readonly recipients?: string;
  readonly external?: string;
  /** Taken back or called off: listed and never counted. */
  readonly cancelled: boolean;
}

/** What lines of both parts have in common. */
const common = (
  record: Dossier,
  part: GivingLine["part"],
  { no, title, recipients, external, claims }: Pledge | Delivery,
  value: Value | undefined,
  at: Dated,
): Omit<GivingLine, "form" | "cancelled"> => {
  const { on, precision } = at;
  const whom = chosenClaim(claims, "recipients")?.value ?? recipients;
  return {
    part,
    no,
    title,
    level: levelOf(record, part, no),
    ...(value && { money: value.money }),
    ...(value?.conversion && { base: value.conversion.base }),
    ...(precision !== "unknown" && { at: { on, precision } }),
    thanked: record.notes.some(({ kind }) => kind === "recognition"),
    disputed: isDisputed(claims),
    sourced: isSourced(record, part, no),
    ...(whom !== undefined && { recipients: whom }),
    ...(external !== undefined && { external }),
  };
};

const ofPledge = (record: Dossier, pledge: Pledge): GivingLine => {
  const stage = stageOf(pledge);
  const pledged = pledgedAt(pledge, stage);
  const at = pledged?.at ?? { on: pledge.recorded, precision: "instant" };
  return {
    ...common(record, "pledge", pledge, pledged?.value, at),
    form: formOf(pledge),
    stage,
    cancelled: pledge.cancelled !== undefined,
  };
};

const ofDelivery = (record: Dossier, delivery: Delivery): GivingLine => {
  const { value } = delivered(delivery);
  const line = common(record, "delivery", delivery, value, (delivery.moves.at(-1) ?? delivery.moves[0]).on);
  const state = deliveryStateOf(delivery, line.level);
  return { ...line, form: delivery.mode === "cash" ? "cash" : "in_kind", state, cancelled: state === "cancelled" };
};

/** The lines of a record, pledges before deliveries: of pledges the leaves that stand, and every one that was taken back. */
export const givingLines = (record: Dossier): readonly GivingLine[] => {
  const leaves = new Set(leavesOf(record.pledges).map(({ no }) => no));
  return [
    ...record.pledges
      .filter(({ no, cancelled }) => leaves.has(no) || cancelled)
      .map((pledge) => ofPledge(record, pledge)),
    ...record.deliveries.map((delivery) => ofDelivery(record, delivery)),
  ];
};

/** A sum that is never forced into one currency. */
export interface GivingSum {
  /** One exact sum for each currency, sorted by its code. */
  readonly currencies: readonly Money[];
  /** In the base currency: amounts stated in it, and those converted into it when they were entered. */
  readonly base?: Money;
  /** What the base therefore lacks, by currency. */
  readonly unconverted: readonly Money[];
}

/**
 * What was given, apart by how far it has come; a line is in one of the four at most. `announced` is what is only
 * announced so far and belongs to no total; `committed` what was undertaken, whether or not it has come. `paid` is
 * what arrived by the recipient's own word, and `unconfirmed` what arrived by anybody else's.
 */
export interface GivingTotals {
  readonly announced: GivingSum;
  readonly committed: GivingSum;
  readonly paid: GivingSum;
  readonly unconfirmed: GivingSum;
}

/** A line's amount in that currency; undefined when it was neither stated in it nor converted into it. */
const baseOf = ({ money, base }: GivingLine, currency: string): Money | undefined =>
  [money, base].find((amount) => amount?.currency === currency);

const sumOf = (lines: readonly GivingLine[], currency: string | undefined): GivingSum => {
  const of = (some: readonly GivingLine[]) => totals(some.flatMap(({ money }) => money ?? []));
  if (currency === undefined) return { currencies: of(lines), unconverted: [] };
  const [base] = totals(lines.flatMap((line) => baseOf(line, currency) ?? []));
  return {
    currencies: of(lines),
    ...(base && { base }),
    unconverted: of(lines.filter((line) => baseOf(line, currency) === undefined)),
  };
};

/** Which of the four sums a line is in; none when it was cancelled, or has not arrived. */
export const columnOf = ({ cancelled, stage, state, level }: GivingLine): keyof GivingTotals | undefined => {
  if (cancelled) return undefined;
  if (state === undefined) return stage;
  if (!hasArrived(state)) return undefined;
  return isConfirmed(level) ? "paid" : "unconfirmed";
};

/** Sums lines of any number of records. `base` is the currency of the total beside those by currency. */
export const givingTotals = (lines: readonly GivingLine[], base?: string): GivingTotals => {
  const column = (name: keyof GivingTotals): GivingSum =>
    sumOf(
      lines.filter((line) => columnOf(line) === name),
      base,
    );
  return {
    announced: column("announced"),
    committed: column("committed"),
    paid: column("paid"),
    unconfirmed: column("unconfirmed"),
  };
};
