import { and, eq, inArray, sql } from "drizzle-orm";
import { asShown } from "../src/domain/company.ts";
import type { DueItem, Held, Parcel, Verdict } from "../src/domain/delivery.ts";
import type { Place, Team } from "../src/domain/parties.ts";
import type { Id, Request } from "../src/domain/request.ts";
import type { Instant } from "../src/domain/time.ts";
import { type Db, rows } from "./database.ts";
import { follow } from "./following.ts";
import { instantFrom } from "./instant.ts";
import { campaignsOf, membersOf } from "./people.ts";
import { type Planning, wake } from "./plan.ts";
import { recordOf } from "./records.ts";
import { lastOwnedBy } from "./requests.ts";
import { company, request } from "./schema.ts";
import { delivery } from "./schema-deliveries.ts";
import { type Step, together } from "./together.ts";
import { toldBy } from "./told.ts";

/** What a courier looks at in one go. More than a place can read; the rest is still due afterwards. */
const MOST = 500;

/** A due delivery that this transaction has locked. */
interface DueRow {
  readonly id: Id;
  readonly fence: number;
  readonly token: string;
  readonly repeat: boolean;
  readonly due_at: string;
  readonly about_id: Id;
  readonly team_id: Id;
  readonly kind: DueItem["kind"];
  readonly occurrence: string;
  readonly place_name: string;
}

/** Rows that another courier holds are skipped, not waited for: they are that one's to send. */
const lockDue = (tx: Db, ws: Id, place: Place, at: Instant): Promise<DueRow[]> =>
  rows<DueRow>(
    tx,
    sql`
      select d.id, d.fence, d.token, d.repeat, d.due_at, i.about_id, i.team_id, i.kind, i.occurrence, i.place_name
      from delivery d join intent i on i.workspace_id = d.workspace_id and i.id = d.intent_id
      where d.workspace_id = ${ws} and d.platform = ${place.platform} and d.place_id = ${place.id} and d.state = 'PENDING' and d.due_at <= ${at}
      order by d.due_at, d.id limit ${MOST} for update of d skip locked`,
  );

/** The rows as the domain sees them, with their requests and companies of this moment. */
const itemsOf = async (tx: Db, ws: Id, place: Place, due: readonly DueRow[]): Promise<readonly DueItem[]> => {
  const abouts = [...new Set(due.map(({ about_id }) => about_id))];
  const found = await tx
    .select({ state: request.state })
    .from(request)
    .where(and(eq(request.workspaceId, ws), inArray(request.id, abouts)));
  const requests = new Map(found.map(({ state }) => [state.id, state]));
  for (const { kind, about_id } of due) {
    const first = kind === "introduction" ? await lastOwnedBy(tx, ws, about_id) : undefined;
    if (first) requests.set(about_id, first);
  }
  const companies = await companiesOf(tx, ws, [...requests.values()]);
  const told = await toldBy(tx, ws, place, due);
  return due.map((row) => {
    const about = row.kind === "digest" ? undefined : requests.get(row.about_id);
    const its = about && companies.get(about.company);
    return {
      delivery: row.id,
      kind: row.kind,
      key: row.occurrence,
      dueAt: instantFrom(row.due_at),
      repeat: row.repeat,
      ...(about && { request: about }),
      ...(its && { company: its }),
      ...told.get(row.id),
    };
  });
};

const companiesOf = async (tx: Db, ws: Id, requests: readonly Request[]) => {
  const ids = [...new Set(requests.map((each) => each.company))];
  if (ids.length === 0) return new Map();
  const found = await tx
    .select({ state: company.state })
    .from(company)
    .where(and(eq(company.workspaceId, ws), inArray(company.id, ids)));
  return new Map(found.map(({ state }) => [state.id, asShown(state)]));
};

/** Writes down what was decided, before anything is sent (S4: journal before I/O). */
const carryOut = async (
  waking: Omit<Planning, "secret">,
  place: Place,
  due: readonly DueRow[],
  verdict: Verdict,
): Promise<readonly Held[]> => {
  const { tx, workspace: ws, at } = waking;
  const ours = new Set(due.map(({ id }) => id));
  const row = (id: Id) => and(eq(delivery.workspaceId, ws), eq(delivery.id, id));
  const sending = due.filter(({ id }) => verdict.send.includes(id));
  // The first lends its token to the message, by which all of them are found again.
  const sentAs = sending.find(({ id }) => id === verdict.send[0])?.token;
  const postponed = verdict.postpone.filter((each) => ours.has(each.delivery));
  const steps: Step[] = [
    ...verdict.skip
      .filter((each) => ours.has(each.delivery))
      .map((each) => tx.update(delivery).set({ state: "SKIPPED", reason: each.why }).where(row(each.delivery))),
    ...postponed.map((each) => tx.update(delivery).set({ dueAt: each.until }).where(row(each.delivery))),
    ...sending.map(({ id, fence }) =>
      tx
        .update(delivery)
        .set({
          state: "SENDING",
          fence: fence + 1,
          attempts: sql`${delivery.attempts} + 1`,
          firstAttemptAt: sql`coalesce(${delivery.firstAttemptAt}, ${at})`,
          lastAttemptAt: at,
          sentAs,
          lookAt: null,
        })
        .where(and(row(id), eq(delivery.fence, fence))),
    ),
  ];
  await together(tx, steps);
  await wake(
    waking,
    place,
    postponed.map((each) => ({ id: each.delivery, dueAt: each.until })),
  );
  await follow(waking, place, verdict.next ?? []);
  return sending.map(({ id, fence, token }) => ({ id, fence: fence + 1, token }));
};

/**
 * Locks what is due in a place and lets `judge` decide, a team at a time where several share the
 * place: a parcel speaks for one team, in its language and its hours. Ends with the first team of
 * which something is held.
 */
export const holdDue = async (
  waking: Omit<Planning, "secret">,
  place: Place,
  judge: (parcel: Parcel) => Verdict,
): Promise<{ readonly parcel: Parcel; readonly held: readonly Held[] } | undefined> => {
  const { tx, workspace: ws, at } = waking;
  const due = await lockDue(tx, ws, place, at);
  const workspace = due.length > 0 ? await recordOf(tx, ws, "workspace", ws) : undefined;
  if (!workspace) return undefined;
  const members = await membersOf(tx, ws);
  const campaigns = await campaignsOf(tx, ws);
  const items = new Map((await itemsOf(tx, ws, place, due)).map((item) => [item.delivery, item]));
  const named = { ...place, name: due.at(-1)?.place_name ?? place.name };
  let last: { parcel: Parcel; held: readonly Held[] } | undefined;
  for (const [teamId, its] of Map.groupBy(due, ({ team_id }) => team_id)) {
    const team: Team | undefined = await recordOf(tx, ws, "team", teamId);
    if (!team) continue;
    const parcel = {
      at,
      workspace,
      team,
      place: named,
      members,
      campaigns,
      items: its.flatMap(({ id }) => items.get(id) ?? []),
    };
    const held = await carryOut(waking, place, its, judge(parcel));
    last = { parcel, held };
    if (held.length > 0) return last;
  }
  return last;
};
