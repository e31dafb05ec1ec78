import { chosenClaim } from "./level.ts";
import type { Response } from "./response.ts";
import { type Dated, type Day, dayMeant, type Instant, roughly, type Zone } from "./time.ts";
import type { Extent, Outcome } from "./vocabulary.ts";
import { type Zoned, zoneOf } from "./zoned.ts";

/** Outcomes that answer the ask. "Received" and "later" do not: the clock goes on. */
const ANSWERS: readonly Outcome[] = ["declined", "counter_offer", "accepted_partial", "accepted_full", "reversed"];

/** Whether an outcome stops the clock. */
export const isAnswer = (outcome: Outcome | undefined): boolean => outcome !== undefined && ANSWERS.includes(outcome);

const known = (dated: Dated | undefined): dated is Dated => dated !== undefined && dated.precision !== "unknown";

/** The first date that is known, or else when it was recorded. */
const firstOf = (dates: readonly (Dated | undefined)[], { recorded }: Response): Dated =>
  dates.find(known) ?? { on: recorded, precision: "instant" };

/** The day from which an answer counts; the day it was recorded when no source gives one. */
export const effectiveDay = (response: Response, zone: Zone): Day =>
  dayMeant(firstOf([response.effective, response.stated, response.published], response), zone);

/** When the company spoke, as exactly as known: said, published, or else recorded. */
export const saidOn = (response: Response): Dated =>
  firstOf([response.stated, response.published, response.effective], response);

/** The same as a moment. Nobody wrote it down before it was said, whatever hour its day stands for. */
export const spoken = (response: Response, zone: Zone): Instant => notAfter(roughly(saidOn(response), zone), response);

/** The moment of something that had happened when it was recorded. */
export const notAfter = (at: Instant, { recorded }: { readonly recorded: Instant }): Instant =>
  at < recorded ? at : recorded;

/**
 * The answer in force: the latest that nothing supersedes, by effective day, ties by when it was
 * recorded. Automatic replies and answers nobody has read say nothing yet.
 */
export const answerInForce = (record: Zoned & { readonly responses: readonly Response[] }): Response | undefined => {
  const { responses } = record;
  const zone = zoneOf(record);
  const superseded = new Set(responses.map((response) => response.supersedes));
  return responses
    .filter((response) => response.outcome !== undefined && !response.automatic && !superseded.has(response.version))
    .reduce<Response | undefined>((best, response) => {
      if (!best) return response;
      const [later, sooner] = [effectiveDay(response, zone), effectiveDay(best, zone)];
      return later > sooner || (later === sooner && response.recorded >= best.recorded) ? response : best;
    }, undefined);
};

/** What an answer amounts to: the outcome that a coordinator settled on, or else the recorded one. */
export const outcomeOf = (response: Response | undefined): Outcome | undefined =>
  // A claim on a field holds one of that field's own words: the response command reads it as one.
  response && ((chosenClaim(response.claims, "outcome")?.value as Outcome | undefined) ?? response.outcome);

/** How far an answer goes: the extent that a coordinator settled on, or else the recorded one. */
export const extentOf = (response: Response | undefined): Extent | undefined =>
  // As above, for the words of extents.
  response && ((chosenClaim(response.claims, "extent")?.value as Extent | undefined) ?? response.extent);
