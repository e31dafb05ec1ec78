import { z } from "zod";
import type { Desk } from "../ports.ts";
import { happened, now } from "./dating.ts";
import { type Giving, gathered, onSomethingGiven, teamFor } from "./giving.ts";
import { type About, about } from "./hearing.ts";
import { breakdown, line, maybe, moment, nth, quantity, several } from "./options.ts";
import { likened } from "./text.ts";
import { type Way } from "./ways.ts";

const options = z.object({
  ...about(),
  metric: maybe(line(60), { unless: "reading" }),
  quantity: maybe(quantity(), { unless: "reading" }),
  at: maybe(moment()),
  breakdown: maybe(breakdown()),
  tags: maybe(several("text", 50, 60)),
  source: maybe(line(120)),
  reason: maybe(line()),
  pledge: maybe(nth()),
  delivery: maybe(nth()),
  reading: maybe(nth()),
});
type Typed = z.output<typeof options>;

/** What an earlier reading covers besides, or a new reading. */
const WAYS: readonly Way[] = [
  { by: "reading", needs: () => ["tags"], offers: [], takes: [] },
  {
    needs: () => ["metric", "quantity"],
    offers: ["at", "breakdown", "tags", "source"],
    takes: ["reason", "pledge", "delivery"],
  },
];

const reading = async (typed: Typed, desk: Desk, what: About): Promise<Giving> => {
  const { reading: no, tags = [], metric = "", quantity: counted, at, breakdown: shares = [] } = typed;
  if (no !== undefined || counted === undefined)
    return {
      intent: { do: "tag_reading", no: no ?? 0, tags },
      headline: "did.reading_tagged",
      touched: { part: "reading", ...(no !== undefined && { no }) },
    };
  const { zone } = await teamFor(desk, what);
  // "Data" goes on counting what "data" counted.
  const known = gathered(what).readings.find((earlier) => likened(earlier.metric) === likened(metric));
  return {
    intent: {
      do: "read",
      reading: {
        metric: known?.metric ?? metric,
        quantity: counted,
        at: at === undefined ? now(desk) : happened(desk, zone, at, "at"),
        breakdown: shares,
        tags,
        ...(typed.pledge !== undefined && { pledge: typed.pledge }),
        ...(typed.delivery !== undefined && { delivery: typed.delivery }),
        ...(typed.reason && { reason: typed.reason }),
        ...(typed.source && { source: typed.source }),
      },
    },
    headline: "did.reading",
    touched: { part: "reading" },
  };
};

/** Records what was measured at some time: the latest reading holds, and earlier ones stay. */
export const progress = onSomethingGiven({
  name: "progress",
  positional: ["request", "metric", "quantity"],
  examples: [
    'progress AID-1 data "more than 10 million GB" breakdown:"27 ministries, 18 universities, dozens of companies" source:"Example Times"',
    'progress AID-1 reading:1 tags:"property records"',
  ],
  ways: WAYS,
  options,
  intend: reading,
});
