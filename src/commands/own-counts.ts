import type { Campaign } from "../domain/parties.ts";
import type { Desk } from "../ports.ts";

/** What our own register counts of a campaign, of what went out: beside it stands what others say, which is never mixed in. */
export const ownCounts = async (
  desk: Desk,
  { id }: Campaign,
): Promise<{ readonly requests: number; readonly companies: number }> => {
  const cells = await desk.matrix({ campaign: id, status: ["open", "closed"], limit: MOST });
  const companies = new Set(cells.map(({ company }) => company.id)).size;
  return { companies, requests: cells.reduce((sum, { asked }) => sum + asked, 0) };
};

/** Companies that are counted; a campaign with more of them is none that people follow by hand. */
const MOST = 10_000;
