import { type SQL, sql } from "drizzle-orm";
import { hasArrived, SHOWN_STATES } from "../src/domain/custody.ts";
import { sumOfDecimals } from "../src/domain/decimal.ts";
import type { GivingSum, GivingTotals } from "../src/domain/giving.ts";
import type { GivenLine, GivingFigures, GivingFilter, GivingPage, GivingScope } from "../src/domain/giving-overview.ts";
import { isConfirmed } from "../src/domain/level.ts";
import type { Money } from "../src/domain/money.ts";
import type { Campaign } from "../src/domain/parties.ts";
import type { Instant } from "../src/domain/time.ts";
import { LEVELS } from "../src/domain/vocabulary.ts";
import { baseOf } from "./campaigns.ts";
import { rows } from "./database.ts";
import { type GivingRow, moneyOf } from "./giving-rows.ts";
import { companyNameOf, knownAt, pastOf, type Viewpoint } from "./known.ts";

const words = (all: readonly string[]): SQL => sql`any(${sql.param([...all])}::text[])`;

/** A delivery that arrived. Written out, so that an index can be told by it. */
const ARRIVED = sql`k.state = ${words(SHOWN_STATES.filter(hasArrived))}`;
const CONFIRMED = sql`k.level = ${words(LEVELS.filter(isConfirmed))}`;

/** What was delivered and never thanked for. */
export const UNTHANKED = sql`(${ARRIVED} and not k.thanked and not k.cancelled)`;

/** Which rows of `giving_known k` or `expected_known k` a question is about. */
export const within = ({ company, campaign, team }: GivingScope): SQL =>
  sql.join(
    [
      sql`true`,
      ...(company === undefined ? [] : [sql`k.company_id = ${company}`]),
      ...(campaign === undefined ? [] : [sql`k.campaign_id = ${campaign}`]),
      ...(team === undefined ? [] : [sql`(k.team_id = ${team} or k.team_id is null)`]),
    ],
    sql` and `,
  );

/** Lines as they are selected from `giving_known k`. */
interface Selection {
  readonly where: SQL;
  readonly order: SQL;
  readonly past: Instant | undefined;
  readonly limit: number;
  readonly offset?: number;
}

const lineOf = ({ company_id, company_name, ref, amount, base_amount, ...row }: GivingRow): GivenLine => {
  const money = moneyOf(amount, row.currency);
  const base = moneyOf(base_amount, row.base_currency);
  return {
    company: { id: company_id, name: company_name ?? "" },
    ...(ref !== null && { ref }),
    part: row.part,
    no: row.no,
    title: row.title,
    form: row.form,
    ...(row.stage !== null && { stage: row.stage }),
    ...(row.state !== null && { state: row.state }),
    level: row.level,
    ...(money && { money }),
    ...(base && { base }),
    ...(row.on_day !== null && { on: row.on_day }),
    thanked: row.thanked,
    disputed: row.disputed,
    sourced: row.sourced,
    ...(row.recipients !== null && { recipients: row.recipients }),
    ...(row.external !== null && { external: row.external }),
    cancelled: row.cancelled,
  };
};

/** A page of the lines selected and their number. Names are looked up for the page alone. */
export const linesGiven = async (
  { tx, workspace }: Viewpoint,
  { where, order, past, limit, offset = 0 }: Selection,
): Promise<GivingPage> => {
  const from = sql`giving_known k where k.workspace_id = ${workspace} and ${knownAt("k", past)} and ${where}`;
  const [found, [count]] = await Promise.all([
    rows<GivingRow>(
      tx,
      sql`
        select k.*, ${companyNameOf(workspace, sql`k.company_id`, past)} as company_name
        from (select * from ${from} order by ${order} limit ${limit} offset ${offset}) k order by ${order}`,
    ),
    rows<{ total: number }>(tx, sql`select count(*)::int as total from ${from}`),
  ]);
  return { rows: found.map(lineOf), total: count?.total ?? 0 };
};

