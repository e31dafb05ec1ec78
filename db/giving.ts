import { type SQL, sql } from "drizzle-orm";
import { type Decimal, sumOfDecimals } from "../src/domain/decimal.ts";
import type { GivingSum, GivingTotals } from "../src/domain/giving.ts";
import type { GivenLine, GivingFigures, GivingFilter, GivingPage, GivingScope } from "../src/domain/giving-overview.ts";
import { type Money, totals } from "../src/domain/money.ts";
import type { Campaign } from "../src/domain/parties.ts";
import type { Instant } from "../src/domain/time.ts";
import { baseOf } from "./campaigns.ts";
import { rows } from "./database.ts";
import { type GivingRow, moneyOf } from "./giving-rows.ts";
import { instantFrom } from "./instant.ts";
import { companyNameOf, knownAt, pastOf, type Viewpoint } from "./known.ts";

/** What was delivered and never thanked for. Worded as the index is. */
export const UNTHANKED = sql`(not k.thanked and k.counts_as in ('paid', 'unconfirmed'))`;

/** What sources describe differently, of what still stands. */
export const DISPUTED = sql`(k.disputed and not k.cancelled)`;

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
    ...(row.on_day !== null &&
      row.precision !== null && {
        at: { on: row.on_at === null ? row.on_day : instantFrom(row.on_at), precision: row.precision },
      }),
    thanked: row.thanked,
    disputed: row.disputed,
    sourced: row.sourced,
    ...(row.recipients !== null && { recipients: row.recipients }),
    ...(row.external !== null && { external: row.external }),
    cancelled: row.cancelled,
  };
};

/**
 * The same of a past moment, which has no index that would find the page: what is selected is looked for
 * once, for the page and for its number.
 */
const linesThen = async (
  { tx, workspace }: Viewpoint,
  { where, order, past, limit, offset = 0 }: Selection,
): Promise<GivingPage> => {
  const found = await rows<GivingRow & { readonly total: number; readonly place: number | null }>(
    tx,
    sql`
      with k as materialized (
        select k.record_id, k.part, k.no, k.known_from, k.on_day from giving_known k
        where k.workspace_id = ${workspace} and ${knownAt("k", past)} and ${where}
      ), page as (
        select k.*, (row_number() over (order by ${order}))::int as place from k order by ${order} limit ${limit} offset ${offset}
      )
      select count.total, page.place, l.*, ${companyNameOf(workspace, sql`l.company_id`, past)} as company_name
      from (select count(*)::int as total from k) count
      left join page on true
      left join giving_known l on l.workspace_id = ${workspace} and l.record_id = page.record_id
        and l.part = page.part and l.no = page.no and l.known_from = page.known_from
      order by page.place`,
  );
  return { rows: found.filter(({ place }) => place !== null).map(lineOf), total: found[0]?.total ?? 0 };
};

/** A page of the lines selected and their number. Names are looked up for the page alone. */
export const linesGiven = async (viewpoint: Viewpoint, selection: Selection): Promise<GivingPage> => {
  const { tx, workspace } = viewpoint;
  const { where, order, past, limit, offset = 0 } = selection;
  if (past !== undefined) return linesThen(viewpoint, selection);
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
    ...(disputed ? [DISPUTED] : []),
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

interface SumRow {
  readonly column: keyof GivingTotals;
  readonly currency: string;
  readonly base_currency: string | null;
  readonly sum: string;
  readonly based: string | null;
}

/** What rows of one sum come to in the base currency: as stated in it, or as converted into it. */
const inBase = ({ currency, base_currency, sum, based }: SumRow, base: string): Decimal | undefined =>
  currency === base ? sum : base_currency === base && based !== null ? based : undefined;

const sumOf = (all: readonly SumRow[], base: string | undefined): GivingSum => {
  const sums = (some: readonly SumRow[]): readonly Money[] =>
    totals(some.map(({ currency, sum }) => ({ amount: sum, currency })));
  if (base === undefined) return { currencies: sums(all), unconverted: [] };
  const based = all.flatMap((row) => inBase(row, base) ?? []);
  return {
    currencies: sums(all),
    ...(based.length > 0 && { base: { amount: sumOfDecimals(based), currency: base } }),
    unconverted: sums(all.filter((row) => inBase(row, base) === undefined)),
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
  const from = sql`giving_known k where k.workspace_id = ${workspace} and ${knownAt("k", pastOf(viewpoint, scope.asOf))} and k.counts_as is not null and ${within(scope)}`;
  const [found, [count]] = await Promise.all([
    rows<SumRow>(
      tx,
      sql`
        select k.counts_as as column, k.currency, k.base_currency,
          trim_scale(sum(k.amount))::text as sum, trim_scale(sum(k.base_amount))::text as based
        from ${from} and k.amount is not null
        group by k.counts_as, k.currency, k.base_currency`,
    ),
    rows<{ companies: number }>(
      tx,
      sql`select count(*)::int as companies from (select distinct k.company_id from ${from}) k`,
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
