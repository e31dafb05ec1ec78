import { and, eq, inArray, sql } from "drizzle-orm";
import { fold } from "../src/domain/company.ts";
import type { Records, Subject } from "../src/domain/journal.ts";
import type { Company, Member } from "../src/domain/parties.ts";
import type { Id, Request } from "../src/domain/request.ts";
import type { Instant } from "../src/domain/time.ts";
import { FOREVER } from "./columns.ts";
import type { Db } from "./database.ts";
import { expectedRows, givingRows } from "./giving-rows.ts";
import { replacing } from "./inserting.ts";
import { lineColumns } from "./lines.ts";
import { periodSteps } from "./periods.ts";
import { account, campaign, company, companyName, member, nameKnown, request, requestKnown, team } from "./schema.ts";
import { expectedKnown, givingKnown } from "./schema-giving.ts";
import type { Step } from "./together.ts";

/** Where a projection is written: which workspace, and the moment from which it is known. */
export interface Writing {
  readonly tx: Db;
  readonly workspace: Id;
  readonly at: Instant;
}

/** Closes the period that ends at `at`. One that began at `at` never was: it is overwritten or removed. */
const closed = ({ workspace: ws, at }: Writing, table: "request_known" | "name_known", id: Id): Step =>
  sql`
    update ${sql.identifier(table)} set known_to = ${at}
    where workspace_id = ${ws} and id = ${id} and known_to = 'infinity' and known_from < ${at}`;

/** What a record promised and gave, and what is expected of it, as other lines than before. */
const givingSteps = (
  writing: Writing,
  before: Request | Company | undefined,
  after: Request | Company | undefined,
): Step[] => [
  ...periodSteps(writing, givingKnown, givingRows(before), givingRows(after)),
  ...periodSteps(writing, expectedKnown, expectedRows(before), expectedRows(after)),
];

const requestSteps = (writing: Writing, before: Request | undefined, after: Request): Step[] => {
  const { workspace: workspaceId, at } = writing;
  const { id, ref, company: companyId, team: teamId, status } = after;
  return [
    replacing(request, { workspaceId, id, ref, companyId, teamId, status, state: after }),
    ...(before ? [closed(writing, "request_known", id)] : []),
    replacing(requestKnown, { workspaceId, knownFrom: at, knownTo: FOREVER, ...lineColumns(after) }),
    ...givingSteps(writing, before, after),
  ];
};

/** A request whose very creation was undone is gone from now on; the past still knows it. */
const removalSteps = (writing: Writing, before: Request): Step[] => {
  const { tx, workspace: ws, at } = writing;
  const { id } = before;
  return [
    tx.delete(request).where(and(eq(request.workspaceId, ws), eq(request.id, id))),
    closed(writing, "request_known", id),
    tx
      .delete(requestKnown)
      .where(and(eq(requestKnown.workspaceId, ws), eq(requestKnown.id, id), eq(requestKnown.knownFrom, at))),
    ...givingSteps(writing, before, undefined),
  ];
};

/** A company that was taken back is found under no name any more; the past still knows what it was called. */
const companyRemoval = (writing: Writing, before: Company): Step[] => {
  const { tx, workspace: ws } = writing;
  const { id } = before;
  return [
    tx.delete(companyName).where(and(eq(companyName.workspaceId, ws), eq(companyName.companyId, id))),
    tx.delete(company).where(and(eq(company.workspaceId, ws), eq(company.id, id))),
    ...nameSteps(writing, id, nameIn(before), undefined),
    ...givingSteps(writing, before, undefined),
  ];
};

/** The writes by which a record goes that was taken back as a whole; requests, companies and campaigns can be. */
const removal = (writing: Writing, subject: Subject, before: Records[Subject]["state"]): Step[] => {
  // As in projectionOf: each case names the one member that fits its subject.
  if (subject === "request") return removalSteps(writing, before as Request);
  if (subject === "company") return companyRemoval(writing, before as Company);
  if (subject !== "campaign") return [];
  const { tx, workspace: ws } = writing;
  return [tx.delete(campaign).where(and(eq(campaign.workspaceId, ws), eq(campaign.id, before.id)))];
};

const nameSteps = (writing: Writing, id: Id, before: string | undefined, name: string | undefined): Step[] => {
  const { tx, workspace: workspaceId, at: knownFrom } = writing;
  if (before === name) return [];
  const row = and(eq(nameKnown.workspaceId, workspaceId), eq(nameKnown.id, id), eq(nameKnown.knownFrom, knownFrom));
  return [
    closed(writing, "name_known", id),
    name === undefined
      ? tx.delete(nameKnown).where(row)
      : replacing(nameKnown, { workspaceId, id, knownFrom, knownTo: FOREVER, name }),
  ];
};

