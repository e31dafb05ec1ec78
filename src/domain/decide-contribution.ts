import {
  type Agreement,
  type Contributions,
  type Delivery,
  type Leg,
  type Pledge,
  readingsInForce,
  stateOf,
} from "./contribution.ts";
import type { ContributionIntent } from "./intent.ts";
import type { ContributionFact, Disputable } from "./journal.ts";
import { nextNo, numbersOf } from "./numbering.ts";
import { difference } from "./quantity.ts";
import { Refusal } from "./refusal.ts";
import type { Response } from "./response.ts";
import { formOf, settledQuantity } from "./settled.ts";
import { dayMeant, isBefore, type Zone } from "./time.ts";
import { type Zoned, zoneOf } from "./zoned.ts";

/** What contributions are decided on: what was given so far, and the answers they may come from. */
type Given = Contributions & Zoned & { readonly responses: readonly Response[] };

/** A leg cannot arrive before it left; dates kept by their week or month may only seem to. */
const mustArriveAfterSent = ({ dispatched, received }: Pick<Leg, "dispatched" | "received">, zone: Zone): void => {
  const exact = [dispatched, received].every((date) => date?.precision === "day" || date?.precision === "instant");
  if (exact && dispatched && received && dayMeant(received, zone) < dayMeant(dispatched, zone))
    throw new Refusal("arrived_before_sent", {}, "received");
};

const numbered = <T extends { readonly no: number }>(
  items: readonly T[],
  no: number,
  part: Disputable | "instalment" | "leg",
  option?: string,
): T => {
  const found = items.find((item) => item.no === no);
  if (!found) throw new Refusal("no_such_part", { part, number: no, max: items.length }, option);
  return found;
};

/** A pledge may be a share of another, never of itself or of one of its own shares. */
const mustBeAbove = (pledges: readonly Pledge[], parent: number, share?: number): void => {
  let above: number | undefined = parent;
  while (above !== undefined) {
    if (above === share) {
      throw new Refusal("circular", { number: parent, itself: parent === share ? "yes" : "no" }, "under");
    }
    above = numbered(pledges, above, "pledge", "under").parent;
  }
};

/** The numbers of all that stands of a pledge's shares, and of theirs. Of a pledge that is taken back nothing is left to share. */
const sharesOf = (pledges: readonly Pledge[], whole: number): readonly number[] =>
  pledges
    .filter(({ parent, cancelled }) => parent === whole && !cancelled)
    .flatMap(({ no }) => [no, ...sharesOf(pledges, no)]);

const mustHaveResponse = (given: Given, version: number | undefined): void => {
  if (version !== undefined && !given.responses.some((response) => response.version === version))
    throw new Refusal("no_such_response", { number: version, max: given.responses.length }, "response");
};

const mustSaySomething = (changes: object): void => {
  if (Object.keys(changes).length === 0) throw new Refusal("nothing_to_change");
};

/** A mistyped year more often than news. */
const mustEndAfterSigned = ({ signed, until }: Pick<Agreement, "signed" | "until">, zone: Zone): void => {
  const day = signed && signed.precision !== "unknown" ? dayMeant(signed, zone) : undefined;
  if (day !== undefined && until !== undefined && until < day) throw new Refusal("ends_before_signed", {}, "until");
};

const standingPledge = (given: Given, no: number): Pledge => {
  const pledge = numbered(given.pledges, no, "pledge", "pledge");
  if (pledge.cancelled) throw new Refusal("pledge_cancelled", { number: no }, "pledge");
  return pledge;
};

const movedDelivery = (given: Given, no: number): Delivery => {
  const delivery = numbered(given.deliveries, no, "delivery", "delivery");
  if (stateOf(delivery) === "cancelled") throw new Refusal("delivery_cancelled", { number: no }, "delivery");
  return delivery;
};

/** A count that went down is a mistake or news: either way somebody has to say which. */
const mustExplainDrop = (given: Given, { reading }: Extract<ContributionIntent, { do: "read" }>): void => {
  const before = readingsInForce(given).find(({ metric }) => metric === reading.metric);
  if (!before || reading.reason !== undefined || isBefore(reading.at, before.at, zoneOf(given))) return;
  const held = settledQuantity(before);
  if (difference(held, reading.quantity)?.kind === "shortfall")
    throw new Refusal("reading_lower", { metric: reading.metric, before: held.stated }, "reason");
};

/** What came is said of its instalment, and is a delivery as well: only deliveries ever enter totals. */
const came = (
  given: Given,
  intent: Extract<ContributionIntent, { do: "instalment_came" }>,
): readonly ContributionFact[] => {
  const pledge = standingPledge(given, intent.pledge);
  const instalment = numbered(pledge.instalments, intent.no, "instalment", "instalment");
  if (instalment.came) throw new Refusal("instalment_came", { number: intent.no, pledge: pledge.no }, "came");
  const value = intent.came.value ?? instalment.value;
  return [
    { type: "instalment.came", pledge: pledge.no, no: intent.no, on: intent.came.on, ...(value && { value }) },
    {
      type: "delivery.recorded",
      no: nextNo(given.deliveries),
      mode: formOf(pledge) === "cash" ? "cash" : "physical",
      title: pledge.title,
      pledge: pledge.no,
      lines: instalment.lines,
      ...(value && { value }),
      ...(pledge.recipients !== undefined && { recipients: pledge.recipients }),
      move: { state: "received", on: intent.came.on },
    },
  ];
};

