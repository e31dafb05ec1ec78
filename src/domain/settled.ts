import {
  type Contributions,
  type Delivery,
  leavesOf,
  type Pledge,
  type Reading,
  type Step,
  stepAt,
} from "./contribution.ts";
import { chosenClaim } from "./level.ts";
import { convert, type Value } from "./money.ts";
import { comparable, type Line, type Quantity } from "./quantity.ts";
import type { Claim } from "./response.ts";
import { FORMS, type Form, type Stage } from "./vocabulary.ts";

/** How far a pledge has come: a commitment counts once there is one, an announcement until then. */
export const stageOf = (pledge: Pick<Pledge, "steps">): Stage =>
  stepAt(pledge, "committed") ? "committed" : "announced";

/**
 * The value to go by: the amount that a coordinator settled on, or else as recorded. The amount settled
 * on is converted by the rate that was entered for the recorded one, where both are of one currency. Chosen
 * words in which no amount was read change nothing.
 */
const settledValue = (value: Value | undefined, claims: readonly Claim[]): Value | undefined => {
  const money = chosenClaim(claims, "amount")?.money;
  if (!money) return value;
  const same = value?.money.currency === money.currency;
  const conversion = same ? value.conversion : undefined;
  return {
    money,
    ...(same && value.basis && { basis: value.basis }),
    ...(conversion && {
      conversion: { ...conversion, base: convert(money, conversion.rate, conversion.base.currency) },
    }),
  };
};

/** The quantity of a reading to go by. */
export const settledQuantity = ({ quantity, claims }: Pick<Reading, "quantity" | "claims">): Quantity =>
  chosenClaim(claims, "quantity")?.quantity ?? quantity;

/** The lines to go by: a quantity settled on takes the place of the one line's it can be meant for. */
const settledLines = (lines: readonly Line[], claims: readonly Claim[]): readonly Line[] => {
  const quantity = chosenClaim(claims, "quantity")?.quantity;
  if (!quantity) return lines;
  const meant = lines.filter((line) => line.quantity !== undefined && comparable(line.quantity, quantity));
  const only = lines.length === 1 ? lines[0] : meant.length === 1 ? meant[0] : undefined;
  return lines.map((line) => (line === only ? { ...line, quantity } : line));
};

/** What a pledge comes to at a stage, after its claims; these are about the stage it has reached. */
export const pledgedAt = (
  pledge: Pledge,
  stage: Stage,
): (Pick<Step, "lines" | "at"> & { readonly value?: Value }) | undefined => {
  const step = stepAt(pledge, stage);
  if (!step) return undefined;
  const claims = stageOf(pledge) === stage ? pledge.claims : [];
  const value = settledValue(step.value, claims);
  return { at: step.at, lines: settledLines(step.lines, claims), ...(value && { value }) };
};

/** Whether a pledge is of money, after its claims. */
export const formOf = ({ form, claims }: Pick<Pledge, "form" | "claims">): Form => {
  const said = chosenClaim(claims, "form")?.value;
  return FORMS.find((one) => one === said) ?? form;
};

/** What a delivery was worth and brought, after its claims. */
export const delivered = (
  delivery: Pick<Delivery, "lines" | "value" | "claims">,
): { readonly lines: readonly Line[]; readonly value?: Value } => {
  const value = settledValue(delivery.value, delivery.claims);
  return { lines: settledLines(delivery.lines, delivery.claims), ...(value && { value }) };
};

/** A choice between sources that decides what is counted. */
export interface Settled {
  readonly part: "pledge" | "delivery" | "reading";
  readonly no: number;
  readonly claim: Claim;
}

/** The choices of amount and quantity in force among what is counted. */
export const settledIn = ({ pledges, deliveries, readings }: Contributions): readonly Settled[] => {
  const of = (part: Settled["part"], items: readonly { readonly no: number; readonly claims: readonly Claim[] }[]) =>
    items.flatMap(({ no, claims }): readonly Settled[] =>
      (["amount", "quantity"] as const).flatMap((field) => {
        const claim = chosenClaim(claims, field);
        return claim ? [{ part, no, claim }] : [];
      }),
    );
  return [...of("pledge", leavesOf(pledges)), ...of("delivery", deliveries), ...of("reading", readings)];
};
