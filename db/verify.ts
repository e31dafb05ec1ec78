import { and, asc, eq, gt, lte, sql } from "drizzle-orm";
import type { Id } from "../src/domain/request.ts";
import { digestOf, hashOf } from "./chain.ts";
import { type Database, type Db, rows } from "./database.ts";
import { journal, journalPersonal } from "./schema.ts";
import { enterWorkspace } from "./tenancy.ts";
import { workspacesIn } from "./workspaces.ts";

/**
 * What is wrong with the first bad row of a workspace's journal: `missing` (no row where one must be),
 * `altered` (its hash is not that of what it says), `unchained` (it does not stand on the row before),
 * `personal` (the words about a person are not those that were recorded; erased ones are fine), or
 * `unaccounted` (a row that the register's own end does not know of).
 */
export interface Flaw {
  readonly workspace: Id;
  readonly seq: number;
  readonly what: "missing" | "altered" | "unchained" | "personal" | "unaccounted";
}

/** How much was read, and the first bad row of each workspace that has one. */
export interface Verification {
  readonly workspaces: number;
  readonly entries: number;
  readonly flaws: readonly Flaw[];
}

const PAGE = 1000;

/** Everything that a hash covers, and the hash. */
const columns = {
  link: {
    workspace: journal.workspaceId,
    seq: journal.seq,
    change: journal.changeId,
    at: journal.at,
    by: journal.by,
    via: journal.via,
    subject: journal.subject,
    id: journal.subjectId,
    type: journal.type,
    body: journal.body,
    personal: journal.personalDigest,
  },
  prev: journal.prev,
  hash: journal.hash,
  salt: journalPersonal.salt,
  half: journalPersonal.body,
};

const pageOf = (tx: Db, ws: Id, after: number, until: number) =>
  tx
    .select(columns)
    .from(journal)
    .leftJoin(
      journalPersonal,
      and(eq(journalPersonal.workspaceId, journal.workspaceId), eq(journalPersonal.seq, journal.seq)),
    )
    .where(and(eq(journal.workspaceId, ws), gt(journal.seq, after), lte(journal.seq, until)))
    .orderBy(asc(journal.seq))
    .limit(PAGE);

type Row = Awaited<ReturnType<typeof pageOf>>[number];

const flawOf = ({ link, prev, hash, salt, half }: Row, seq: number, before: string): Flaw["what"] | undefined => {
  if (link.seq !== seq) return "missing";
  if (hashOf(prev, link) !== hash) return "altered";
  if (prev !== before) return "unchained";
  if (half !== null && (salt === null || digestOf(half, salt) !== link.personal)) return "personal";
  return undefined;
};

/** Reads one workspace's journal from its first entry to the end that the register itself remembers. */
const verifyOne = (database: Database, ws: Id): Promise<{ entries: number; flaw?: Flaw }> =>
  database.transaction(async (tx) => {
    await enterWorkspace(tx, ws);
    // Read at one moment: what is written while we read comes after it.
    const [end] = await rows<{ seq: number; hash: string; last: number }>(
      tx,
      sql`
        select w.head_seq as seq, w.head_hash as hash, coalesce((select max(j.seq) from journal j where j.workspace_id = w.workspace_id), 0) as last
        from workspace w where w.workspace_id = ${ws}`,
    );
    const until = end?.seq ?? 0;
    let [seq, hash] = [0, ""];
    while (seq < until) {
      const page = await pageOf(tx, ws, seq, until);
      for (const row of page) {
        const what = flawOf(row, seq + 1, hash);
        if (what) return { entries: seq, flaw: { workspace: ws, seq: seq + 1, what } };
        ({ hash } = row);
        seq += 1;
      }
      if (page.length === 0) return { entries: seq, flaw: { workspace: ws, seq: seq + 1, what: "missing" } };
    }
    if (end && hash !== end.hash) return { entries: seq, flaw: { workspace: ws, seq, what: "altered" } };
    if (end && end.last > until) return { entries: seq, flaw: { workspace: ws, seq: until + 1, what: "unaccounted" } };
    return { entries: seq };
  });

/** Proves that journals say what was recorded and nothing else, of one workspace or of all. */
export const verify = async (database: Database, workspace?: Id): Promise<Verification> => {
  const workspaces = workspace === undefined ? await workspacesIn(database) : [workspace];
  const flaws: Flaw[] = [];
  let entries = 0;
  for (const each of workspaces) {
    const { entries: read, flaw } = await verifyOne(database, each);
    entries += read;
    if (flaw) flaws.push(flaw);
  }
  return { workspaces: workspaces.length, entries, flaws };
};
