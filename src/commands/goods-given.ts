import type { GivenLine } from "../domain/giving-overview.ts";
import type { Dossier } from "../domain/level.ts";
import type { Line } from "../domain/quantity.ts";
import { replay } from "../domain/replay.ts";
import { delivered, pledgedAt, stageOf } from "../domain/settled.ts";
import type { Instant } from "../domain/time.ts";
import type { Desk } from "../ports.ts";

/** Whose record a line is on, as it is now or was known at a moment. */
const recordOf = async (
  desk: Desk,
  { ref, company }: GivenLine,
  asOf: Instant | undefined,
): Promise<Dossier | undefined> => {
  if (ref === undefined) {
    if (asOf === undefined) return desk.company(company.id);
    return replay("company", await desk.timeline("company", company.id, asOf));
  }
  const request = await desk.request(ref);
  if (request === undefined || asOf === undefined) return request;
  return replay("request", await desk.timeline("request", request.id, asOf));
};

const goodsOf = (record: Dossier | undefined, { part, no }: GivenLine): readonly Line[] => {
  if (part === "delivery") {
    const brought = record?.deliveries.find((one) => one.no === no);
    return brought ? delivered(brought).lines : [];
  }
  const promised = record?.pledges.find((one) => one.no === no);
  return (promised && pledgedAt(promised, stageOf(promised))?.lines) ?? [];
};

/** The lines of a page with the goods that each is about: overviews keep amounts of money only, and a page has few records. */
export const withGoods = async (
  desk: Desk,
  rows: readonly GivenLine[],
  asOf: Instant | undefined,
): Promise<readonly GivenLine[]> => {
  const records = new Map<string, Promise<Dossier | undefined>>();
  return Promise.all(
    rows.map(async (row) => {
      const whose = row.ref === undefined ? row.company.id : String(row.ref);
      const record = records.get(whose) ?? recordOf(desk, row, asOf);
      records.set(whose, record);
      const goods = goodsOf(await record, row);
      return goods.length > 0 ? { ...row, goods } : row;
    }),
  );
};
