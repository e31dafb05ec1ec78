import type { Invocation } from "../src/call.ts";
import type { Workspace } from "../src/domain/parties.ts";
import { evolve } from "../src/domain/replay.ts";
import type { Id } from "../src/domain/request.ts";
import type { Instant } from "../src/domain/time.ts";
import type { Random } from "../src/ports.ts";
import { opening, type WorkspaceDefaults } from "./arrival.ts";
import type { Db } from "./database.ts";
import { idAt } from "./ids.ts";
import { openLedger } from "./ledger.ts";
import { installation, workspace } from "./schema.ts";
import { enterWorkspace } from "./tenancy.ts";
import { together } from "./together.ts";

/** Two processes opened a workspace for the same space at once; the other one was first. Try again. */
export class OpenedElsewhere extends Error {}

/** A workspace as it would begin: for looking around before anybody has said anything. */
export const imagined = (
  id: Id,
  { platform, space }: Invocation,
  at: Instant,
  defaults: WorkspaceDefaults,
): Workspace =>
  evolve("workspace", undefined, {
    seq: 1,
    change: id,
    at,
    by: "system",
    via: platform,
    subject: "workspace",
    id,
    fact: opening(id, space, defaults),
  });

/** Opens a workspace for a space that was never heard of, and leaves the transaction inside it. */
export const openWorkspace = async (
  tx: Db,
  invocation: Invocation,
  at: Instant,
  defaults: WorkspaceDefaults,
  random: Random,
): Promise<Id> => {
  const { platform, space } = invocation;
  const id = idAt(at, random);
  await enterWorkspace(tx, id);
  const secret = Buffer.from(random.bytes(32)).toString("hex");
  await tx
    .insert(workspace)
    .values({ workspaceId: id, state: imagined(id, invocation, at, defaults), headAt: at, secret });
  const taken = await tx
    .insert(installation)
    .values({ workspaceId: id, platform, space })
    .onConflictDoNothing()
    .returning({ id: installation.workspaceId });
  if (taken.length === 0) throw new OpenedElsewhere();
  const writer = { tx, workspace: id, at, change: idAt(at, random), by: "system", via: platform, random };
  const ledger = openLedger(writer, { head: { seq: 0, hash: "" }, at, nextRef: 1 });
  await ledger.record("workspace", id, [opening(id, space, defaults)]);
  await together(tx, ledger.ending());
  return id;
};
