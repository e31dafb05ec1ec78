import { asShown } from "../domain/company.ts";
import type { Subject } from "../domain/journal.ts";
import { replay } from "../domain/replay.ts";
import type { Id } from "../domain/request.ts";
import type { Instant } from "../domain/time.ts";
import type { Desk } from "../ports.ts";

/**
 * The desk as it was at a past moment, for showing one record: teams, companies, campaigns and people
 * are what the journal knew of them then, and so are lists. A digest takes its moment as an argument instead.
 */
export const asKnown = async (desk: Desk, at: Instant): Promise<Desk> => {
  const then = async <S extends Subject>(subject: S, id: Id) => replay(subject, await desk.timeline(subject, id, at));
  return {
    ...desk,
    at,
    me: (await then("member", desk.me.id)) ?? desk.me,
    team: (id) => then("team", id),
    // A name that is withheld today is withheld of every past day.
    company: async (id) => {
      const known = await then("company", id);
      const today = await desk.company(id);
      return known && asShown(today?.redacted === undefined ? known : { ...known, redacted: today.redacted });
    },
    member: (id) => then("member", id),
    list: (filter) => desk.list({ asOf: at, ...filter }),
    allRequestsTo: async (company) => {
      const known = await Promise.all((await desk.allRequestsTo(company)).map(({ id }) => then("request", id)));
      return known.filter((request) => request !== undefined);
    },
    campaigns: async () => {
      const known = await Promise.all((await desk.campaigns()).map(({ id }) => then("campaign", id)));
      return known.filter((campaign) => campaign !== undefined);
    },
  };
};
