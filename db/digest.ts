import { type SQL, sql } from "drizzle-orm";
import type { DigestFigures, DigestQuestion, DigestSection, DigestTotals } from "../src/domain/digest.ts";
import { type Instant, plusHours } from "../src/domain/time.ts";
import { rows } from "./database.ts";
import { knownAt, linesOf, pastOf, type Viewpoint } from "./known.ts";

const WEEK = 7 * 24;

const SECTIONS = ["decisions", "late", "dueThisWeek", "answered", "sent", "silent", "unowned"] as const;
type SectionName = (typeof SECTIONS)[number];

/** What belongs in a section, and in which order its lines come. */
interface Section {
  readonly where: SQL;
  readonly order: SQL;
}

/** The sections in the words of `request_known k`, in the order in which a digest says them. */
const sectionsOf = ({ from, to, asOf }: DigestQuestion): Readonly<Record<SectionName, Section>> => {
  const within = (column: SQL): SQL => sql`(${column} >= ${from} and ${column} < ${to})`;
  return {
    decisions: {
      where: sql`k.status in ('open', 'awaiting_approval') and k.waits_for in ('decide', 'answer_them', 'approve', 'read')`,
      order: sql`k.moved_at, k.ref`,
    },
    late: { where: sql`k.late_at <= ${asOf}`, order: sql`k.late_at, k.ref` },
    dueThisWeek: {
      where: sql`k.late_at > ${asOf} and k.late_at <= ${plusHours(asOf, WEEK)}`,
      order: sql`k.late_at, k.ref`,
    },
    answered: {
      where: sql`(${within(sql`k.answered_at`)} or ${within(sql`k.last_answered_at`)})`,
      order: sql`k.last_answered_at, k.ref`,
    },
    sent: { where: within(sql`k.sent_at`), order: sql`k.sent_at, k.ref` },
    silent: {
      where: sql`k.status = 'open' and k.move = 'theirs' and k.answered_at is null and k.sent_at is not null`,
      order: sql`k.sent_at, k.ref`,
    },
    unowned: { where: sql`k.status = 'open' and k.owner_id is null`, order: sql`k.ref` },
  };
};

/** Which requests a digest is about. */
const scopeOf = ({ team, campaign }: DigestQuestion): SQL =>
  sql.join(
    [
      sql`true`,
      ...(team === undefined ? [] : [sql`k.team_id = ${team}`]),
      ...(campaign === undefined ? [] : [sql`k.campaign_id = ${campaign}`]),
    ],
    sql` and `,
  );

interface TotalsRow {
  readonly asked: number;
  readonly answered: number;
  readonly agreed: number;
  readonly agreed_in_part: number;
  readonly declined: number;
  readonly late: number;
  readonly companies: number;
  readonly median_days: number | null;
  readonly median_of: number;
}

/**
 * The counts as known at a moment, over what was asked: drafts are not asked yet, and what was
 * withdrawn is not asked any more.
 */
const totalsColumns = (asOf: Instant): SQL => {
  const asked = sql`k.sent_at is not null and k.status <> 'withdrawn'`;
  const timed = sql`${asked} and k.answered_at >= k.sent_at`;
  const outcome = (value: string): SQL => sql`count(*) filter (where ${asked} and k.outcome = ${value})::int`;
  return sql`
    count(*) filter (where ${asked})::int as asked,
    count(*) filter (where ${asked} and k.answered_at is not null)::int as answered,
    ${outcome("accepted_full")} as agreed, ${outcome("accepted_partial")} as agreed_in_part, ${outcome("declined")} as declined,
    count(*) filter (where k.late_at <= ${asOf})::int as late,
    count(distinct k.company_id) filter (where ${asked})::int as companies,
    count(*) filter (where ${timed})::int as median_of,
    percentile_cont(0.5) within group (order by extract(epoch from k.answered_at - k.sent_at)::float8 / 86400) filter (where ${timed}) as median_days`;
};

const totalsOf = (row: TotalsRow): DigestTotals => ({
  asked: row.asked,
  answered: row.answered,
  agreed: row.agreed,
  agreedInPart: row.agreed_in_part,
  declined: row.declined,
  late: row.late,
  companies: row.companies,
  ...(row.median_days !== null && { medianDays: row.median_days }),
  medianOf: row.median_of,
});

/** One pass over the requests in scope, as known at a moment, with whatever is to be counted. */
const counted = async <T>(viewpoint: Viewpoint, question: DigestQuestion, asOf: Instant, columns: SQL): Promise<T> => {
  const [row] = await rows<T>(
    viewpoint.tx,
    sql`
      select ${columns} from request_known k
      where k.workspace_id = ${viewpoint.workspace} and ${knownAt("k", pastOf(viewpoint, asOf))} and ${scopeOf(question)}`,
  );
  // Aggregates without a group give one row, always.
  return row as T;
};

/** The figures of a digest. The same question about the same past always gives the same answer. */
export const digestOf = async (viewpoint: Viewpoint, question: DigestQuestion): Promise<DigestFigures> => {
  const { asOf, lines: limit } = question;
  const sections = sectionsOf(question);
  const scope = scopeOf(question);
  const past = pastOf(viewpoint, asOf);
  // Sections and totals share words ("late", "answered") but not their meaning, so the sections' columns are marked.
  const counts = SECTIONS.map(
    (name) => sql`count(*) filter (where ${sections[name].where})::int as ${sql.identifier(`in_${name}`)}`,
  );
  const weekBefore = plusHours(asOf, -WEEK);
  const [now, before, ...found] = await Promise.all([
    counted<TotalsRow & Record<`in_${SectionName}`, number>>(
      viewpoint,
      question,
      asOf,
      sql`${sql.join(counts, sql`, `)}, ${totalsColumns(asOf)}`,
    ),
    counted<TotalsRow>(viewpoint, question, weekBefore, totalsColumns(weekBefore)),
    ...SECTIONS.map((name) => {
      const { where, order } = sections[name];
      return linesOf(viewpoint, { where: sql`${scope} and ${where}`, order, past, limit });
    }),
  ]);
  const made = SECTIONS.map((name, index): [SectionName, DigestSection] => [
    name,
    { rows: found[index] ?? [], total: now[`in_${name}`] },
  ]);
  // Made from the very list of names that the type is made of.
  const named = Object.fromEntries(made) as Record<SectionName, DigestSection>;
  return { question, ...named, totals: totalsOf(now), before: totalsOf(before) };
};
