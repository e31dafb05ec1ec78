import { type SQL, sql } from "drizzle-orm";
import type { DigestQuestion } from "../src/domain/digest.ts";
import {
  type ClaimedBeside,
  type ExpectedLine,
  type ExpectedPage,
  type GivingDigest,
  type GivingPage,
  NOTHING_GIVEN,
} from "../src/domain/giving-overview.ts";
import type { Campaign } from "../src/domain/parties.ts";
import type { Id } from "../src/domain/request.ts";
import { dayOf, plusDays } from "../src/domain/time.ts";
import { among } from "./among.ts";
import { campaignsThen } from "./campaigns.ts";
import { rows } from "./database.ts";
import { DISPUTED, givingFigures, linesGiven, UNTHANKED, within } from "./giving.ts";
import { moneyOf } from "./giving-rows.ts";
import { companyNameOf, knownAt, pastOf, type Viewpoint } from "./known.ts";

/** Days ahead of which instalments, and ends of agreements, are told. */
const WEEK = 7;
const MONTH = 30;

interface ExpectedRow {
  readonly company_id: Id;
  readonly company_name: string | null;
  readonly ref: number | null;
  readonly part: ExpectedLine["part"];
  readonly no: number;
  readonly instalment: number;
  readonly day: string;
  readonly amount: string | null;
  readonly currency: string | null;
  readonly title: string;
}

const lineOf = ({ company_id, company_name, ref, amount, currency, instalment, ...row }: ExpectedRow): ExpectedLine => {
  const money = moneyOf(amount, currency);
  return {
    company: { id: company_id, name: company_name ?? "" },
    ...(ref !== null && { ref }),
    part: row.part,
    no: row.no,
    ...(row.part === "pledge" && { instalment }),
    day: row.day,
    title: row.title,
    ...(money && { money }),
  };
};

/** What is expected, soonest first. */
const expected = async (viewpoint: Viewpoint, question: DigestQuestion, where: SQL): Promise<ExpectedPage> => {
  const { tx, workspace } = viewpoint;
  const past = pastOf(viewpoint, question.asOf);
  const order = sql`k.day, k.record_id, k.no, k.instalment`;
  const from = sql`expected_known k where k.workspace_id = ${workspace} and ${knownAt("k", past)} and ${within(question)} and ${where}`;
  const [found, [count]] = await Promise.all([
    rows<ExpectedRow>(
      tx,
      sql`
        select k.company_id, k.ref, k.part, k.no, k.instalment, k.day::text as day, k.amount, k.currency, k.title,
          ${companyNameOf(workspace, sql`k.company_id`, past)} as company_name
        from (select * from ${from} order by ${order} limit ${question.lines}) k order by ${order}`,
    ),
    rows<{ total: number }>(tx, sql`select count(*)::int as total from ${from}`),
  ]);
  return { rows: found.map(lineOf), total: count?.total ?? 0 };
};

interface AskedRow {
  readonly campaign_id: Id;
  readonly asked: number;
}

/** What others say of the campaigns, each with the companies that we asked in it. */
const claimed = async (
  viewpoint: Viewpoint,
  question: DigestQuestion,
  campaigns: readonly Campaign[],
): Promise<readonly ClaimedBeside[]> => {
  const { tx, workspace } = viewpoint;
  const told = campaigns.filter(({ external = [] }) => external.length > 0);
  if (told.length === 0) return [];
  const asked = await rows<AskedRow>(
    tx,
    sql`
      select k.campaign_id, count(*)::int as asked from (
        select distinct k.campaign_id, k.company_id from request_known k
        where k.workspace_id = ${workspace} and ${knownAt("k", pastOf(viewpoint, question.asOf))}
          and ${among(
            sql`k.campaign_id`,
            told.map(({ id }) => id),
          )} and k.sent_at is not null and k.status <> 'withdrawn'
        ${question.team === undefined ? sql`` : sql`and k.team_id = ${question.team}`}
      ) k group by k.campaign_id`,
  );
  return told.flatMap(({ id, name, external = [] }) => {
    const own = asked.find((row) => row.campaign_id === id)?.asked;
    // A team's digest tells of the campaigns that the team works for.
    return own === undefined && question.team !== undefined
      ? []
      : [{ campaign: name, claims: external, asked: own ?? 0 }];
  });
};

/** Companies in the register then. Members have names too; what was merged into another has none any more. */
const companiesKnown = async (viewpoint: Viewpoint, question: DigestQuestion): Promise<number> => {
  const { tx, workspace } = viewpoint;
  const [count] = await rows<{ known: number }>(
    tx,
    sql`
      select count(*)::int as known from name_known n
      where n.workspace_id = ${workspace} and ${knownAt("n", pastOf(viewpoint, question.asOf))}
        and not exists (select from member m where m.workspace_id = ${workspace} and m.id = n.id)`,
  );
  return count?.known ?? 0;
};

/** Whether the workspace has any line at all: most registers are about other things, and pay one question for it. */
const anythingGiven = async ({ tx, workspace }: Viewpoint): Promise<boolean> => {
  const [row] = await rows<{ any: boolean }>(
    tx,
    sql`select exists (select from giving_known where workspace_id = ${workspace}) or exists (select from expected_known where workspace_id = ${workspace}) as any`,
  );
  return row?.any ?? false;
};

/** The part of a digest that tells of promises and deliveries. */
export const givingDigestOf = async (viewpoint: Viewpoint, question: DigestQuestion): Promise<GivingDigest> => {
  const campaigns = await campaignsThen(viewpoint, question);
  const external = await claimed(viewpoint, question, campaigns);
  const known = external.length > 0 ? await companiesKnown(viewpoint, question) : 0;
  if (!(await anythingGiven(viewpoint))) return { ...NOTHING_GIVEN, external, known };
  const past = pastOf(viewpoint, question.asOf);
  const today = dayOf(question.asOf, question.zone ?? "UTC");
  const lines = (where: SQL): Promise<GivingPage> =>
    linesGiven(viewpoint, {
      where: sql`${within(question)} and ${where}`,
      order: sql`k.on_day nulls first, k.record_id, k.part desc, k.no`,
      past,
      limit: question.lines,
    });
  const [figures, unthanked, disputed, instalments, ending] = await Promise.all([
    givingFigures(viewpoint, question, campaigns),
    lines(UNTHANKED),
    lines(DISPUTED),
    expected(viewpoint, question, sql`k.part = 'pledge' and k.day < ${plusDays(today, WEEK)}`),
    expected(
      viewpoint,
      question,
      sql`k.part = 'agreement' and k.day >= ${today} and k.day < ${plusDays(today, MONTH)}`,
    ),
  ]);
  return { ...figures, unthanked, disputed, instalments, ending, external, known };
};
