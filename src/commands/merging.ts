import { numberedAfter, takenOver } from "../domain/merging.ts";
import type { Company } from "../domain/parties.ts";
import { Refusal } from "../domain/refusal.ts";
import type { Id } from "../domain/request.ts";
import type { Desk } from "../ports.ts";
import { theCompany } from "./finding.ts";
import { Question } from "./question.ts";

/** What a merge brought over, for the sentence that tells of it. */
export interface Merged {
  readonly gone: string;
  readonly requests: number;
}

/** Everything recorded of a company outside its requests. */
const heardOf = ({ responses, notes, evidence, pledges, deliveries, readings, agreements }: Company): number =>
  [responses, notes, evidence, pledges, deliveries, readings, agreements].reduce((sum, { length }) => sum + length, 0);

/** A merge moves much at once and has no inverse, so it is shown before it is done. */
const mustBeMeant = async (desk: Desk, into: Company, gone: Company): Promise<void> => {
  const requests = await desk.allRequestsTo(gone.id);
  throw new Question(
    "question.merge",
    { name: into.name, gone: gone.name, requests: requests.length, records: heardOf(gone) },
    [
      { label: "choice.merge", fillings: { name: into.name }, weight: "danger", set: { anyway: "yes" } },
      { label: "choice.leave", weight: "plain", call: { command: "company", options: { name: into.name } } },
    ],
  );
};

/**
 * Withholds a company's name, or shows it again with null; and likewise the names of the companies that it took
 * over, by which past days knew it.
 */
export const withhold = async (desk: Desk, id: Id, as: string | null): Promise<void> => {
  for (const one of [id, ...(await desk.mergedInto(id))])
    if (((await desk.withheld(one))?.redacted ?? null) !== as)
      await desk.record("company", one, [{ type: "company.redacted", as }]);
};

/**
 * Makes two companies one: the first takes over names, people, requests and everything heard of the
 * second, whose subsidiaries become its own. The second stays in the journal, and is found under no
 * name any more but the first's.
 */
export const merge = async (
  desk: Desk,
  into: Company,
  typed: string,
  meant: boolean,
): Promise<{ readonly company: Company; readonly merged: Merged }> => {
  const found = await theCompany(desk, typed, "merge");
  if (found.id === into.id) throw new Refusal("same_company", { name: into.name }, "merge");
  // What is shown of a withheld name would not carry it over.
  const gone = (await desk.withheld(found.id)) ?? found;
  const taker = (await desk.withheld(into.id)) ?? into;
  if (!meant) await mustBeMeant(desk, into, found);
  const facts = takenOver(taker, gone, await desk.timeline("company", gone.id));
  await desk.record("company", gone.id, [{ type: "company.merged", into: into.id, renumbered: numberedAfter(taker) }]);
  await desk.record("company", into.id, [
    ...facts,
    ...(taker.parent === gone.id ? [{ type: "company.changed", parent: null } as const] : []),
  ]);
  const hidden = taker.redacted ?? gone.redacted;
  if (hidden !== undefined) await withhold(desk, into.id, hidden);
  const requests = await desk.allRequestsTo(gone.id);
  // As the system, whose changes undo passes over: a request taken back to the one that is gone would have no company.
  for (const { id } of requests)
    await desk.record("request", id, [{ type: "request.edited", company: into.id }], "system");
  for (const { id } of await desk.subsidiaries(gone.id))
    if (id !== into.id) await desk.record("company", id, [{ type: "company.changed", parent: into.id }]);
  return {
    company: (await desk.company(into.id)) ?? into,
    merged: { gone: found.name, requests: requests.length },
  };
};
