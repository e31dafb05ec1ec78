import { createHash } from "node:crypto";
import { and, eq } from "drizzle-orm";
import { asShown } from "../src/domain/company.ts";
import type { Team } from "../src/domain/parties.ts";
import type { Id } from "../src/domain/request.ts";
import { may } from "../src/domain/vocabulary.ts";
import type { Codes, Desk, Holidays, Setting } from "../src/ports.ts";
import { campaignsThen } from "./campaigns.ts";
import { planCards } from "./cards-plan.ts";
import { companiesLike, everyCompany, isFoundBy, mergedInto, subsidiariesOf } from "./companies.ts";
import type { Db } from "./database.ts";
import { digestOf } from "./digest.ts";
import { givingFigures, givingOf } from "./giving.ts";
import { entriesOf } from "./journal.ts";
import type { Ledger } from "./ledger.ts";
import { listOf, matrixOf } from "./overviews.ts";
import { campaignsOf, membersOf, teamsOf } from "./people.ts";
import { addOccurrences, type Planning, replan } from "./plan.ts";
import { allRequestsTo, openWithDeadline, requestByRef, requestsTo } from "./requests.ts";
import { parkedCall } from "./schema-deliveries.ts";

/** What a desk is made of, besides who sits at it. */
export interface DeskParts {
  readonly tx: Db;
  readonly setting: Setting;
  readonly ledger: Ledger;
  readonly holidays: Holidays;
  readonly planning: Planning;
  readonly codes: Codes;
  readonly join: Desk["join"];
  id(): Id;
}

/** Characters of a parked call's key: 80 bits, so that no two calls of a workspace ever share one. */
const KEY_LENGTH = 20;

/** Everything a command can see and do, in the one transaction that it was opened in. */
export const openDesk = ({ tx, setting, ledger, holidays, planning, codes, join, id }: DeskParts): Desk => {
  const ws = setting.workspace.id;
  const viewpoint = { tx, workspace: ws, at: setting.at };
  const plannedHere = new Set<Id>();
  const cardedHere = new Set<Id>();
  let teams: Promise<readonly Team[]> | undefined;
  return {
    ...setting,
    holidays,
    codes,
    join,
    id,
    nextRef: ledger.nextRef,
    record: (subject, record, facts, by) => {
      if (subject === "team") teams = undefined;
      return ledger.record(subject, record, facts, by);
    },
    request: async (ref) => {
      const found = await requestByRef(tx, ws, ref);
      return found && ledger.keep(found);
    },
    company: async (company) => {
      const found = await ledger.state("company", company);
      return found && asShown(found);
    },
    withheld: (company) => ledger.state("company", company),
    companiesLike: async (name, limit) => {
      const found = await companiesLike(tx, ws, name, limit);
      for (const { company } of found) ledger.keep(company);
      // Whoever may only look cannot find out by guessing whose name is withheld.
      const knows = may(setting.me.role, "coordinator");
      return found
        .filter(({ company }) => knows || isFoundBy(company, name))
        .map(({ company, likeness }) => ({ company: asShown(company), likeness }));
    },
    addCompanies: (records) => ledger.begin("company", records),
    everyCompany: () => everyCompany(tx, ws),
    mergedInto: (into) => mergedInto(tx, ws, into),
    subsidiaries: async (parent) => (await subsidiariesOf(tx, ws, parent)).map(asShown),
    allRequestsTo: (company) => allRequestsTo(tx, ws, company),
    team: (team) => ledger.state("team", team),
    // Asked for several times in a command: where are we, and in which language.
    teams: () => (teams ??= teamsOf(tx, ws).then((found) => found.map((each) => ledger.keep(each)))),
    campaigns: () => campaignsOf(tx, ws),
    members: () => membersOf(tx, ws),
    member: (member) => ledger.state("member", member),
    requestsTo: (company, limit) => requestsTo(tx, ws, company, limit),
    openWithDeadline: (team) => openWithDeadline(tx, ws, team),
    list: (filter) => listOf(viewpoint, filter),
    matrix: (filter) => matrixOf(viewpoint, filter),
    digest: (question) => digestOf(viewpoint, question),
    giving: (filter) => givingOf(viewpoint, filter),
    givingTotals: async (scope) => givingFigures(viewpoint, scope, await campaignsThen(viewpoint, scope)),
    timeline: (subject, record, asOf) => entriesOf(tx, ws, subject, record, asOf),
    park: async (call) => {
      // The key is made from the call: parked twice, it is kept once.
      const key = createHash("sha256").update(call).digest("hex").slice(0, KEY_LENGTH);
      await tx.insert(parkedCall).values({ workspaceId: ws, key, call }).onConflictDoNothing();
      return key;
    },
    parked: async (key) => {
      const [kept] = await tx
        .select({ call: parkedCall.call })
        .from(parkedCall)
        .where(and(eq(parkedCall.workspaceId, ws), eq(parkedCall.key, key)));
      return kept?.call;
    },
    plan: async (request, place, planned) => {
      const team = (await ledger.state("request", request))?.team;
      const about = {
        id: request,
        team: team ?? request,
        place,
        unplanned: ledger.isNew(request) && !plannedHere.has(request),
        gone: team === undefined,
      };
      plannedHere.add(request);
      // Without the request nothing may be planned about it any more; what is planned is only taken back, even if due.
      await replan(planning, about, team === undefined ? [] : planned);
    },
    planCards: async (request, places, told) => {
      const team = (await ledger.state("request", request))?.team;
      const isNew = ledger.isNew(request) && !cardedHere.has(request);
      cardedHere.add(request);
      const about = { id: request, team: team ?? request, isNew, ...(told && { change: setting.change }) };
      await planCards(planning, about, team === undefined ? [] : places);
    },
    planIntroduction: (member, team, place) =>
      addOccurrences(planning, { id: member, team, place }, [
        { kind: "introduction", key: "introduction", at: setting.at },
      ]),
    planDigest: (team, ahead) =>
      replan(
        planning,
        { id: team.id, team: team.id, place: team.place },
        ahead.map((one) => ({ kind: "digest", ...one })),
      ),
  };
};
