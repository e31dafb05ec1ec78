import type { FollowUp } from "../src/domain/delivery.ts";
import type { Place } from "../src/domain/parties.ts";
import { addOccurrences, type Planning } from "./plan.ts";
import { recordOf } from "./records.ts";
import { workspaceSecret } from "./secret.ts";

/**
 * Plans what comes after an occurrence: the next weekly reminder, the next digest. Done when the
 * occurrence is held and again when it is settled, so that a crash between the two ends no series;
 * the unique key of an occurrence makes the second time a no-op.
 */
export const follow = async (
  planning: Omit<Planning, "secret">,
  place: Place,
  next: readonly FollowUp[],
): Promise<void> => {
  if (next.length === 0) return;
  const { tx, workspace: ws } = planning;
  const secret = await workspaceSecret(tx, ws);
  if (secret === undefined) return;
  const whole = { ...planning, secret };
  for (const { request, team, reminder } of next) {
    const itsTeam = request === undefined ? team : (await recordOf(tx, ws, "request", request))?.team;
    const about = request ?? team;
    // A request whose creation was undone has nothing to follow.
    if (about !== undefined && itsTeam !== undefined)
      await addOccurrences(whole, { id: about, team: itsTeam, place }, [reminder]);
  }
};
