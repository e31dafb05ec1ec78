import { z } from "zod";
import { historyAsShown } from "../domain/company.ts";
import type { Entry } from "../domain/journal.ts";
import type { Member } from "../domain/parties.ts";
import { replay } from "../domain/replay.ts";
import { refOf } from "../domain/request.ts";
import { standingOf } from "../domain/standing.ts";
import type { Desk } from "../ports.ts";
import type { Became } from "../view/history.ts";
import { historyView } from "../view/history.ts";
import { command } from "./command.ts";
import { asOfMoment } from "./dating.ts";
import { theCompany, theRequest } from "./finding.ts";
import { company, maybe, moment, request } from "./options.ts";

const peopleIn = async (desk: Desk, entries: readonly Entry[]): Promise<Readonly<Record<string, Member>>> => {
  const assigned = entries.flatMap(({ fact }) => (fact.type === "assigned" ? [fact.owner, fact.standIn] : []));
  const ids = new Set(
    [...entries.map(({ by }) => by), ...assigned].filter(
      (id): id is string => typeof id === "string" && id !== "system",
    ),
  );
  const people: Record<string, Member> = {};
  for (const id of ids) {
    const member = await desk.member(id);
    if (member) people[id] = member;
  }
  return people;
};

/** Tells everything that happened to a request or a company, who recorded it and when; undone changes too. */
export const history = command({
  name: "history",
  group: "look",
  needs: "observer",
  changes: false,
  audience: "caller",
  positional: ["request"],
  examples: ["history AID-1", "history company:Northwind"],
  wants: (typed) => (typed["company"] ? [] : ["request"]),
  options: z.object({
    request: maybe(request(), { unless: "company" }),
    company: maybe(company()),
    "as-of": maybe(moment()),
  }),
  async run(typed, desk) {
    const asOf = typed["as-of"] ? asOfMoment(desk, typed["as-of"]) : undefined;
    if (typed.company) {
      const firm = await theCompany(desk, typed.company);
      const entries = historyAsShown(firm, await desk.timeline("company", firm.id, asOf));
      return { title: [firm.name], entries, people: await peopleIn(desk, entries), ...(asOf && { asOf }) };
    }
    const one = await theRequest(desk, { request: typed.request ?? 0 });
    const entries = await desk.timeline("request", one.id, asOf);
    const then = asOf ? replay("request", entries) : one;
    const { lateAt, veryLateAt } = then ? standingOf(then) : {};
    // What became true by itself is shown at the moment it did, whoever noticed when.
    const became = [
      { at: lateAt, what: "late" },
      { at: veryLateAt, what: "very_late" },
    ].filter((moment): moment is Became => moment.at !== undefined && moment.at <= (asOf ?? desk.at));
    return {
      title: [`${refOf(one.ref)} · ${(then ?? one).title}`],
      entries,
      people: await peopleIn(desk, entries),
      became,
      ...(asOf && { asOf }),
    };
  },
  present: historyView,
});
