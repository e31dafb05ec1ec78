import type { Contributions, Delivery, Leg, Pledge } from "./contribution.ts";
import { choose, reopened } from "./evolve-claims.ts";
import type { ContributionFact, Disputable, Entry, Fact } from "./journal.ts";
import type { Value } from "./money.ts";
import type { Line } from "./quantity.ts";
import type { Claim } from "./response.ts";

/** The record with that number, changed; the others as they were. */
export const amend = <T>(items: readonly T[], is: (item: T) => boolean, change: (item: T) => T): readonly T[] =>
  items.map((item) => (is(item) ? change(item) : item));

const numbered =
  (no: number) =>
  (item: { readonly no: number }): boolean =>
    item.no === no;

const onPledge = <S extends Contributions>(state: S, no: number, change: (pledge: Pledge) => Pledge): S => ({
  ...state,
  pledges: amend(state.pledges, numbered(no), change),
});

const onDelivery = <S extends Contributions>(state: S, no: number, change: (delivery: Delivery) => Delivery): S => ({
  ...state,
  deliveries: amend(state.deliveries, numbered(no), change),
});

/** The amount and the quantities last stated; a stage that names none leaves them as they were. */
const statedIn = (
  steps: readonly { readonly value?: Value | undefined; readonly lines?: readonly Line[] | undefined }[],
): { readonly amount: unknown; readonly quantity: unknown } => ({
  amount: steps.findLast(({ value }) => value !== undefined)?.value?.money,
  quantity: steps.findLast(({ lines = [] }) => lines.length > 0)?.lines,
});

/** The lists in which the parts live that sources may describe otherwise. */
const LISTS = { pledge: "pledges", delivery: "deliveries", reading: "readings", agreement: "agreements" } as const;

const onClaims = <S extends Contributions>(
  state: S,
  part: Disputable,
  no: number,
  change: (claims: readonly Claim[]) => readonly Claim[],
): S => {
  const list = LISTS[part];
  const items: readonly { readonly no: number; readonly claims: readonly Claim[] }[] = state[list];
  return { ...state, [list]: amend(items, numbered(no), (item) => ({ ...item, claims: change(item.claims) })) };
};

/** What one fact of a contribution makes of the record that holds it; any other fact leaves it as it was. */
export const evolveContribution = <S extends Contributions>(state: S, { fact, at, by }: Entry<Fact>): S => {
  // A fact of another kind falls through to the end; narrowing needs the union of these alone.
  const told = fact as ContributionFact;
  switch (told.type) {
    case "pledge.made": {
      const { type: _, step, ...pledge } = told;
      const made: Pledge = { ...pledge, steps: [{ ...step, recorded: at }], instalments: [], claims: [], recorded: at };
      return { ...state, pledges: [...state.pledges, made] };
    }
    case "pledge.stated":
      return onPledge(state, told.no, (pledge) => ({
        ...pledge,
        claims: reopened(pledge.claims, statedIn(pledge.steps), statedIn([told.step])),
        steps: [...pledge.steps, { ...told.step, recorded: at }],
      }));
    case "pledge.edited": {
      const { type: _, no, ...changes } = told;
      const { recipients } = changes;
      return onPledge(state, no, (pledge) => ({
        ...pledge,
        ...changes,
        claims: reopened(pledge.claims, { recipients: pledge.recipients }, { recipients }),
      }));
    }
    case "condition.met":
      return onPledge(state, told.no, (pledge) => ({ ...pledge, conditionMet: at }));
    case "pledge.cancelled":
      return onPledge(state, told.no, (pledge) => ({ ...pledge, cancelled: { at, reason: told.reason } }));
    case "instalment.planned": {
      const { type: _, pledge: no, ...instalment } = told;
      return onPledge(state, no, (pledge) => ({ ...pledge, instalments: [...pledge.instalments, instalment] }));
    }
    case "instalment.came": {
      const { type: _, pledge: no, no: which, ...came } = told;
      return onPledge(state, no, (pledge) => ({
        ...pledge,
        instalments: amend(pledge.instalments, numbered(which), (one) => ({ ...one, came: { ...came, recorded: at } })),
      }));
    }
    case "delivery.recorded": {
      const { type: _, move, ...delivery } = told;
      const made: Delivery = { ...delivery, moves: [{ ...move, recorded: at }], legs: [], claims: [], recorded: at };
      return { ...state, deliveries: [...state.deliveries, made] };
    }
    case "delivery.moved":
      return onDelivery(state, told.no, (delivery) => ({
        ...delivery,
        moves: [...delivery.moves, { ...told.move, recorded: at }],
      }));
    case "delivery.edited": {
      const { type: _, no, ...changes } = told;
      const fields = ({ value, lines, recipients }: typeof changes) => ({
        ...statedIn([{ value, lines }]),
        recipients,
      });
      return onDelivery(state, no, (delivery) => ({
        ...delivery,
        ...changes,
        claims: reopened(delivery.claims, fields(delivery), fields(changes)),
      }));
    }
    case "leg.added": {
      const { type: _, delivery: no, ...leg } = told;
      return onDelivery(state, no, (delivery) => ({ ...delivery, legs: [...delivery.legs, leg] }));
    }
    case "leg.changed": {
      const { type: _, delivery: no, no: which, ...changes } = told;
      return onDelivery(state, no, (delivery) => ({
        ...delivery,
        legs: amend(delivery.legs, numbered(which), (leg): Leg => ({ ...leg, ...changes })),
      }));
    }
    case "reading.taken": {
      const { type: _, ...reading } = told;
      return { ...state, readings: [...state.readings, { ...reading, claims: [], recorded: at }] };
    }
    case "reading.tagged": {
      const tagged = amend(state.readings, numbered(told.no), (reading) => ({
        ...reading,
        tags: [...new Set([...reading.tags, ...told.tags])],
      }));
      return { ...state, readings: tagged };
    }
    case "agreement.made": {
      const { type: _, ...agreement } = told;
      return { ...state, agreements: [...state.agreements, { ...agreement, claims: [], recorded: at }] };
    }
    case "agreement.edited": {
      const { type: _, no, ...changes } = told;
      return { ...state, agreements: amend(state.agreements, numbered(no), (one) => ({ ...one, ...changes })) };
    }
    case "part.disputed":
      return onClaims(state, told.part, told.no, (claims) => [...claims, told.claim]);
    case "part.settled":
      return onClaims(state, told.part, told.no, (claims) => choose(claims, told.field, told.value, by));
    default:
      told satisfies never;
      return state;
  }
};
