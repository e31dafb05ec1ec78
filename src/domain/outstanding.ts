import { awaitsWord } from "./approval.ts";
import { awaitingConfirmation } from "./confirmation.ts";
import { type Pledge, stateOf, stepAt } from "./contribution.ts";
import { hasKeptWord } from "./fulfilment.ts";
import { awaited } from "./instalments.ts";
import type { Request } from "./request.ts";
import type { Standing } from "./standing.ts";
import { type Day, dayMeant, type Instant } from "./time.ts";
import { familyOf } from "./vocabulary.ts";
import { zoneOf } from "./zoned.ts";

/** What is still missing after a yes, and what waits for a lead's word: all of it calls for reminders. */
export interface Outstanding {
  /** Scheduled, and not come. */
  readonly instalments: readonly { readonly pledge: number; readonly no: number; readonly due: Day }[];
  /** Received, and the recipient has not said so; since when that has been on record. */
  readonly unconfirmed: readonly { readonly delivery: number; readonly since: Instant }[];
  /** Papers that end, with the last day on which they hold. */
  readonly agreements: readonly { readonly no: number; readonly until: Day }[];
  /** They agreed, and no date is looked to: the last sign of life, and the first day that they named for something. */
  readonly silence?: { readonly seen: Instant; readonly named?: Day };
  /** A lead was asked then, and has not spoken. */
  readonly approval?: { readonly asked: Instant };
}

/** Whether everything they undertook in numbers in this pledge has come, by whichever deliveries: then no instalment is waited for. */
export const isKept = (request: Request, pledge: Pledge): boolean => {
  const step = stepAt(pledge, "committed");
  const counted = step?.value !== undefined || step?.lines.some(({ quantity }) => quantity?.value !== undefined);
  const its = <T extends { readonly pledge?: number }>(all: readonly T[]): readonly T[] =>
    all.filter((one) => one.pledge === undefined || one.pledge === pledge.no);
  const alone = {
    ...request,
    pledges: [pledge],
    deliveries: its(request.deliveries),
    readings: its(request.readings),
  };
  return counted === true && hasKeptWord(alone);
};

/** When something was last heard or seen of them: an answer, a promise, or anything that came of it. */
const lastSign = ({ responses, promise, pledges, deliveries, readings, agreements }: Request): Instant | undefined =>
  [
    ...responses.filter(({ automatic }) => !automatic).map(({ recorded }) => recorded),
    ...(promise ? [promise.recorded] : []),
    ...pledges.flatMap(({ recorded, steps, instalments }) => [
      recorded,
      ...steps.map((step) => step.recorded),
      ...instalments.flatMap(({ came }) => came?.recorded ?? []),
    ]),
    ...deliveries.flatMap(({ moves }) => moves.map(({ recorded }) => recorded)),
    ...readings.map(({ recorded }) => recorded),
    ...agreements.map(({ recorded }) => recorded),
  ]
    .toSorted()
    .at(-1);

/** The first day for which something is scheduled or planned: until then silence means nothing. */
const firstNamed = (request: Request, scheduled: readonly { readonly due: Day }[]): Day | undefined =>
  [
    ...scheduled.map(({ due }) => due),
    ...request.deliveries
      .filter((one) => stateOf(one) === "planned")
      .flatMap(({ moves }) => (moves.at(-1) ?? moves[0]).on)
      .flatMap(({ on, precision }) => (precision === "unknown" ? [] : [dayMeant({ on }, zoneOf(request))])),
  ].toSorted()[0];

/** They said yes or pledged something, it is their move, and neither a clock nor a date of theirs is looked to. */
const isAgreed = (request: Request, { move, running, promised, outcome }: Standing): boolean =>
  familyOf(request.kind) === "contribute" &&
  move === "theirs" &&
  !running &&
  promised === undefined &&
  (outcome === "accepted_full" ||
    outcome === "accepted_partial" ||
    request.pledges.some(({ cancelled }) => cancelled === undefined));

/** What is outstanding on a request as it stands; nothing once it has ended. */
export const outstandingOf = (request: Request, standing: Standing): Outstanding => {
  if (request.status === "closed" || request.status === "withdrawn")
    return { instalments: [], unconfirmed: [], agreements: [] };
  const instalments = awaited(request)
    .filter(({ pledge }) => !isKept(request, pledge))
    .map(({ pledge, instalment: { no, due } }) => ({ pledge: pledge.no, no, due }));
  const seen = isAgreed(request, standing) ? lastSign(request) : undefined;
  const named = firstNamed(request, instalments);
  return {
    instalments,
    unconfirmed: awaitingConfirmation(request).map(({ no, moves }) => ({
      delivery: no,
      since: (moves.at(-1) ?? moves[0]).recorded,
    })),
    agreements: request.agreements.flatMap(({ no, until }) => (until === undefined ? [] : [{ no, until }])),
    ...(seen !== undefined && { silence: { seen, ...(named !== undefined && { named }) } }),
    ...(request.approval && awaitsWord(request.approval) && { approval: { asked: request.approval.asked } }),
  };
};
