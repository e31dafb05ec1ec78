import { sql } from "drizzle-orm";
import type { Entry, Records, Subject } from "../src/domain/journal.ts";
import { evolve, replay } from "../src/domain/replay.ts";
import type { Id } from "../src/domain/request.ts";
import { type Instant, plusMilliseconds } from "../src/domain/time.ts";
import type { Platform } from "../src/domain/vocabulary.ts";
import type { Random } from "../src/ports.ts";
import { type Db, rows } from "./database.ts";
import { deriveAll, TABLES, type TableName } from "./derived-rows.ts";
import { inserted } from "./inserting.ts";
import { instantFrom } from "./instant.ts";
import { append, entriesOf, type Head } from "./journal.ts";
import { projectionOf } from "./projection.ts";
import { recordOf } from "./records.ts";
import { type Step, together } from "./together.ts";

/** The end of a workspace's register, held so that nobody else can write behind it. */
export interface Hold {
  readonly head: Head;
  readonly at: Instant;
  readonly nextRef: number;
}

/** Who writes, when, and through what. */
export interface Writer {
  readonly tx: Db;
  readonly workspace: Id;
  readonly at: Instant;
  readonly change: Id;
  readonly by: Id;
  readonly via: Platform;
  readonly random: Random;
}

/** A record that begins, with all that is told of it at once. */
interface Beginning<S extends Subject> {
  readonly id: Id;
  readonly facts: readonly Records[S]["fact"][];
}

/** The writing side of one transaction. */
export interface Ledger {
  nextRef(): Promise<number>;
  /** Keeps a state that was read by other means in this transaction, so that it is not read again. */
  keep<T extends Records[Subject]["state"]>(found: T): T;
  /** Whether a record began in this transaction, so that nothing else can know of it yet. */
  isNew(id: Id): boolean;
  /** The state of a record as this transaction sees it. */
  state<S extends Subject>(subject: S, id: Id): Promise<Records[S]["state"] | undefined>;
  record<S extends Subject>(
    subject: S,
    id: Id,
    facts: readonly Records[S]["fact"][],
    by?: "system",
  ): Promise<Records[S]["state"] | undefined>;
  /** Begins many records at once, each with the facts that it begins with: as recording one after another, in fewer statements. */
  begin<S extends Subject>(subject: S, records: readonly Beginning<S>[]): Promise<void>;
  /** What is left to write when the work is done: the new end of the register. */
  ending(): readonly Step[];
}

/**
 * Locks the workspace's row. All writes of a workspace are one after another: that is what makes the
 * chain a chain and numbers gapless. The lock leaves foreign keys to the row alone.
 */
export const holdWorkspace = async (tx: Db, id: Id): Promise<Hold> => {
  const [found] = await rows<{ head_seq: number; head_hash: string; head_at: string; next_ref: number }>(
    tx,
    sql`select head_seq, head_hash, head_at, next_ref from workspace where workspace_id = ${id} for no key update`,
  );
  if (!found) throw new Error("A workspace that an installation names does not exist");
  return {
    head: { seq: found.head_seq, hash: found.head_hash },
    at: instantFrom(found.head_at),
    nextRef: found.next_ref,
  };
};

/** A workspace's journal never steps back in time, even when the clock of the machine does. */
export const notBefore = (at: Instant, last: Instant): Instant => (at < last ? last : at);

/**
 * The moment of a change that follows another: later than it, if only by a millisecond, so that what
 * came first can always be told from what came of it, however fast people are or however coarse the clock.
 */
export const after = (at: Instant, last: Instant): Instant => (at > last ? at : plusMilliseconds(last, 1));

/** Facts as the journal will give them back: without absent fields, which a spread would copy. */
const asStored = <F>(fact: F): F =>
  // Facts are plain data, so what comes back from JSON is what went in.
  JSON.parse(JSON.stringify(fact)) as F;

