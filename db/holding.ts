import { and, eq, sql } from "drizzle-orm";
import { asShown } from "../src/domain/company.ts";
import type { DueItem, Parcel, Verdict } from "../src/domain/delivery.ts";
import type { Place } from "../src/domain/parties.ts";
import type { Id } from "../src/domain/request.ts";
import type { Instant } from "../src/domain/time.ts";
import type { Deliveries } from "../src/ports.ts";
import { among } from "./among.ts";
import type { Db } from "./database.ts";
import { follow } from "./following.ts";
import { instantFrom } from "./instant.ts";
import { type DueRow, lockDue, MOST, type Wanted } from "./locking.ts";
import { campaignsOf, membersOf } from "./people.ts";
import { type Planning, wake } from "./plan.ts";
import { recordOf } from "./records.ts";
import { lastOwnedBy } from "./requests.ts";
import { inDoubt } from "./restoring.ts";
import { company, request, team } from "./schema.ts";
import { type Step, together } from "./together.ts";
import { toldBy } from "./told.ts";

/** What is held of it, and whether that was all that was due there. */
export type Caught = NonNullable<Awaited<ReturnType<Deliveries["hold"]>>>;

/** Requests with their companies, as they are at this moment; what is no request's id is not found. */
const asked = async (tx: Db, ws: Id, ids: readonly Id[]) => {
  const found = await tx
    .select({ request: request.state, company: company.state })
    .from(request)
    .leftJoin(company, and(eq(company.workspaceId, request.workspaceId), eq(company.id, request.companyId)))
    .where(and(eq(request.workspaceId, ws), among(request.id, ids)));
  return new Map(found.map((one) => [one.request.id, one]));
};

type Asked = Awaited<ReturnType<typeof asked>> extends ReadonlyMap<Id, infer One> ? One : never;

/** What introductions show: of each of these members the last request that they own. */
const introduced = async (tx: Db, ws: Id, due: readonly DueRow[]) => {
  const members = due.flatMap(({ kind, about_id }) => (kind === "introduction" ? [about_id] : []));
  if (members.length === 0) return new Map<Id, Asked>();
  const owned = await Promise.all(members.map((member) => lastOwnedBy(tx, ws, member)));
  const found = await asked(
    tx,
    ws,
    owned.flatMap((its) => its?.id ?? []),
  );
  return new Map(
    members.flatMap((member, nth): readonly (readonly [Id, Asked])[] => {
      const its = found.get(owned[nth]?.id ?? "");
      return its ? [[member, its]] : [];
    }),
  );
};

/** The rows as the domain sees them, with their requests and companies of this moment. */
const itemsOf = async (
  tx: Db,
  ws: Id,
  wanted: readonly Wanted[],
  due: readonly DueRow[],
): Promise<readonly DueItem[]> => {
  const placed = due.flatMap((row) => {
    const place = wanted[row.nth]?.place;
    return place ? [{ ...row, place }] : [];
  });
  const [told, found, shown] = await Promise.all([
    toldBy(tx, ws, placed),
    asked(tx, ws, [...new Set(due.map(({ about_id }) => about_id))]),
    introduced(tx, ws, due),
  ]);
  return due.map((row) => {
    const its = row.kind === "introduction" ? shown.get(row.about_id) : found.get(row.about_id);
    return {
      delivery: row.id,
      kind: row.kind,
      key: row.occurrence,
      dueAt: instantFrom(row.due_at),
      repeat: row.repeat,
      ...(row.quarantined && { quarantined: true }),
      ...(row.spent && { spent: true }),
      ...(its && { request: its.request }),
      ...(its?.company && { company: asShown(its.company) }),
      ...told.get(row.id),
    };
  });
};

/** What was decided about a team's parcel in one of the places. */
interface Decided {
  readonly place: Place;
  readonly at: Instant;
  readonly due: readonly DueRow[];
  readonly parcel: Parcel;
  readonly verdict: Verdict;
}

/** The id of what is updated. */
const D = sql`d.id`;

const idsOf = (some: readonly { readonly id: Id }[]): readonly Id[] => some.map(({ id }) => id);

const sendingOf = ({ due, verdict }: Decided): readonly DueRow[] => due.filter(({ id }) => verdict.send.includes(id));

