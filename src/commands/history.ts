import { z } from "zod";
import { historyAsShown } from "../domain/company.ts";
import type { Entry } from "../domain/journal.ts";
import { Refusal } from "../domain/refusal.ts";
import { replay } from "../domain/replay.ts";
import { refOf } from "../domain/request.ts";
import { standingOf } from "../domain/standing.ts";
import type { Became, Timeline } from "../view/history.ts";
import { historyView } from "../view/history.ts";
import { command } from "./command.ts";
import { asOfMoment } from "./dating.ts";
import { theCompany, theRequest } from "./finding.ts";
import { company, maybe, moment, number, request } from "./options.ts";
import { peopleIn } from "./recording.ts";

/** The entry that was asked for, where it can be shown. */
const entryIn = (numbers: ReadonlyMap<number, number>, entries: readonly Entry[], typed?: number) => {
  if (typed === undefined) return {};
  if (!entries.some(({ seq }) => numbers.get(seq) === typed))
    throw new Refusal("invalid_option", { typed: String(typed), min: 1, max: numbers.size }, "entry");
  return { entry: typed };
};

/** Places in a record's journal never change: what is withheld or not yet recorded keeps its number. */
const numbersOf = (journal: readonly Entry[]): ReadonlyMap<number, number> =>
  new Map(journal.map(({ seq }, at) => [seq, at + 1]));

/** Tells everything that happened to a request or a company, who recorded it and when; undone changes too. */
export const history = command({
  name: "history",
  group: "look",
  needs: "observer",
  changes: false,
  audience: "caller",
  positional: ["request"],
  examples: ["history AID-1", "history company:Northwind", "history AID-1 entry:1"],
  wants: (typed) => (typed["company"] ? [] : ["request"]),
  options: z.object({
    request: maybe(request(), { unless: "company" }),
    company: maybe(company()),
    "as-of": maybe(moment()),
    page: maybe(number(1, 100_000)),
    entry: maybe(number(1, 100_000)),
  }),
  async run(typed, desk): Promise<Timeline> {
    const asOf = typed["as-of"] ? asOfMoment(desk, typed["as-of"]) : undefined;
    const then = { ...(asOf && { asOf }), ...(typed.page && { page: typed.page }) };
    const back = typed["as-of"] ? { "as-of": typed["as-of"] } : {};
    if (typed.company) {
      const firm = await theCompany(desk, typed.company);
      const journal = await desk.timeline("company", firm.id, asOf);
      const entries = historyAsShown(firm, journal);
      const numbers = numbersOf(journal);
      return {
        title: [firm.name],
        entries,
        numbers,
        people: await peopleIn(desk, entries),
        turn: { command: "history", options: { company: firm.name, ...back } },
        ...then,
        ...entryIn(numbers, entries, typed.entry),
      };
    }
    const one = await theRequest(desk, { request: typed.request ?? 0 });
    const entries = await desk.timeline("request", one.id, asOf);
    const known = asOf ? replay("request", entries) : one;
    const { lateAt, veryLateAt } = known ? standingOf(known) : {};
    // What became true by itself is shown at the moment it did, whoever noticed when.
    const became = [
      { at: lateAt, what: "late" },
      { at: veryLateAt, what: "very_late" },
    ].filter((moment): moment is Became => moment.at !== undefined && moment.at <= (asOf ?? desk.at));
    return {
      title: [`${refOf(one.ref)} · ${(known ?? one).title}`],
      entries,
      people: await peopleIn(desk, entries),
      became,
      turn: { command: "history", options: { request: refOf(one.ref), ...back } },
      ...then,
      ...entryIn(numbersOf(entries), entries, typed.entry),
    };
  },
  present: historyView,
});
