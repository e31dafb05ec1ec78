import type { Doubt } from "../src/domain/doubt.ts";
import type { Id } from "../src/domain/request.ts";
import type { Instant } from "../src/domain/time.ts";
import type { Random } from "../src/ports.ts";
import type { Db } from "./database.ts";
import { idAt } from "./ids.ts";
import { after, holdWorkspace, openLedger } from "./ledger.ts";
import { together } from "./together.ts";

/**
 * S9: writes into the journal that something stood there twice, and how often it was taken away. Locks the workspace, as
 * every writer does before it touches a delivery: call it first in a transaction.
 */
export const recordDoubles = async (
  tx: Db,
  ws: Id,
  { places: [place], token }: Pick<Doubt, "places" | "token">,
  count: number,
  now: Instant,
  random: Random,
): Promise<void> => {
  if (!place || count === 0) return;
  const held = await holdWorkspace(tx, ws);
  const at = after(now, held.at);
  const via = place.platform;
  const ledger = openLedger({ tx, workspace: ws, at, change: idAt(at, random), by: "system", via, random }, held);
  await ledger.record("workspace", ws, [{ type: "doubles.removed", platform: via, place: place.id, token, count }]);
  await together(tx, ledger.ending());
};
