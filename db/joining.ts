import { sql } from "drizzle-orm";
import type { Given } from "../src/domain/link.ts";
import type { Space, Workspace } from "../src/domain/parties.ts";
import type { Id } from "../src/domain/request.ts";
import type { Instant } from "../src/domain/time.ts";
import type { Platform } from "../src/domain/vocabulary.ts";
import type { Random } from "../src/ports.ts";
import { useServerCode } from "./codes.ts";
import { type Db, rows } from "./database.ts";
import { after, holdWorkspace, type Ledger, openLedger } from "./ledger.ts";
import { enterWorkspace } from "./tenancy.ts";
import { together } from "./together.ts";

/** The workspace that joins another, held by the transaction that is inside of it. */
export interface Leaving {
  readonly tx: Db;
  readonly workspace: Id;
  readonly ledger: Ledger;
  readonly at: Instant;
  readonly change: Id;
  readonly via: Platform;
  readonly random: Random;
}

/** Why what was planned in a workspace that joined another is never said. */
const JOINED = "joined another register";

/** Takes the servers away, with what is installed there, and ends what is planned. Inside the workspace that they leave. */
const takeAway = async (
  tx: Db,
  from: Id,
): Promise<{ readonly spaces: readonly Space[]; readonly installs: object[] }> => {
  // Whoever is sending one of them at this moment may still say that it arrived, and nothing else.
  await tx.execute(sql`
    update delivery set state = 'SKIPPED', reason = ${JOINED}, fence = fence + 1
    where workspace_id = ${from} and state in ('PENDING', 'SENDING', 'UNKNOWN')`);
  await tx.execute(sql`update delivery set stale = 0 where workspace_id = ${from} and stale > 0`);
  const spaces = await rows<Space & Record<string, unknown>>(
    tx,
    sql`delete from installation where workspace_id = ${from} returning platform, space`,
  );
  const installs = await rows<{ install: object }>(
    tx,
    sql`delete from slack_install i where workspace_id = ${from} returning to_jsonb(i) as install`,
  );
  return {
    spaces: spaces.map(({ platform, space }) => ({ platform, space })),
    installs: installs.map(({ install }) => install),
  };
};

/** Brings them in, inside the workspace that they join. */
const bringIn = async (tx: Db, to: Id, { spaces, installs }: Awaited<ReturnType<typeof takeAway>>): Promise<void> => {
  await tx.execute(sql`
    insert into installation (workspace_id, platform, space)
    select ${to}::uuid, s.platform, s.space from jsonb_to_recordset(${JSON.stringify(spaces)}::jsonb) as s(platform text, space text)`);
  const moved = installs.map((install) => ({ ...install, workspace_id: to }));
  await tx.execute(sql`
    insert into slack_install select * from jsonb_populate_recordset(null::slack_install, ${JSON.stringify(moved)}::jsonb)`);
};

/**
 * Lets all servers of a workspace join another, in the name of the admin there who gave the code. Both are
 * locked until the commit; the transaction ends inside the workspace in which it began.
 */
export const joinWorkspace = async (leaving: Leaving, given: Given, typed: string): Promise<Workspace | undefined> => {
  const { tx, workspace: from, at, change, via, random } = leaving;
  const { workspace: to, by } = given;
  await enterWorkspace(tx, to);
  const held = await holdWorkspace(tx, to);
  const ledger = openLedger({ tx, workspace: to, at: after(at, held.at), change, by, via, random }, held);
  const giver = await ledger.state("member", by);
  const before = await ledger.state("workspace", to);
  const good =
    giver?.active && giver.role === "admin" && before && !before.into && (await useServerCode(tx, given, typed));
  await enterWorkspace(tx, from);
  if (!good) return undefined;
  await leaving.ledger.record("workspace", from, [{ type: "workspace.changed", into: to }]);
  const moving = await takeAway(tx, from);
  await enterWorkspace(tx, to);
  await bringIn(tx, to, moving);
  const joined = [...(before.joined ?? []), ...moving.spaces];
  const workspace = await ledger.record("workspace", to, [{ type: "workspace.changed", joined }]);
  await together(tx, ledger.ending());
  await enterWorkspace(tx, from);
  return workspace;
};
