import { type SQL, sql } from "drizzle-orm";
import type { DigestFigures, DigestQuestion, DigestSection, DigestTotals } from "../src/domain/digest.ts";
import { plusHours } from "../src/domain/time.ts";
import { rows } from "./database.ts";
import { givingDigestOf } from "./giving-digest.ts";
import { companyNameOf, knownAt, nameOf, pastOf, type Viewpoint } from "./known.ts";
import { type LineRow, lineOf } from "./lines.ts";

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
      // The second condition follows from the first; it is what the index is on.
      where: sql`(${within(sql`k.answered_at`)} or ${within(sql`k.last_answered_at`)}) and k.last_answered_at is not null and k.last_answered_at >= ${from}`,
      order: sql`k.last_answered_at, k.ref`,
    },
    sent: { where: sql`k.sent_at is not null and ${within(sql`k.sent_at`)}`, order: sql`k.sent_at, k.ref` },
    // Whoever has brought or stopped something has not kept silent, even where nobody recorded an answer.
    silent: {
      where: sql`k.status = 'open' and k.move = 'theirs' and k.answered_at is null and k.fulfilment = 'none' and k.sent_at is not null`,
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

/** What the totals count. Drafts are not asked yet, and what was withdrawn is not asked any more. */
const ASKED = sql`k.sent_at is not null and k.status <> 'withdrawn'`;

const COUNTED = {
  asked: ASKED,
  answered: sql`${ASKED} and k.answered_at is not null`,
  agreed: sql`${ASKED} and k.outcome = 'accepted_full'`,
  agreedInPart: sql`${ASKED} and k.outcome = 'accepted_partial'`,
  declined: sql`${ASKED} and k.outcome = 'declined'`,
};

/** The rows that a digest is about, as known at its moment. */
const rowsOf = (viewpoint: Viewpoint, question: DigestQuestion): SQL =>
  sql`request_known k where k.workspace_id = ${viewpoint.workspace} and ${knownAt("k", pastOf(viewpoint, question.asOf))} and ${scopeOf(question)}`;

interface TotalsRow extends Omit<DigestTotals, "medianDays" | "medianOf"> {
  readonly median_days: number | null;
  readonly median_of: number;
}

const totalsOf = ({ median_days: medianDays, median_of: medianOf, ...counts }: TotalsRow): DigestTotals => ({
  ...counts,
  ...(medianDays !== null && { medianDays }),
  medianOf,
});

/**
 * The totals as known then and as known a week before, with the median of days from first approach to
 * first real answer. Nearly all rows are true of both moments, so both come of one pass. By company
 * first: that counts the companies without sorting the rows by them.
 */
const totals = async (
  { tx, workspace }: Viewpoint,
  question: DigestQuestion,
): Promise<readonly [now: DigestTotals, before: DigestTotals]> => {
  const { asOf } = question;
  const weekBefore = plusHours(asOf, -WEEK);
  const all = Object.entries<SQL>(COUNTED).map(([name, where]) => ({ name: sql.identifier(name), where }));
  const each = all.map(({ name, where }) => sql`count(*) filter (where ${where}) as ${name}`);
  const sums = all.map(({ name }) => sql`coalesce(sum(${name}), 0)::int as ${name}`);
  const summed = (moment: SQL): SQL => sql`
    select ${sql.join(sums, sql`, `)}, coalesce(sum(late_${moment}), 0)::int as late,
      count(distinct company_id) filter (where asked > 0)::int as companies,
      coalesce(sum(cardinality(days)), 0)::int as median_of,
      (select percentile_cont(0.5) within group (order by day) from c, unnest(days) as day where ${moment}) as median_days
    from c where ${moment}`;
  const [now, before] = await rows<TotalsRow>(
    tx,
    sql`
      with c as materialized (
        select k.company_id, k.known_to > ${asOf} as now, k.known_from <= ${weekBefore} as before, ${sql.join(each, sql`, `)},
          count(*) filter (where k.late_at <= ${asOf}) as late_now, count(*) filter (where k.late_at <= ${weekBefore}) as late_before,
          array_agg(date_part('epoch', k.answered_at - k.sent_at) / 86400) filter (where ${ASKED} and k.answered_at >= k.sent_at) as days
        from request_known k
        where k.workspace_id = ${workspace} and k.known_to > ${weekBefore} and k.known_from <= ${asOf} and ${scopeOf(question)}
        group by 1, 2, 3
      )
      (${summed(sql`now`)}) union all (${summed(sql`before`)})`,
  );
  // Aggregates without a group give one row, always; appended rows keep their order.
  return [totalsOf(now as TotalsRow), totalsOf(before as TotalsRow)];
};

/**
 * How much is in each section. Of what is known now each is counted by the index that finds its lines;
 * a past moment has none, so there all are counted in one pass.
 */
const sectionTotals = async (
  viewpoint: Viewpoint,
  question: DigestQuestion,
): Promise<Readonly<Record<SectionName, number>>> => {
  const sections = sectionsOf(question);
  const from = rowsOf(viewpoint, question);
  const known = pastOf(viewpoint, question.asOf) === undefined;
  const each = SECTIONS.map((name) => {
    const { where } = sections[name];
    const count = known ? sql`(select count(*) from ${from} and ${where})` : sql`count(*) filter (where ${where})`;
    return sql`${count}::int as ${sql.identifier(name)}`;
  });
  const all = sql.join(each, sql`, `);
  const [row] = await rows<Record<SectionName, number>>(
    viewpoint.tx,
    known ? sql`select ${all}` : sql`select ${all} from ${from}`,
  );
  // Both give one row, always.
  return row as Record<SectionName, number>;
};

type SectionLine = LineRow & { readonly section: SectionName };

/**
 * The first lines of every section. Of what is known now each is found by an index; a past moment has
 * none, so there the rows that are in any section are read once and kept for all.
 */
const firstLines = (viewpoint: Viewpoint, question: DigestQuestion): Promise<readonly SectionLine[]> => {
  const { tx, workspace } = viewpoint;
  const past = pastOf(viewpoint, question.asOf);
  const sections = sectionsOf(question);
  const wheres = SECTIONS.map((name) => sql`(${sections[name].where})`);
  const kept = past === undefined ? sql`not materialized` : sql`materialized`;
  const any = past === undefined ? sql`true` : sql`(${sql.join(wheres, sql` or `)})`;
  const firsts = SECTIONS.map((name) => {
    const { where, order } = sections[name];
    return sql`
      (select ${name}::text as section, k.id, k.known_from, row_number() over (order by ${order}) as place
      from (select * from k where ${where} order by ${order} limit ${question.lines}) k)`;
  });
  return rows<SectionLine>(
    tx,
    sql`
      with k as ${kept} (
        select k.id, k.known_from, k.ref, k.owner_id, k.status, k.move, k.waits_for,
          k.late_at, k.sent_at, k.answered_at, k.last_answered_at, k.fulfilment, k.moved_at
        from ${rowsOf(viewpoint, question)} and ${any}
      ), first as (${sql.join(firsts, sql` union all `)})
      select first.section, l.*,
        ${companyNameOf(workspace, sql`l.company_id`, past)} as company_name, ${nameOf(workspace, sql`l.owner_id`, past)} as owner_name
      from first join request_known l on l.workspace_id = ${workspace} and l.id = first.id and l.known_from = first.known_from
      order by first.place`,
  );
};

/** Enough to keep the rows of a register of 100,000 requests in memory, for this transaction. */
const MEMORY = "64MB";

/** The figures of a digest. The same question about the same past always gives the same answer. */
export const digestOf = async (viewpoint: Viewpoint, question: DigestQuestion): Promise<DigestFigures> => {
  const [, [now, before], inSections, lines, giving] = await Promise.all([
    rows(viewpoint.tx, sql`select set_config('work_mem', ${MEMORY}, true)`),
    totals(viewpoint, question),
    sectionTotals(viewpoint, question),
    firstLines(viewpoint, question),
    givingDigestOf(viewpoint, question),
  ]);
  const made = SECTIONS.map((name): [SectionName, DigestSection] => [
    name,
    { rows: lines.filter(({ section }) => section === name).map(lineOf), total: inSections[name] },
  ]);
  // Made from the very list of names that the type is made of.
  const named = Object.fromEntries(made) as Record<SectionName, DigestSection>;
  return { question, ...named, totals: now, before, giving };
};
