import type { Delivery, Pledge, Reading } from "../domain/contribution.ts";
import { type Climber, ladderOf } from "../domain/ladder.ts";
import type { Say } from "../language/say.ts";
import { facts, line, list } from "./blocks.ts";
import type { Given } from "./contributions.ts";
import { custodyItems, deliveryText, legItems } from "./delivery-text.ts";
import { instalmentItems, pledgeText, splitText } from "./pledge-text.ts";
import { readingText } from "./reading-text.ts";
import { short } from "./text.ts";
import type { Block } from "./view.ts";

/** The part that a command wrote to; the newest of its kind where no number is given. */
export interface Touched {
  readonly part: "pledge" | "delivery" | "reading";
  readonly no?: number;
}

const theOne = <T extends { readonly no: number }>(items: readonly T[], no: number | undefined): T | undefined =>
  no === undefined ? items.at(-1) : items.find((item) => item.no === no);

/** The record as if it held this part alone: which of its goods nobody asked for. */
const unrequested = (record: Climber, part: { pledge?: Pledge; delivery?: Delivery }): readonly string[] => {
  const only = {
    ...record,
    pledges: part.pledge ? [part.pledge] : [],
    deliveries: part.delivery ? [part.delivery] : [],
  };
  const { lines } = ladderOf({ ...only, readings: [] });
  return lines.some(({ asked }) => asked) ? lines.filter(({ asked }) => !asked).map(({ item }) => short(item, 60)) : [];
};

/** A warning, never a refusal: what comes unasked is recorded like the rest. */
const warned = (items: readonly string[], say: Say): readonly Block[] =>
  items.length === 0 ? [] : [line(...say("given.unrequested", { count: items.length, items: items.join(", ") }))];

const ofPledge = ({ record, today }: Given, pledge: Pledge, say: Say): readonly Block[] => [
  ...facts([
    [say.words("given.pledge", { number: pledge.no }), pledgeText(record, pledge, today, say)],
    ...record.pledges
      .filter(({ no }) => no === pledge.parent)
      .map((whole) => [say.words("given.pledge", { number: whole.no }), splitText(whole, record, say)] as const),
  ]),
  ...list(instalmentItems(pledge, say)),
  ...warned(unrequested(record, { pledge }), say),
];

const ofDelivery = ({ record, zone }: Given, delivery: Delivery, say: Say): readonly Block[] => [
  ...facts([[say.words("given.delivery", { number: delivery.no }), deliveryText(record, delivery, zone, say)]]),
  ...list(legItems(delivery, say)),
  ...list(custodyItems([delivery], zone, say)),
  ...warned(unrequested(record, { delivery }), say),
];

const ofReading = ({ record }: Given, reading: Reading, say: Say): readonly Block[] =>
  facts([[say.words("given.reading", { number: reading.no }), readingText(record, reading, say)]]);

/** What a command wrote, as it now reads: amounts and quantities as understood. */
export const givenDetails = (given: Given, { part, no }: Touched, say: Say): readonly Block[] => {
  const { record } = given;
  const [pledge, delivery, reading] = [
    part === "pledge" ? theOne(record.pledges, no) : undefined,
    part === "delivery" ? theOne(record.deliveries, no) : undefined,
    part === "reading" ? theOne(record.readings, no) : undefined,
  ];
  return [
    ...(pledge ? ofPledge(given, pledge, say) : []),
    ...(delivery ? ofDelivery(given, delivery, say) : []),
    ...(reading ? ofReading(given, reading, say) : []),
  ];
};
