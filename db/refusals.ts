import { sql } from "drizzle-orm";
import type { Outcome } from "../src/domain/delivery.ts";
import type { Place } from "../src/domain/parties.ts";
import type { Id } from "../src/domain/request.ts";
import { type Instant, plusMilliseconds } from "../src/domain/time.ts";
import type { Untold } from "../src/domain/untold.ts";
import { may } from "../src/domain/vocabulary.ts";
import { type Db, rows } from "./database.ts";
import { instantFrom } from "./instant.ts";
import { membersOf } from "./people.ts";
import { tokenOf } from "./plan.ts";
import { recordOf } from "./records.ts";
import { workspaceSecret } from "./secret.ts";

/** For so many milliseconds whoever tells of a refusal has it for itself; when nobody could be reached, it is tried again then. */
const TELLING = 600_000;

/** Refusals told of in one round. */
const MOST = 50;

interface RefusalRow {
  readonly workspace_id: Id;
  readonly platform: Place["platform"];
  readonly place_id: string;
  readonly place_name: string;
  readonly why: string;
  readonly since: string;
}

/** Places have taken something: they refuse us no more. What nobody was told of yet stays noted even then: something was not delivered. */
export const noteTaken = async (tx: Db, ws: Id, places: readonly Place[]): Promise<void> => {
  if (places.length === 0) return;
  const taken = [...new Map(places.map(({ platform, id }) => [`${platform} ${id}`, { platform, id }])).values()];
  await tx.execute(sql`
    delete from refusal r using jsonb_to_recordset(${JSON.stringify(taken)}::jsonb) as t(platform text, id text)
    where r.workspace_id = ${ws} and r.platform = t.platform and r.place_id in (t.id, '') and r.told_at is not null`);
};

/** Notes beside an attempt's outcome that a place refuses us, once until it takes something again. */
export const noteRefusal = async (
  tx: Db,
  ws: Id,
  outcome: Exclude<Outcome, { readonly kind: "sent" }>,
  at: Instant,
): Promise<void> => {
  const refused = outcome.kind === "unknown" ? undefined : outcome.refused;
  if (refused)
    await tx.execute(sql`
      insert into refusal (workspace_id, platform, place_id, place_name, why, since)
      values (${ws}, ${refused.platform}, ${refused.id}, ${refused.name}, ${outcome.why}, ${at}) on conflict do nothing`);
};

/** Takes in hand what nobody was told of, over all workspaces. */
export const takeUntold = (tx: Db, at: Instant): Promise<readonly RefusalRow[]> =>
  rows<RefusalRow>(
    tx,
    sql`
      with taken as (
        select workspace_id, platform, place_id from refusal
        where told_at is null and coalesce(held_until <= ${at}, true)
        order by since limit ${MOST} for update skip locked
      )
      update refusal r set held_until = ${plusMilliseconds(at, TELLING)} from taken t
      where r.workspace_id = t.workspace_id and r.platform = t.platform and r.place_id = t.place_id
      returning r.workspace_id, r.platform, r.place_id, r.place_name, r.why, r.since`,
  );

/** Who is to be told, within the workspace. */
export const untoldOf = async (tx: Db, row: RefusalRow): Promise<Untold | undefined> => {
  const ws = row.workspace_id;
  const secret = await workspaceSecret(tx, ws);
  const workspace = await recordOf(tx, ws, "workspace", ws);
  if (secret === undefined || !workspace) return undefined;
  const leads = (await membersOf(tx, ws)).filter(({ active, role }) => active && may(role, "lead"));
  const since = instantFrom(row.since);
  return {
    workspace: ws,
    place: { platform: row.platform, id: row.place_id, name: row.place_name },
    why: row.why,
    since,
    people: leads.map((member) => ({
      member,
      token: tokenOf(secret, `refusal/${row.platform}/${row.place_id}/${since}/${member.id}`),
    })),
    language: workspace.language,
  };
};

/** Somebody was told. */
export const noteTold = async (tx: Db, ws: Id, { platform, id }: Place, at: Instant): Promise<void> => {
  await tx.execute(sql`
    update refusal set told_at = ${at} where workspace_id = ${ws} and platform = ${platform} and place_id = ${id}`);
};
