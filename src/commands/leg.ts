import { z } from "zod";
import type { Leg } from "../domain/contribution.ts";
import type { Zone } from "../domain/time.ts";
import { DIRECTIONS } from "../domain/vocabulary.ts";
import type { Desk } from "../ports.ts";
import { happened } from "./dating.ts";
import { onSomethingGiven, teamFor } from "./giving.ts";
import { about } from "./hearing.ts";
import { choice, line, maybe, moment, nth, number, several } from "./options.ts";
import { oneOf, type Way } from "./ways.ts";

/** Boxes that one leg carries; what is more goes as a count in the delivery's own lines. */
const MOST_UNITS = 200;

const options = z.object({
  ...about(),
  delivery: maybe(nth()),
  direction: maybe(choice("direction", DIRECTIONS)),
  from: maybe(line(120)),
  to: maybe(line(120)),
  carrier: maybe(line(120)),
  tracking: maybe(line(120)),
  units: maybe(several("text", MOST_UNITS, 60)),
  dispatched: maybe(moment()),
  received: maybe(moment()),
  leg: maybe(number(1, 99)),
});
type Typed = z.output<typeof options>;

const FIELDS = ["received", "dispatched", "to", "from", "carrier", "tracking", "units", "direction"] as const;

/** More about a leg that is there, or a new one. */
const WAYS: readonly Way[] = [
  {
    by: "leg",
    needs: (typed) => ["delivery", ...oneOf(...FIELDS)(typed)],
    offers: ["dispatched", "carrier", "tracking"],
    takes: FIELDS,
  },
  {
    needs: (typed) => ["delivery", ...oneOf("to", ...FIELDS)(typed)],
    offers: ["direction", "from", "carrier", "units", "dispatched"],
    takes: FIELDS,
  },
];

const fieldsOf = (typed: Typed, desk: Desk, zone: Zone): Partial<Omit<Leg, "no">> => {
  const { direction, from, to, carrier, tracking, units, dispatched, received } = typed;
  return {
    ...(direction && { direction }),
    ...(from && { from }),
    ...(to && { to }),
    ...(carrier && { carrier }),
    ...(tracking && { tracking }),
    ...(units && { units }),
    ...(dispatched && { dispatched: happened(desk, zone, dispatched, "dispatched") }),
    ...(received && { received: happened(desk, zone, received, "received") }),
  };
};

/** Records one way that a delivery goes, there or back, with who carries it and which numbered units. */
export const leg = onSomethingGiven({
  name: "leg",
  positional: ["request", "delivery", "direction"],
  examples: [
    'leg AID-1 delivery:1 direction:out from:Warsaw to:Kyiv carrier:"Example Freight" units:"SB-1, SB-2" dispatched:yesterday',
    "leg AID-1 delivery:1 leg:1 received:today",
  ],
  ways: WAYS,
  options,
  async intend(typed, desk, what) {
    const { zone } = await teamFor(desk, what);
    const { delivery = 0, leg: no } = typed; // the ways want a delivery
    const fields = fieldsOf(typed, desk, zone);
    const touched = { part: "delivery", no: delivery } as const;
    return no === undefined
      ? {
          intent: { do: "leg", delivery, leg: { direction: "out", units: [], ...fields } },
          headline: "did.leg",
          touched,
        }
      : { intent: { do: "edit_leg", delivery, no, changes: fields }, headline: "did.leg_changed", touched };
  },
});
