import type { Decimal } from "../../src/domain/decimal.ts";
import type { ContributionFact, RequestFact } from "../../src/domain/journal.ts";
import type { Money, Value } from "../../src/domain/money.ts";

type Fact<T extends ContributionFact["type"]> = Extract<ContributionFact, { type: T }>;

/** An amount, with what it came to in dollars where a rate is given. */
export const worth = (amount: Decimal, currency: string, dollars?: Decimal): Value => {
  const money: Money = { amount, currency };
  if (dollars === undefined) return { money };
  const base = { amount: dollars, currency: "USD" };
  return { money, conversion: { base, rate: "1.1", on: "2022-03-07", source: "the national bank" } };
};

/** A pledge of money, announced on 7 March unless told otherwise. */
export const pledged = (
  no: number,
  value: Value | undefined,
  {
    step,
    ...over
  }: Partial<Omit<Fact<"pledge.made">, "step">> & { readonly step?: Partial<Fact<"pledge.made">["step"]> } = {},
): Fact<"pledge.made"> => ({
  type: "pledge.made",
  no,
  form: "cash",
  title: `Pledge ${no}`,
  step: {
    stage: "announced",
    at: { on: "2022-03-07", precision: "day" },
    lines: [],
    ...(value && { value }),
    ...step,
  },
  ...over,
});

/** A transfer of money, received on 8 March unless told otherwise. */
export const delivered = (
  no: number,
  value: Value | undefined,
  {
    move,
    ...over
  }: Partial<Omit<Fact<"delivery.recorded">, "move">> & {
    readonly move?: Partial<Fact<"delivery.recorded">["move"]>;
  } = {},
): Fact<"delivery.recorded"> => ({
  type: "delivery.recorded",
  no,
  mode: "cash",
  title: `Delivery ${no}`,
  lines: [],
  move: { state: "received", on: { on: "2022-03-08", precision: "day" }, ...move },
  ...(value && { value }),
  ...over,
});

/** The recipient says that a delivery is there. */
export const confirmed = (no: number, delivery: number): Extract<RequestFact, { type: "evidence.added" }> => ({
  type: "evidence.added",
  no,
  kind: "confirmation",
  voice: "recipient",
  about: { part: "delivery", no: delivery },
});

/** Somebody on our side thanked. */
export const thanked = (no: number): Extract<RequestFact, { type: "note.added" }> => ({
  type: "note.added",
  no,
  kind: "recognition",
  text: "Thank you",
});
