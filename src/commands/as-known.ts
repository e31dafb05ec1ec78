import { asShown } from "../domain/company.ts";
import type { Subject } from "../domain/journal.ts";
import type { Company } from "../domain/parties.ts";
import { replay } from "../domain/replay.ts";
import type { Id } from "../domain/request.ts";
import type { Instant } from "../domain/time.ts";
import type { Desk } from "../ports.ts";

/** Requests to one company that a past day is worked out from; more are not made to anybody. */
const MOST = 1_000;

/**
 * The desk as it was at a past moment, for showing one record: teams, companies, campaigns and people
 * are what the journal knew of them then, and so are lists. A digest takes its moment as an argument instead.
 */
export const asKnown = async (desk: Desk, at: Instant): Promise<Desk> => {
  const then = async <S extends Subject>(subject: S, id: Id) => replay(subject, await desk.timeline(subject, id, at));
  // A name that is withheld today is withheld of every past day.
  const company = async (id: Id): Promise<Company | undefined> => {
    const known = await then("company", id);
    const today = await desk.company(id);
    return known && asShown(today?.redacted === undefined ? known : { ...known, redacted: today.redacted });
  };
  return {
    ...desk,
    at,
    // What somebody may read is decided by the role of today.
    me: { ...((await then("member", desk.me.id)) ?? desk.me), role: desk.me.role },
    team: (id) => then("team", id),
    company,
    member: (id) => then("member", id),
    list: (filter) => desk.list({ asOf: at, ...filter }),
    allRequestsTo: async (company) => {
      // A merge may have moved them since, so that those of today are not the ones of then.
      const { rows } = await desk.list({ asOf: at, company, sort: "ref", limit: MOST });
      const known = await Promise.all(rows.map(({ id }) => then("request", id)));
      return known.filter((request) => request !== undefined);
    },
    subsidiaries: async (parent) => {
      const known = await Promise.all((await desk.subsidiaries(parent)).map(({ id }) => company(id)));
      return known.flatMap((below) => (below?.parent === parent ? [below] : []));
    },
    campaigns: async () => {
      const known = await Promise.all((await desk.campaigns()).map(({ id }) => then("campaign", id)));
      return known.filter((campaign) => campaign !== undefined);
    },
  };
};
