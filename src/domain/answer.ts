import { chosenClaim } from "./level.ts";
import type { Response } from "./response.ts";
import type { Dated, Day, Instant } from "./time.ts";
import type { Extent, Outcome } from "./vocabulary.ts";

/** Outcomes that answer the ask. "Received" and "later" do not: the clock goes on. */
const ANSWERS: readonly Outcome[] = ["declined", "counter_offer", "accepted_partial", "accepted_full", "reversed"];

/** Whether an outcome stops the clock. */
export const isAnswer = (outcome: Outcome | undefined): boolean => outcome !== undefined && ANSWERS.includes(outcome);

/** A dated fact as a moment, for sorting and for lags of whole days: a day counts as its noon in UTC. */
export const roughly = (dated: Dated): Instant => (dated.on.length > 10 ? dated.on : `${dated.on}T12:00:00.000Z`);

const known = (dated: Dated | undefined): dated is Dated => dated !== undefined && dated.precision !== "unknown";

/** The day from which an answer counts; the day it was recorded when no source gives one. */
export const effectiveDay = (response: Response): Day => {
  const dated = [response.effective, response.stated, response.published].find(known);
  return (dated ? dated.on : response.recorded).slice(0, 10);
};

/** When the company spoke, as far as known: said, published, or else recorded. */
export const spoken = (response: Response): Instant => {
  const dated = [response.stated, response.published, response.effective].find(known);
  return dated ? roughly(dated) : response.recorded;
};

/**
 * The answer in force: the latest that nothing supersedes, by effective day, ties by when it was
 * recorded. Automatic replies and answers nobody has read say nothing yet.
 */
export const answerInForce = (responses: readonly Response[]): Response | undefined => {
  const superseded = new Set(responses.map((response) => response.supersedes));
  return responses
    .filter((response) => response.outcome !== undefined && !response.automatic && !superseded.has(response.version))
    .reduce<Response | undefined>((best, response) => {
      if (!best) return response;
      const [later, sooner] = [effectiveDay(response), effectiveDay(best)];
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
