import type { Zone } from "./time.ts";

/** A record whose moments fall on the days of some zone. */
export interface Zoned {
  /**
   * A request's: its team's, as it was when the request last changed. It is kept in the journal, so that a replay gives
   * the same days. Missing on what was last changed before it was kept, and on a company's own record, which is every team's.
   */
  readonly zone?: Zone;
}

/** In whose days a record's moments are told apart; in those of UTC where it has none of its own. */
export const zoneOf = ({ zone }: Zoned): Zone => zone ?? "UTC";
