import type { GivingLine, GivingTotals } from "./giving.ts";
import type { Money } from "./money.ts";
import type { ExternalClaim } from "./parties.ts";
import type { Line } from "./quantity.ts";
import type { Id } from "./request.ts";
import type { Day, Instant } from "./time.ts";

/** What promises and deliveries are looked at. All conditions hold together. */
export interface GivingScope {
  readonly company?: Id;
  readonly campaign?: Id;
  /** Of the team's requests, and what companies gave outside of any request: that is every team's. */
  readonly team?: Id;
  /** The register as it was known at that moment; now when missing. */
  readonly asOf?: Instant;
}

/** Which lines of that scope a list shows. */
export interface GivingFilter extends GivingScope {
  readonly stage?: NonNullable<GivingLine["stage"]>;
  readonly state?: NonNullable<GivingLine["state"]>;
  readonly level?: GivingLine["level"];
  /** Delivered, and nobody has thanked for it. */
  readonly unthanked?: boolean;
  readonly disputed?: boolean;
  readonly unsourced?: boolean;
  readonly limit: number;
  readonly offset?: number;
}

/** Whose a line is. One without a number is on the company's own record. */
interface Whose {
  readonly company: { readonly id: Id; readonly name: string };
  readonly ref?: number;
}

/** One promise or delivery on one line of an overview. */
export interface GivenLine extends GivingLine, Whose {
  /** Goods with their quantities, where somebody looked them up: overviews keep money alone. */
  readonly goods?: readonly Line[];
}

/** One page of them, newest first, and how many there are in all. */
export interface GivingPage {
  readonly rows: readonly GivenLine[];
  readonly total: number;
}

/** What was given within a scope, and how many companies stand behind it: with or without an amount, but not what was called off. */
export interface GivingFigures {
  readonly totals: GivingTotals;
  readonly companies: number;
}

/** Something expected on a day: an instalment that has not come, or the end of an agreement. */
export interface ExpectedLine extends Whose {
  readonly part: "pledge" | "agreement";
  readonly no: number;
  /** Of a pledge. */
  readonly instalment?: number;
  readonly day: Day;
  readonly title: string;
  readonly money?: Money;
}

/** A section of what is expected: its first lines, and how many there are in all. */
export interface ExpectedPage {
  readonly rows: readonly ExpectedLine[];
  readonly total: number;
}

/** What others say of a campaign, with what we count of it ourselves. The two are never added up. */
export interface ClaimedBeside {
  readonly campaign: string;
  readonly claims: readonly ExternalClaim[];
  /** Companies that were asked in the campaign, as known then. */
  readonly asked: number;
}

/** What a digest says of promises and deliveries. */
export interface GivingDigest extends GivingFigures {
  /** Delivered and never thanked for, the longest ago first. */
  readonly unthanked: GivingPage;
  readonly disputed: GivingPage;
  /** Due within seven days or overdue, soonest first. */
  readonly instalments: ExpectedPage;
  /** Agreements that end within thirty days. */
  readonly ending: ExpectedPage;
  readonly external: readonly ClaimedBeside[];
  /** Companies in the register, of whatever team or campaign: stands beside what others count. */
  readonly known: number;
}

const NONE = { rows: [], total: 0 };
const NO_SUM = { currencies: [], unconverted: [] };

/** What a digest says where nothing was promised and nothing arrived. */
export const NOTHING_GIVEN: GivingDigest = {
  totals: { announced: NO_SUM, committed: NO_SUM, paid: NO_SUM, unconfirmed: NO_SUM },
  companies: 0,
  unthanked: NONE,
  disputed: NONE,
  instalments: NONE,
  ending: NONE,
  external: [],
  known: 0,
};
