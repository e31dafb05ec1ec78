import { answerInForce, effectiveDay, extentOf, outcomeOf } from "./answer.ts";
import { isDisputed } from "./level.ts";
import type { Company } from "./parties.ts";
import type { Request } from "./request.ts";
import type { Response } from "./response.ts";
import { type Day, dayOf, type Instant, type Zone } from "./time.ts";
import { EXTENTS, type Extent, familyOf, type Kind, type Outcome } from "./vocabulary.ts";
import { zoneOf } from "./zoned.ts";

/** How far a company went upon one request to stop something, or by itself. */
export interface Restriction {
  /** The request; missing for what nobody asked for. */
  readonly ref?: number;
  readonly kind?: Kind;
  readonly extent?: Extent;
  readonly outcome?: Outcome;
  /** Its sources differ and nobody has settled on one. */
  readonly disputed: boolean;
  /** The first day on which it holds; missing where nothing was answered. */
  readonly effective?: Day;
}

/** A company's restrictions in one word, with everything that the word was made of. */
export interface Grade {
  /** The least that it does upon any request that counts; undefined when none can be judged. */
  readonly extent?: Extent;
  /** The most that it does upon any. */
  readonly strongest?: Extent;
  /** The requests that were judged, each as it counted, in the order given. */
  readonly basis: readonly (Restriction & { readonly extent: Extent })[];
  /** Requests to which it agreed without anybody recording how far it went. */
  readonly unclear: readonly Restriction[];
  /** What it did unasked: listed, and never in the grade, since nobody says what it falls short of. */
  readonly unasked: readonly Restriction[];
  /** Sources differ on something that was judged. */
  readonly disputed: boolean;
  readonly at: Instant;
}

const AGREED: readonly Outcome[] = ["accepted_partial", "accepted_full"];

/** How far a restriction goes on the day: not at all before it takes effect, nor without an answer that restricts something. */
const extentOn = ({ extent, outcome, effective }: Restriction, day: Day): Extent | undefined => {
  if (effective !== undefined && effective > day) return "none";
  if (extent !== undefined) return extent;
  return outcome !== undefined && AGREED.includes(outcome) ? undefined : "none";
};

const byRank = (one: Extent, other: Extent): number => EXTENTS.indexOf(one) - EXTENTS.indexOf(other);

/**
 * A company is as far as its least step: the lowest extent over the requests given. No, silence, "received"
 * and "later" are none, and so is a step before its day. A yes that nobody has measured is left out and
 * named. The day is that of the zone. The same restrictions and moment give the same grade on any later day.
 */
export const gradeOf = (restrictions: readonly Restriction[], at: Instant, zone: Zone): Grade => {
  const asked = restrictions.filter(({ ref }) => ref !== undefined);
  const judged = asked.map((one) => ({ one, extent: extentOn(one, dayOf(at, zone)) }));
  const basis = judged.flatMap(({ one, extent }) => (extent === undefined ? [] : [{ ...one, extent }]));
  const ranked = basis.map(({ extent }) => extent).toSorted(byRank);
  const [least, most] = [ranked[0], ranked.at(-1)];
  return {
    ...(least && { extent: least }),
    ...(most && { strongest: most }),
    basis,
    unclear: judged.filter(({ extent }) => extent === undefined).map(({ one }) => one),
    unasked: restrictions.filter(({ ref }) => ref === undefined),
    disputed: basis.some(({ disputed }) => disputed),
    at,
  };
};

const restrictionBy = (response: Response | undefined, zone: Zone): Restriction => {
  const [extent, outcome] = [extentOf(response), outcomeOf(response)];
  return {
    ...(extent && { extent }),
    ...(outcome && { outcome }),
    disputed: response !== undefined && isDisputed(response.claims),
    ...(response && { effective: effectiveDay(response, zone) }),
  };
};

/** What a company did unasked, as far as it restricts something and nothing supersedes it. */
const unaskedOf = (responses: readonly Response[], zone: Zone): readonly Restriction[] => {
  const superseded = new Set(responses.map(({ supersedes }) => supersedes));
  return responses
    .filter((one) => extentOf(one) !== undefined && !one.automatic && !superseded.has(one.version))
    .map((one) => restrictionBy(one, zone));
};

/**
 * What a grade is made of: every request to stop something that was put to the company and not withdrawn, and what it
 * did unasked, by the days of `zone`. For a past day, pass the records as they were known then.
 */
export const restrictionsOf = (
  requests: readonly Request[],
  zone: Zone,
  company?: Pick<Company, "responses">,
): readonly Restriction[] => [
  ...requests
    .filter(
      ({ kind, status, approaches }) =>
        familyOf(kind) === "restrict" && status !== "withdrawn" && approaches.length > 0,
    )
    .map((request) => ({
      ref: request.ref,
      kind: request.kind,
      ...restrictionBy(answerInForce(request), zoneOf(request)),
    })),
  ...unaskedOf(company?.responses ?? [], zone),
];