const NEWEST = sql`k.on_day desc nulls last, k.record_id desc, k.part desc, k.no`;

/** A page of promises and deliveries, now or as known at `filter.asOf`, newest first. */
export const givingOf = (viewpoint: Viewpoint, filter: GivingFilter): Promise<GivingPage> => {
  const { stage, state, level, unthanked, disputed, unsourced, limit, offset = 0 } = filter;
  const all = [
    within(filter),
    ...(stage === undefined ? [] : [sql`k.stage = ${stage}`]),
    ...(state === undefined ? [] : [sql`k.state = ${state}`]),
    ...(level === undefined ? [] : [sql`k.level = ${level}`]),
    ...(unthanked ? [UNTHANKED] : []),
    ...(disputed ? [sql`k.disputed`] : []),
    ...(unsourced ? [sql`not k.sourced`] : []),
  ];
  return linesGiven(viewpoint, {
    where: sql.join(all, sql` and `),
    order: NEWEST,
    past: pastOf(viewpoint, filter.asOf),
    limit,
    offset,
  });
};

/** The four sums, in the words of the database: `columnOf` of the domain. */
const COLUMN = sql`
  case
    when k.cancelled then null
    when k.state is null then k.stage
    when ${ARRIVED} then case when ${CONFIRMED} then 'paid' else 'unconfirmed' end
  end`;

interface SumRow {
  readonly column: keyof GivingTotals;
  readonly currency: string;
  readonly sum: string;
  readonly based: string | null;
  readonly open: string | null;
}

const sumOf = (all: readonly SumRow[], base: string | undefined): GivingSum => {
  const sums = (column: "sum" | "open"): readonly Money[] =>
    all.flatMap(({ currency, [column]: amount }) => moneyOf(amount, currency) ?? []);
  if (base === undefined) return { currencies: sums("sum"), unconverted: [] };
  const based = all.flatMap((row) => row.based ?? []);
  return {
    currencies: sums("sum"),
    ...(based.length > 0 && { base: { amount: sumOfDecimals(based), currency: base } }),
    unconverted: sums("open"),
  };
};

/**
 * What was given within a scope, by currency and in the base currency where there is one: the same sums
 * as `givingTotals` makes of the same lines, and as exact.
 */
export const givingFigures = async (
  viewpoint: Viewpoint,
  scope: GivingScope,
  campaigns: readonly Campaign[],
): Promise<GivingFigures> => {
  const { tx, workspace } = viewpoint;
  const base = baseOf(campaigns);
  const from = sql`giving_known k where k.workspace_id = ${workspace} and ${knownAt("k", pastOf(viewpoint, scope.asOf))} and ${within(scope)}`;
  const inBase =
    base === undefined
      ? sql`null::numeric`
      : sql`case ${base} when k.currency then k.amount when k.base_currency then k.base_amount end`;
  const [found, [count]] = await Promise.all([
    rows<SumRow>(
      tx,
      sql`
        select g.column, g.currency, trim_scale(sum(g.amount))::text as sum, trim_scale(sum(g.based))::text as based,
          trim_scale(sum(g.amount) filter (where g.based is null))::text as open
        from (select ${COLUMN} as column, k.currency, k.amount, ${inBase} as based from ${from} and k.amount is not null) g
        where g.column is not null
        group by g.column, g.currency order by g.currency collate "C"`,
    ),
    rows<{ companies: number }>(
      tx,
      sql`select count(distinct k.company_id)::int as companies from ${from} and not k.cancelled`,
    ),
  ]);
  const sum = (column: keyof GivingTotals): GivingSum =>
    sumOf(
      found.filter((row) => row.column === column),
      base,
    );
  return {
    totals: {
      announced: sum("announced"),
      committed: sum("committed"),
      paid: sum("paid"),
      unconfirmed: sum("unconfirmed"),
    },
    companies: count?.companies ?? 0,
  };
};
