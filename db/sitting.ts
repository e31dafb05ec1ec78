import type { Invocation } from "../src/call.ts";
import type { Member } from "../src/domain/parties.ts";
import { evolve } from "../src/domain/replay.ts";
import type { Id } from "../src/domain/request.ts";
import { roleOf } from "../src/domain/roles.ts";
import type { Instant } from "../src/domain/time.ts";
import type { Answer, Clock, Desk, Holidays, Random } from "../src/ports.ts";
import { joining, type Scene, sceneOf, type WorkspaceDefaults, workspaceFor } from "./arrival.ts";
import { createCodes } from "./codes.ts";
import type { Db } from "./database.ts";
import { openDesk } from "./desk.ts";
import { idAt } from "./ids.ts";
import { joinWorkspace } from "./joining.ts";
import { after, type Hold, holdWorkspace, type Ledger, notBefore, openLedger } from "./ledger.ts";
import { imagined, openWorkspace } from "./opening.ts";
import type { Bells } from "./queue.ts";
import { enterWorkspace, lookIntoWorkspace } from "./tenancy.ts";

/** What every sitting of a store works with. */
export interface Furniture {
  readonly queue: Bells;
  readonly random: Random;
  readonly holidays: Holidays;
  readonly clock: Clock | undefined;
  readonly defaults: WorkspaceDefaults;
}

/** One transaction with somebody at the desk. */
export interface Sitting {
  readonly workspace: Id;
  readonly at: Instant;
  readonly desk: Desk;
  readonly ledger: Ledger;
  /** What this event was answered before; then nothing is to be done. */
  readonly answered: Answer | undefined;
}

/** The workspace of a look around a space that was never heard of: nothing is in it. */
const NOWHERE: Id = "00000000-0000-0000-0000-000000000000";

/** The server's workspace is another by now, or was never that of which this process knew. Try again, and ask which. */
export class JoinedElsewhere extends Error {}

/** Seats the speaker in a workspace that the transaction is inside of. */
const seat = (
  tx: Db,
  parts: Furniture,
  invocation: Invocation,
  at: Instant,
  scene: Scene,
  me: Member,
  held: Hold | undefined,
): Sitting => {
  const { random, queue, holidays } = parts;
  const { workspace, secret, answered } = scene;
  const id = (): Id => idAt(at, random);
  const change = id();
  const ledger = openLedger(
    { tx, workspace: workspace.id, at, change, by: me.id, via: invocation.platform, random },
    held,
  );
  if (scene.me) ledger.keep(scene.me);
  const via = invocation.platform;
  const role = roleOf(me, workspace, via, invocation.speaker.groups);
  const setting = {
    at,
    workspace,
    me: { ...me, role },
    place: invocation.place,
    via,
    named: invocation.named ?? new Map(),
    change,
  };
  const codes = createCodes({ tx, workspace: workspace.id, member: me.id, at, random });
  const leaving = { tx, workspace: workspace.id, ledger, at, change, via, random };
  const planning = { tx, workspace: workspace.id, at, secret, queue, id };
  return {
    workspace: workspace.id,
    at,
    ledger,
    answered,
    desk: openDesk({
      tx,
      setting,
      ledger,
      holidays,
      planning,
      codes,
      join: (given, typed) => joinWorkspace(leaving, given, typed),
      id,
    }),
  };
};

/** The person as a member, without writing anything. */
const stranger = (
  invocation: Invocation,
  scene: Pick<Scene, "workspace" | "peopled">,
  at: Instant,
  random: Random,
): Member => {
  const id = idAt(at, random);
  const fact = joining(id, invocation, scene);
  return evolve("member", undefined, {
    seq: 1,
    change: id,
    at,
    by: id,
    via: invocation.platform,
    subject: "member",
    id,
    fact,
  });
};

/**
 * Begins a transaction: finds the workspace (`cached` when this process knows it) and the speaker, or
 * records both. With `writes`, the workspace is locked before anything in it is read.
 */
export const sit = async (
  tx: Db,
  parts: Furniture,
  invocation: Invocation,
  cached: Id | undefined,
  writes: boolean,
): Promise<Sitting> => {
  const { clock, random, defaults } = parts;
  let ws = cached ?? (await workspaceFor(tx, invocation));
  ws ??= await openWorkspace(tx, invocation, clock?.now() ?? (await enterWorkspace(tx, NOWHERE)), defaults, random);
  // Sent together: the server runs them in this order, and we wait once.
  let [now, held, scene] = await Promise.all([
    enterWorkspace(tx, ws),
    writes ? holdWorkspace(tx, ws) : undefined,
    sceneOf(tx, ws, invocation),
  ]);
  if (!scene?.me && !held) {
    held = await holdWorkspace(tx, ws);
    scene = await sceneOf(tx, ws, invocation);
  }
  if (!scene?.here) throw new JoinedElsewhere();
  const asked = clock?.now() ?? now;
  const at = held ? after(asked, held.at) : notBefore(asked, scene.lastAt);
  if (scene.me || scene.answered)
    return seat(tx, parts, invocation, at, scene, scene.me ?? stranger(invocation, scene, at, random), held);
  const me = stranger(invocation, scene, at, random);
  const sitting = seat(tx, parts, invocation, at, scene, me, held);
  await sitting.ledger.record("member", me.id, [joining(me.id, invocation, scene)]);
  return sitting;
};

/** Sits down only to look: whoever is unknown stays so, and nothing is written. */
export const visit = async (
  tx: Db,
  parts: Furniture,
  invocation: Invocation,
  cached: Id | undefined,
): Promise<Sitting> => {
  const { clock, random, defaults } = parts;
  const ws = cached ?? (await workspaceFor(tx, invocation)) ?? NOWHERE;
  const [now, found] = await Promise.all([lookIntoWorkspace(tx, ws), sceneOf(tx, ws, invocation)]);
  if (found && !found.here) throw new JoinedElsewhere();
  const at = notBefore(clock?.now() ?? now, found?.lastAt ?? "");
  const scene = found ?? {
    workspace: imagined(ws, invocation, at, defaults),
    secret: "",
    lastAt: at,
    me: undefined,
    peopled: false,
    here: true,
    answered: undefined,
  };
  return seat(tx, parts, invocation, at, scene, scene.me ?? stranger(invocation, scene, at, random), undefined);
};