/** What a company is called; one that was merged into another is called nothing any more. */
const nameIn = (of: Company | undefined): string | undefined => (of?.merged === undefined ? of?.name : undefined);

/** A name as it is matched. One that is all punctuation folds to nothing and stands for itself. */
export const foldedName = (name: string): string => fold(name) || name.trim().toLowerCase();

/** All foldings under which a company is found; one that was merged into another is found there. */
export const foldings = (of: Company | undefined): ReadonlySet<string> =>
  new Set(of && !of.merged ? [of.name, ...of.aliases, ...(of.redacted ? [of.redacted] : [])].map(foldedName) : []);

const companySteps = (writing: Writing, before: Company | undefined, after: Company): Step[] => {
  const { tx, workspace: workspaceId } = writing;
  const [old, now] = [foldings(before), foldings(after)];
  const gone = [...old].filter((key) => !now.has(key));
  const fresh = [...now].filter((key) => !old.has(key));
  return [
    stateOf(company, workspaceId, after),
    ...nameSteps(writing, after.id, nameIn(before), nameIn(after)),
    ...givingSteps(writing, before, after),
    ...(gone.length > 0
      ? [
          tx
            .delete(companyName)
            .where(
              and(
                eq(companyName.workspaceId, workspaceId),
                eq(companyName.companyId, after.id),
                inArray(companyName.folded, gone),
              ),
            ),
        ]
      : []),
    ...(fresh.length > 0
      ? [
          tx
            .insert(companyName)
            .values(fresh.map((folded) => ({ workspaceId, companyId: after.id, folded })))
            .onConflictDoNothing(),
        ]
      : []),
  ];
};

const accountKeys = (of: Member | undefined): ReadonlySet<string> =>
  new Set(of?.accounts.map(({ platform, account: name }) => JSON.stringify([platform, name])));

const memberSteps = (writing: Writing, before: Member | undefined, after: Member): Step[] => {
  const { tx, workspace: workspaceId } = writing;
  const [old, now] = [accountKeys(before), accountKeys(after)];
  const rowOf = (key: string) => {
    // The keys are made above, of exactly these two.
    const [platform, name] = JSON.parse(key) as [Member["accounts"][number]["platform"], string];
    return { workspaceId, platform, account: name, memberId: after.id };
  };
  const gone = [...old].filter((key) => !now.has(key)).map(rowOf);
  const fresh = [...now].filter((key) => !old.has(key)).map(rowOf);
  return [
    stateOf(member, workspaceId, after),
    ...nameSteps(writing, after.id, before?.name, after.name),
    // An account that went to another member in the meantime stays there.
    ...gone.map((row) =>
      tx
        .delete(account)
        .where(
          and(
            eq(account.workspaceId, workspaceId),
            eq(account.platform, row.platform),
            eq(account.account, row.account),
            eq(account.memberId, after.id),
          ),
        ),
    ),
    ...fresh.map((row) => replacing(account, row)),
  ];
};

/** The tables that hold nothing but a record's state by its id. */
type RecordTable = typeof company | typeof team | typeof campaign | typeof member;

const stateOf = <T extends RecordTable>(table: T, workspaceId: Id, state: T["$inferSelect"]["state"]): Step =>
  // One shape for all four; only the type of the state differs.
  replacing(table as typeof company, { workspaceId, id: state.id, state: state as Company });

/**
 * The writes that bring the tables from one state of a record to the next; `after` is undefined when
 * the record's creation was undone. They touch no row twice, so they may go in one statement.
 */
export const projectionOf = <S extends Subject>(
  writing: Writing,
  subject: S,
  before: Records[S]["state"] | undefined,
  after: Records[S]["state"] | undefined,
): Step[] => {
  // TypeScript does not narrow S by the switch; each case names the one member that fits its subject.
  if (after === undefined) return before ? removal(writing, subject, before) : [];
  switch (subject) {
    case "request":
      return requestSteps(writing, before as Request | undefined, after as Request);
    case "company":
      return companySteps(writing, before as Company | undefined, after as Company);
    case "member":
      return memberSteps(writing, before as Member | undefined, after as Member);
    case "team":
      return [stateOf(team, writing.workspace, after as Records["team"]["state"])];
    case "campaign":
      return [stateOf(campaign, writing.workspace, after as Records["campaign"]["state"])];
    default:
      return [
        sql`update workspace set state = ${JSON.stringify(after)}::jsonb where workspace_id = ${writing.workspace}`,
      ];
  }
};
