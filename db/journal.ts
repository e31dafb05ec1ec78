import { and, asc, eq, lte, sql } from "drizzle-orm";
import type { Entry, Records, Subject } from "../src/domain/journal.ts";
import type { Id } from "../src/domain/request.ts";
import type { Instant } from "../src/domain/time.ts";
import type { Random } from "../src/ports.ts";
import { digestOf, hashOf, join, split } from "./chain.ts";
import type { Db } from "./database.ts";
import { inserted } from "./inserting.ts";
import { journal, journalPersonal } from "./schema.ts";
import type { Step } from "./together.ts";

/** The end of a workspace's chain: what the next entry stands on. */
export interface Head {
  readonly seq: number;
  readonly hash: string;
}

/** The rows that put entries at the end of a chain, and the end that they make. */
export interface Appended {
  readonly head: Head;
  readonly steps: readonly Step[];
}

/**
 * Chains entries whose `seq` follows `head`. Nothing is written yet: the steps belong in one statement
 * with the projections that follow from the entries.
 */
export const append = (workspace: Id, head: Head, entries: readonly Entry[], random: Random): Appended => {
  let { hash } = head;
  const personalRows: (typeof journalPersonal.$inferInsert)[] = [];
  const rows = entries.map((entry) => {
    const { body, personal } = split(entry.fact);
    const salt = personal && Buffer.from(random.bytes(16)).toString("hex");
    if (personal && salt) personalRows.push({ workspaceId: workspace, seq: entry.seq, salt, body: personal });
    const { seq, change, at, by, via, subject, id } = entry;
    const { type } = entry.fact;
    const digest = personal && salt ? digestOf(personal, salt) : null;
    const prev = hash;
    hash = hashOf(prev, { workspace, seq, change, at, by, via, subject, id, type, body, personal: digest });
    return {
      workspaceId: workspace,
      seq,
      changeId: change,
      at,
      by,
      via,
      subject,
      subjectId: id,
      type,
      body,
      personalDigest: digest,
      prev,
      hash,
    };
  });
  const steps: Step[] = [inserted(journal, rows)];
  if (personalRows.length > 0) steps.push(inserted(journalPersonal, personalRows));
  return { head: { seq: entries.at(-1)?.seq ?? head.seq, hash }, steps };
};

/** A row and its personal half as one select gives them. */
const columns = {
  seq: journal.seq,
  change: journal.changeId,
  at: journal.at,
  by: journal.by,
  via: journal.via,
  subject: journal.subject,
  id: journal.subjectId,
  type: journal.type,
  body: journal.body,
  digest: journal.personalDigest,
  personal: journalPersonal.body,
};

const personalHalf = and(eq(journalPersonal.workspaceId, journal.workspaceId), eq(journalPersonal.seq, journal.seq));

/** Every entry about one record, oldest first, whole again; up to and including `asOf` when given. */
export const entriesOf = async <S extends Subject>(
  tx: Db,
  workspace: Id,
  subject: S,
  id: Id,
  asOf?: Instant,
): Promise<readonly Entry<Records[S]["fact"]>[]> => {
  const about = and(eq(journal.workspaceId, workspace), eq(journal.subject, subject), eq(journal.subjectId, id));
  const rows = await tx
    .select(columns)
    .from(journal)
    .leftJoin(journalPersonal, personalHalf)
    .where(asOf === undefined ? about : and(about, lte(journal.at, asOf)))
    .orderBy(asc(journal.seq));
  // A subject's rows hold facts of that subject only: `record` takes no others.
  return rows.map(
    ({ type, body, digest, personal, ...row }) =>
      ({ ...row, fact: join(type, body, personal, digest) }) as Entry<Records[S]["fact"]>,
  );
};

/** Rows read at a time; a record's entries are never torn apart, so a page may be a little less. */
const PAGE = 5000;

/**
 * Every record of a workspace as the list of its entries, oldest first; in no order among themselves.
 * Comes in pages, so that a register of any size can be read.
 */
export async function* recordsFrom(tx: Db, workspace: Id): AsyncGenerator<readonly (readonly Entry[])[]> {
  let last = { id: "00000000-0000-0000-0000-000000000000", seq: 0 };
  let open: Entry[] = [];
  for (;;) {
    const rows = await tx
      .select(columns)
      .from(journal)
      .leftJoin(journalPersonal, personalHalf)
      .where(
        and(
          eq(journal.workspaceId, workspace),
          sql`(${journal.subjectId}, ${journal.seq}) > (${last.id}::uuid, ${last.seq}::bigint)`,
        ),
      )
      .orderBy(asc(journal.subjectId), asc(journal.seq))
      .limit(PAGE);
    // `subject` is checked by the table to be one of the domain's.
    const entries = rows.map(
      ({ type, body, digest, personal, ...row }) => ({ ...row, fact: join(type, body, personal, digest) }) as Entry,
    );
    const end = entries.at(-1);
    const records = [...Map.groupBy([...open, ...entries], ({ id }) => id).values()];
    if (!end) {
      if (records.length > 0) yield records;
      return;
    }
    // The last record may go on in the next page.
    open = records.pop() ?? [];
    if (records.length > 0) yield records;
    last = end;
  }
}
