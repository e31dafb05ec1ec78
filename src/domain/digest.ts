import type { GivingDigest } from "./giving-overview.ts";
import type { RequestLine } from "./overview.ts";
import type { Id } from "./request.ts";
import type { Day, Instant, Zone } from "./time.ts";

/** Which digest: of what, for which week, and as known when. */
export interface DigestQuestion {
  readonly team?: Id;
  readonly campaign?: Id;
  /** The week looked at: from (inclusive) to (exclusive). */
  readonly from: Instant;
  readonly to: Instant;
  /** The register as known at that moment; a past digest can be made again exactly. */
  readonly asOf: Instant;
  /** Whose days "within a week" is counted in; UTC when missing. */
  readonly zone?: Zone;
  /** Lines per section; the rest is counted. */
  readonly lines: number;
}

/** A section: its first lines, and how many there are in all. */
export interface DigestSection {
  readonly rows: readonly RequestLine[];
  readonly total: number;
}

/** Counts over everything in scope, as known at one moment. */
export interface DigestTotals {
  readonly asked: number;
  /** Agreed in part counts as answered; an automatic acknowledgement does not. */
  readonly answered: number;
  readonly agreed: number;
  readonly agreedInPart: number;
  readonly declined: number;
  readonly late: number;
  readonly companies: number;
  /** Calendar days from first approach to first real answer; withdrawn requests are left out. */
  readonly medianDays?: number;
  /** How many answers the median rests on. */
  readonly medianOf: number;
}

/** Everything a digest says, in the order in which it says it. */
export interface DigestFigures {
  readonly question: DigestQuestion;
  readonly decisions: DigestSection;
  readonly late: DigestSection;
  readonly dueThisWeek: DigestSection;
  readonly answered: DigestSection;
  readonly sent: DigestSection;
  readonly silent: DigestSection;
  readonly unowned: DigestSection;
  readonly totals: DigestTotals;
  /** The same totals as known one week before. */
  readonly before: DigestTotals;
  readonly giving: GivingDigest;
}

/** A digest of a team's that comes by itself. */
export interface DigestAhead {
  /** Names the occurrence by its day, so that one day has one digest, whatever becomes of the hour. */
  readonly key: string;
  readonly at: Instant;
  /** Its hour is over: one that waits for a later hour of its day comes now, and none is begun. */
  readonly waits?: true;
}

/** Names the occurrence of a team's scheduled digest, for whoever plans it: planned twice, it is one. The day is the team's. */
export const digestKey = (day: Day): string => `digest:${day}`;