/**
 * What an intent makes of what a company promised and gave: facts to append, or a Refusal. Nothing is
 * refused for its order: what arrived before it was promised, or was never promised, is recorded too.
 */
export const contribute = (given: Given, intent: ContributionIntent): readonly ContributionFact[] => {
  switch (intent.do) {
    case "pledge":
      if (intent.pledge.parent !== undefined) {
        mustBeAbove(given.pledges, intent.pledge.parent);
        standingPledge(given, intent.pledge.parent);
      }
      mustHaveResponse(given, intent.pledge.response);
      return [{ type: "pledge.made", no: nextNo(given.pledges), ...intent.pledge, step: intent.step }];
    case "state_pledge":
      standingPledge(given, intent.no);
      return [{ type: "pledge.stated", no: intent.no, step: intent.step }];
    case "edit_pledge":
      standingPledge(given, intent.no);
      mustSaySomething(intent.changes);
      if (intent.changes.parent !== undefined) mustBeAbove(given.pledges, intent.changes.parent, intent.no);
      mustHaveResponse(given, intent.changes.response);
      return [{ type: "pledge.edited", no: intent.no, ...intent.changes }];
    case "meet_condition":
      if (standingPledge(given, intent.no).condition === undefined)
        throw new Refusal("no_condition", { number: intent.no }, "pledge");
      return [{ type: "condition.met", no: intent.no }];
    case "cancel_pledge":
      standingPledge(given, intent.no);
      return [intent.no, ...sharesOf(given.pledges, intent.no)].map((no) => ({
        type: "pledge.cancelled",
        no,
        reason: intent.reason,
      }));
    case "plan_instalment": {
      const pledge = standingPledge(given, intent.pledge);
      return [
        { type: "instalment.planned", pledge: intent.pledge, no: nextNo(pledge.instalments), ...intent.instalment },
      ];
    }
    case "instalment_came":
      return came(given, intent);
    case "deliver":
      if (intent.delivery.pledge !== undefined) numbered(given.pledges, intent.delivery.pledge, "pledge", "pledge");
      return [{ type: "delivery.recorded", no: nextNo(given.deliveries), ...intent.delivery, move: intent.move }];
    case "move_delivery":
      movedDelivery(given, intent.no);
      return [{ type: "delivery.moved", no: intent.no, move: intent.move }];
    case "edit_delivery":
      movedDelivery(given, intent.no);
      mustSaySomething(intent.changes);
      if (intent.changes.pledge !== undefined) numbered(given.pledges, intent.changes.pledge, "pledge", "pledge");
      return [{ type: "delivery.edited", no: intent.no, ...intent.changes }];
    case "leg": {
      const delivery = movedDelivery(given, intent.delivery);
      mustArriveAfterSent(intent.leg, zoneOf(given));
      return [{ type: "leg.added", delivery: intent.delivery, no: nextNo(delivery.legs), ...intent.leg }];
    }
    case "edit_leg": {
      const delivery = movedDelivery(given, intent.delivery);
      const leg = numbered(delivery.legs, intent.no, "leg", "leg");
      mustSaySomething(intent.changes);
      mustArriveAfterSent({ ...leg, ...intent.changes }, zoneOf(given));
      return [{ type: "leg.changed", delivery: intent.delivery, no: intent.no, ...intent.changes }];
    }
    case "read":
      mustExplainDrop(given, intent);
      if (intent.reading.pledge !== undefined) numbered(given.pledges, intent.reading.pledge, "pledge", "pledge");
      if (intent.reading.delivery !== undefined)
        numbered(given.deliveries, intent.reading.delivery, "delivery", "delivery");
      return [{ type: "reading.taken", no: nextNo(given.readings), ...intent.reading }];
    case "tag_reading":
      numbered(given.readings, intent.no, "reading", "reading");
      return [{ type: "reading.tagged", no: intent.no, tags: intent.tags }];
    case "agree":
      mustEndAfterSigned(intent.agreement, zoneOf(given));
      return [{ type: "agreement.made", no: nextNo(given.agreements), ...intent.agreement }];
    case "edit_agreement": {
      const agreement = numbered(given.agreements, intent.no, "agreement", "agreement");
      mustSaySomething(intent.changes);
      mustEndAfterSigned({ ...agreement, ...intent.changes }, zoneOf(given));
      return [{ type: "agreement.edited", no: intent.no, ...intent.changes }];
    }
    case "dispute_part":
      disputed(given, intent.part, intent.no);
      return [{ type: "part.disputed", part: intent.part, no: intent.no, claim: intent.claim }];
    case "settle_part":
      disputed(given, intent.part, intent.no);
      return [{ type: "part.settled", part: intent.part, no: intent.no, field: intent.field, value: intent.value }];
    default:
      return intent satisfies never;
  }
};

/** The part that a claim is about; refused where there is none of that number. */
const disputed = (given: Given, part: Disputable, no: number): void => {
  const numbers = numbersOf(given, part);
  if (!numbers.includes(no)) throw new Refusal("no_such_part", { part, number: no, max: numbers.length }, part);
};
