import type { Intent, NewDelivery, NewPledge, NewReading, NewStep } from "../../src/domain/intent.ts";
import type { Value } from "../../src/domain/money.ts";
import type { Line, Quantity } from "../../src/domain/quantity.ts";
import type { Evidence } from "../../src/domain/request.ts";
import type { Claim } from "../../src/domain/response.ts";
import type { Bound, DeliveryState, Part } from "../../src/domain/vocabulary.ts";
import { givenRequest, LOG, type Tale } from "./given.ts";

/** `count("5000 terminals")`, `count("10 PB", "at_least")`, `count("?")` for what has no number. */
export const count = (stated: string, bound: Bound = stated.startsWith("?") ? "unknown" : "exact"): Quantity => {
  const [value = "", unit] = stated.split(" ");
  return { stated, bound, ...(value !== "?" && { value }), ...(unit !== undefined && { unit }) };
};

/** `line("terminals", "5000")`; without a quantity it has none. */
export const line = (item: string, stated?: string, bound?: Bound): Line => ({
  item,
  ...(stated !== undefined && { quantity: count(stated, bound) }),
});

/** `usd("75000000")`, or of another currency. */
export const usd = (amount: string, currency = "USD"): Value => ({ money: { amount, currency } });

/** An amount with what it was converted to when it was entered. */
export const converted = (amount: string, currency: string, rate: string, base: string): Value => ({
  ...usd(amount, currency),
  conversion: { base: { amount: base, currency: "USD" }, rate, on: "2022-03-10", source: "ECB" },
});

/** A promise, by default of something in kind that they undertook to give. */
export const pledges = (
  { stage = "committed", at = { on: "2022-03-08", precision: "day" }, ...step }: Partial<NewStep> = {},
  pledge: Partial<NewPledge> = {},
): Intent => ({
  do: "pledge",
  pledge: { form: "in_kind", title: "a promise", ...pledge },
  step: { stage, at, lines: [], ...step },
});

/** Something that came, by default by road. */
export const delivers = (
  delivery: Partial<NewDelivery> = {},
  state: DeliveryState = "received",
  on = "2022-03-09",
): Intent => ({
  do: "deliver",
  delivery: { mode: "physical", title: "a delivery", lines: [], ...delivery },
  move: { state, on: { on, precision: on.length > 10 ? "instant" : "day" } },
});

/** A reading, by default of what was saved. */
export const reads = (reading: Partial<NewReading> = {}): Intent => ({
  do: "read",
  reading: {
    metric: "data",
    quantity: count("10 PB"),
    at: { on: "2022-03-09", precision: "day" },
    breakdown: [],
    tags: [],
    ...reading,
  },
});

/** Evidence about a part of the record. */
export const shows = (part: Part, no: number, evidence: Partial<Omit<Evidence, "no" | "captured">>): Intent => ({
  do: "evidence",
  evidence: { kind: "press", about: { part, no }, ...evidence },
});

/** The recipient's word, as a liaison gives it by one press. */
export const confirms = (part: Part, no: number): Intent =>
  shows(part, no, { kind: "confirmation", voice: "recipient", by: "Ministry of Health" });

/** What a source says otherwise. */
export const claims = (
  part: "pledge" | "delivery" | "reading" | "agreement",
  no: number,
  claim: Pick<Claim, "field" | "value"> & Partial<Claim>,
): Intent => ({ do: "dispute_part", part, no, claim: { source: "a newspaper", chosen: false, ...claim } });

/** A coordinator's choice between sources. */
export const settles = (
  part: "pledge" | "delivery" | "reading" | "agreement",
  no: number,
  field: Claim["field"],
  value: string,
): Intent => ({ do: "settle_part", part, no, field, value });

/** A request for equipment, put to a company on Monday 7 March 2022 at 10:00 in Kyiv. */
export const givenAsk = (lines: readonly Line[] = [], request: Partial<(typeof LOG)["request"]> = {}): Tale =>
  givenRequest({ ...LOG, request: { ...LOG.request, kind: "equipment", title: "Send equipment", lines, ...request } });

/** Tells things one after another, a minute apart, on the Thursday after it was asked. */
export const told = (tale: Tale, ...intents: readonly Intent[]): Tale =>
  intents.reduce(
    (so, intent, index) => so.when(`2022-03-10T08:${String(index).padStart(2, "0")}:00.000Z`, intent),
    tale,
  );