/** Writes down what was decided, before anything is sent (S4: journal before I/O). */
const carryOut = async (waking: Omit<Planning, "secret">, decided: readonly Decided[]): Promise<void> => {
  const { tx, workspace: ws, queue } = waking;
  const ours = ({ due }: Decided) => new Set(due.map(({ id }) => id));
  const sending = decided.flatMap((one) => {
    const rowsToSend = sendingOf(one);
    // The first lends its token to the message, by which all of them are found again.
    const sentAs = rowsToSend.find(({ id }) => id === one.verdict.send[0])?.token;
    return rowsToSend.map(({ id, fence }) => ({ id, fence, sentAs, at: one.at }));
  });
  const skipped = decided.flatMap((one) => one.verdict.skip.filter(({ delivery: id }) => ours(one).has(id)));
  const postponed = decided.map((one) => ({
    place: one.place,
    waits: one.verdict.postpone
      .filter(({ delivery: id }) => ours(one).has(id))
      .map(({ delivery: id, until: dueAt }) => ({ id, dueAt })),
  }));
  const waiting = postponed.flatMap(({ waits }) => waits);
  const steps: Step[] = [];
  if (skipped.length > 0)
    steps.push(sql`
      update delivery d set state = 'SKIPPED', reason = s.why, stale = 0, paint_at = null
      from jsonb_to_recordset(${JSON.stringify(skipped)}::jsonb) as s(delivery uuid, why text)
      where d.workspace_id = ${ws} and d.id = s.delivery and ${among(
        D,
        skipped.map(({ delivery }) => delivery),
      )}`);
  if (waiting.length > 0)
    steps.push(sql`
      update delivery d set due_at = s."dueAt"
      from jsonb_to_recordset(${JSON.stringify(waiting)}::jsonb) as s(id uuid, "dueAt" timestamptz)
      where d.workspace_id = ${ws} and d.id = s.id and ${among(D, idsOf(waiting))}`);
  if (sending.length > 0)
    steps.push(sql`
      update delivery d set state = 'SENDING', fence = s.fence + 1, attempts = d.attempts + 1,
        first_attempt_at = coalesce(d.first_attempt_at, s.at), last_attempt_at = s.at, sent_as = s."sentAs", look_at = null,
        stale = 0, paint_at = null
      from jsonb_to_recordset(${JSON.stringify(sending)}::jsonb) as s(id uuid, fence int, "sentAs" text, at timestamptz)
      where d.workspace_id = ${ws} and d.id = s.id and d.fence = s.fence and ${among(D, idsOf(sending))}`);
  const doubted = decided.flatMap(({ due, verdict }) => due.filter(({ id }) => verdict.doubt?.includes(id)));
  if (doubted.length > 0) steps.push(inDoubt(ws, doubted, waking.at));
  // Whoever rang for the first has rung for all of them; what is to be sent once more gets a bell of its own.
  const quiet = decided.flatMap((one) => [
    ...sendingOf(one)
      .slice(1)
      .map(({ id }) => id),
    ...one.verdict.skip.map((each) => each.delivery),
  ]);
  await Promise.all([together(tx, steps), queue.dismiss(tx, quiet)]);
  for (const { place, waits } of postponed) await wake(waking, place, waits);
  for (const { place, verdict } of decided) await follow(waking, place, verdict.next ?? [], "held");
};

/** What all parcels share, and the rows' teams and items; asked in one breath. */
const surroundings = async (tx: Db, ws: Id, wanted: readonly Wanted[], due: readonly DueRow[]) => {
  const teamIds = [...new Set(due.map(({ team_id }) => team_id))];
  const [workspace, members, campaigns, teams, items] = await Promise.all([
    recordOf(tx, ws, "workspace", ws),
    membersOf(tx, ws),
    campaignsOf(tx, ws),
    tx
      .select({ state: team.state })
      .from(team)
      .where(and(eq(team.workspaceId, ws), among(team.id, teamIds))),
    itemsOf(tx, ws, wanted, due),
  ]);
  return {
    workspace,
    members,
    campaigns,
    teams: new Map(teams.map(({ state }) => [state.id, state])),
    items: new Map(items.map((item) => [item.delivery, item])),
  };
};

/**
 * Locks what is due in the places wanted and lets each `judge` decide, a team at a time where several share a
 * place: a parcel speaks for one team, in its language and its hours. In each place it ends with the first team
 * of which something is held. Answers in the order of the places.
 */
export const holdDue = async (
  waking: Omit<Planning, "secret">,
  wanted: readonly Wanted[],
  foundIn?: string,
): Promise<readonly (Caught | undefined)[]> => {
  const { tx, workspace: ws } = waking;
  const due = await lockDue(tx, ws, wanted, foundIn);
  const around = due.length > 0 ? await surroundings(tx, ws, wanted, due) : undefined;
  if (!around?.workspace) return wanted.map(() => undefined);
  const { workspace, members, campaigns, teams, items } = around;
  const dueIn = Map.groupBy(due, ({ nth }) => nth);
  const decided: Decided[] = [];
  const caught = wanted.map(({ place, at, judge }, nth): Caught | undefined => {
    const here = dueIn.get(nth) ?? [];
    const named = { ...place, name: here.at(-1)?.place_name ?? place.name };
    const handled = new Set<Id>();
    let last: Caught | undefined;
    for (const [teamId, its] of Map.groupBy(here, ({ team_id }) => team_id)) {
      const itsTeam = teams.get(teamId);
      if (!itsTeam) continue;
      const parcel: Parcel = {
        at,
        workspace,
        team: itsTeam,
        place: named,
        members,
        campaigns,
        items: its.flatMap(({ id }) => items.get(id) ?? []),
      };
      const verdict = judge(parcel);
      const one = { place, at, due: its, parcel, verdict };
      decided.push(one);
      for (const id of verdict.send) handled.add(id);
      for (const { delivery: id } of [...verdict.skip, ...verdict.postpone]) handled.add(id);
      for (const id of verdict.doubt ?? []) handled.add(id);
      const held = sendingOf(one).map(({ id, fence, token }) => ({ id, fence: fence + 1, token }));
      last = { parcel, held, last: here.length < MOST && here.every(({ id }) => handled.has(id)) };
      if (held.length > 0) break;
    }
    return last;
  });
  await carryOut(waking, decided);
  return caught;
};