/** Facts with which a record begins: there is nothing to load before them. */
const BEGINNINGS: readonly string[] = [
  "request.logged",
  "company.added",
  "team.added",
  "campaign.added",
  "member.joined",
  "workspace.opened",
];

/**
 * Opens the ledger of a transaction. With `held` missing, the first write takes the lock; what was
 * read before it may be out of date, so commands that change something begin with it.
 */
export const openLedger = (writer: Writer, held?: Hold): Ledger => {
  const { tx, workspace: ws, change, via, random } = writer;
  const states = new Map<Id, Records[Subject]["state"] | undefined>();
  let hold = held;
  const begun = new Set<Id>();
  let { at } = writer;
  let dirty = false;

  const holding = async (): Promise<Hold> => {
    if (hold) return hold;
    hold = await holdWorkspace(tx, ws);
    at = after(at, hold.at);
    states.clear();
    return hold;
  };

  const state = async <S extends Subject>(subject: S, id: Id): Promise<Records[S]["state"] | undefined> => {
    if (!states.has(id)) states.set(id, await recordOf(tx, ws, subject, id));
    // Ids are unique over all subjects, so what is kept under this one is of this subject.
    return states.get(id);
  };

  const entryOf = <S extends Subject>(
    seq: number,
    subject: S,
    id: Id,
    fact: Records[S]["fact"],
    by: Id = writer.by,
  ): Entry<Records[S]["fact"]> => ({ seq, change, at, by, via, subject, id, fact: asStored(fact) });

  return {
    state,
    keep: (found) => {
      if (!states.has(found.id)) states.set(found.id, found);
      return found;
    },
    isNew: (id) => begun.has(id),
    nextRef: async () => {
      const now = await holding();
      hold = { ...now, nextRef: now.nextRef + 1 };
      dirty = true;
      return now.nextRef;
    },
    record: async (subject, id, facts, by) => {
      type S = typeof subject;
      const [first] = facts;
      if (!first) return state(subject, id);
      const now = await holding();
      const begins = BEGINNINGS.includes(first.type);
      const before = begins ? undefined : await state(subject, id);
      if (begins) begun.add(id);
      const entries = facts.map((fact, index) => entryOf<S>(now.head.seq + 1 + index, subject, id, fact, by));
      const undoing = facts.some(({ type }) => type === "undone");
      const after = undoing
        ? replay(subject, [...(await entriesOf(tx, ws, subject, id)), ...entries])
        : entries.reduce<Records[S]["state"] | undefined>((so, entry) => evolve(subject, so, entry), before);
      const { head, steps } = append(ws, now.head, entries, random);
      await together(tx, [...steps, ...projectionOf({ tx, workspace: ws, at }, subject, before, after)]);
      hold = { ...now, head, at };
      dirty = true;
      states.set(id, after);
      return after;
    },
    begin: async (subject, records) => {
      const now = await holding();
      let { seq } = now.head;
      const entries = records.map(({ id, facts }) =>
        facts.map((fact) => {
          seq += 1;
          return entryOf(seq, subject, id, fact);
        }),
      );
      if (seq === now.head.seq) return;
      const { head, steps } = append(ws, now.head, entries.flat(), random);
      const { made } = deriveAll(ws, entries);
      // Each name is of its own table, whose rows `derive` made.
      const rowsFor = ([name, found]: readonly [TableName, readonly object[]]): Step =>
        inserted(TABLES[name] as typeof TABLES.company, found as (typeof TABLES.company.$inferInsert)[]);
      await together(tx, [...steps, ...[...made].filter(([, found]) => found.length > 0).map(rowsFor)]);
      hold = { ...now, head, at };
      dirty = true;
      for (const { id } of records) {
        begun.add(id);
        states.delete(id);
      }
    },
    ending: () =>
      hold && dirty
        ? [
            sql`
              update workspace set head_seq = ${hold.head.seq}, head_hash = ${hold.head.hash},
                head_at = ${notBefore(at, hold.at)}, next_ref = ${hold.nextRef}
              where workspace_id = ${ws}`,
          ]
        : [],
  };
};
