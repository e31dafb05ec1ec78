import type { FollowUp } from "../src/domain/delivery.ts";
import type { Place } from "../src/domain/parties.ts";
import { addOccurrences, bringBack, type Planning } from "./plan.ts";
import { recordOf } from "./records.ts";
import { workspaceSecret } from "./secret.ts";

/**
 * Plans what comes after an occurrence: the next weekly reminder, the next digest. Done when the
 * occurrence is held and again when it is settled, so that a crash between the two ends no series;
 * the unique key of an occurrence makes the second time a no-op. What a later date had taken back
 * comes back only when it is held, judged by the record as it is: a change that came between the two
 * may have taken it back for good.
 */
export const follow = async (
  planning: Omit<Planning, "secret">,
  place: Place,
  next: readonly FollowUp[],
  when: "held" | "settled",
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
    if (about === undefined || itsTeam === undefined) continue;
    const itself = { id: about, team: itsTeam, place };
    if (when === "held") await bringBack(whole, itself, reminder);
    await addOccurrences(whole, itself, [reminder]);
  }
};
