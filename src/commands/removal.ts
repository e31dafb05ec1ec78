import type { Undone } from "../domain/journal.ts";
import type { Campaign } from "../domain/parties.ts";
import { undoneChanges } from "../domain/replay.ts";
import type { Id } from "../domain/request.ts";
import type { Desk } from "../ports.ts";

/** How many requests a sample may have grown to and still be removed at one press. */
const MOST = 500;

/** Takes back every change of one record, so that it is no longer in the register; the journal keeps all of it. */
const takeBackRecord = async (desk: Desk, subject: "request" | "company" | "campaign", id: Id): Promise<void> => {
  const entries = await desk.timeline(subject, id);
  const undone = undoneChanges(entries);
  const changes = new Set(
    entries.filter(({ change, fact }) => fact.type !== "undone" && !undone.has(change)).map(({ change }) => change),
  );
  await desk.record(
    subject,
    id,
    [...changes].toReversed().map((change): Undone => ({ type: "undone", change })),
  );
};

/** Removes the sample campaign with its requests, and the companies that have no other. Returns how many requests went. */
export const takeBack = async (desk: Desk, campaign: Campaign): Promise<number> => {
  const { rows } = await desk.list({ campaign: campaign.id, limit: MOST });
  for (const { id } of rows) await takeBackRecord(desk, "request", id);
  for (const id of new Set(rows.map(({ company }) => company.id))) {
    const { total } = await desk.list({ company: id, limit: 1 });
    if (total === 0) await takeBackRecord(desk, "company", id);
  }
  await takeBackRecord(desk, "campaign", campaign.id);
  return rows.length;
};
