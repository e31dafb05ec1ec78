import { and, eq, sql } from "drizzle-orm";
import type { Entry, Fact, MemberFact } from "../src/domain/journal.ts";
import { type Naming, textsIn } from "../src/domain/naming.ts";
import type { Account, Member } from "../src/domain/parties.ts";
import { replay } from "../src/domain/replay.ts";
import type { Id } from "../src/domain/request.ts";
import { among } from "./among.ts";
import { staleCards } from "./cards-plan.ts";
import { split } from "./chain.ts";
import { type Database, type Db, rows } from "./database.ts";
import { hasMetAnother } from "./fault.ts";
import { forgetPerson } from "./forgetting-persons.ts";
import { recordsFrom } from "./journal.ts";
import { holdWorkspace } from "./ledger.ts";
import { rebuildHeld } from "./rebuild.ts";
import { journalPersonal } from "./schema.ts";
import { enterWorkspace, lookIntoWorkspace } from "./tenancy.ts";

/** Who is sought: by name, or by an account as a platform calls it. */
export interface Sought {
  readonly typed: string;
  readonly naming: Naming;
}

/** An entry of the journal in which somebody is named. */
export interface Mention {
  /** What it is about, as people call it: `AID-3`, a company's name, a member's. */
  readonly of: string;
  readonly entry: Entry;
  /** What names them there. */
  readonly words: readonly string[];
  /** What goes with that, since it was written down as one: a contact's role, or the others who signed. */
  readonly beside: readonly string[];
}

/** Where a workspace's journal names somebody. */
export interface Mentions {
  /** In words that are about persons: beside the chain, so that they can go. */
  readonly personal: readonly Mention[];
  /** In titles, texts and reasons, which the chain holds for good. */
  readonly kept: readonly Mention[];
  /** Who is meant of the members, whether they have left or not, with what they were ever called. */
  readonly members: readonly (Pick<Member, "id" | "name" | "active"> & { readonly called: readonly string[] })[];
}

/** What was erased. */
export interface Erased extends Mentions {
  /** Cards that are painted anew. */
  readonly cards: number;
  /** Messages to them of which nobody knows yet whether they arrived: they keep the account until that is known. */
  readonly open: number;
}

/** What people call a record; of what was undone nothing but its first entry tells that. */
const called = ([first, ...others]: readonly Entry[]): string => {
  if (!first) return "";
  const state = { ...first.fact, ...replay(first.subject, [first, ...others]) };
  if ("ref" in state) return `AID-${state.ref}`;
  return "name" in state && state.name !== undefined ? state.name : first.subject;
};

const personalOf = (fact: Fact): readonly string[] => textsIn(split(fact).personal);

/** What a member was ever called, and which accounts were ever theirs. */
interface Person {
  readonly entries: readonly Entry<MemberFact>[];
  readonly state: Member;
  readonly names: readonly string[];
  readonly accounts: readonly Account[];
}

const personIn = (entries: readonly Entry<MemberFact>[]): Person | undefined => {
  const state = replay("member", entries);
  if (!state) return undefined;
  // Both kinds of facts about a member hold all of its fields, or some.
  const facts = entries.map(({ fact }) => fact as Partial<Pick<Member, "name" | "accounts">>);
  return {
    entries,
    state,
    names: [...new Set(facts.flatMap(({ name }) => name ?? []))],
    accounts: facts.flatMap(({ accounts }) => accounts ?? []),
  };
};

/** Who is meant, with the other members as whom the same person was known. */
const meant = (persons: readonly Person[], { typed, naming }: Sought): readonly Person[] => {
  const found = new Set(
    persons.filter(({ names, accounts }) => names.some(naming.is) || accounts.some(({ account }) => account === typed)),
  );
  for (let before = -1; before < found.size; ) {
    before = found.size;
    for (const one of persons)
      for (const other of found)
        if (one.state.sameAs === other.state.id || other.state.sameAs === one.state.id) found.add(one);
  }
  return [...found];
};

interface Read {
  readonly mentions: Mentions;
  readonly persons: readonly Person[];
}

/** Reads the whole journal of a workspace for somebody. */
const readFor = async (tx: Db, ws: Id, sought: Sought): Promise<Read> => {
  const { naming } = sought;
  const [personal, kept, persons]: [Mention[], Mention[], Person[]] = [[], [], []];
  let isLeft = false;
  for await (const records of recordsFrom(tx, ws)) {
    for (const entries of records) {
      // A member's record holds the facts of a member.
      const person = entries[0]?.subject === "member" && personIn(entries as readonly Entry<MemberFact>[]);
      if (person) persons.push(person);
      if (entries[0]?.subject === "workspace")
        isLeft = entries.some(({ fact }) => fact.type === "workspace.changed" && fact.into !== undefined);
      for (const entry of entries) {
        const words = entry.subject === "member" ? [] : personalOf(entry.fact);
        const [theirs, beside] = [words.filter(naming.names), words.filter((word) => !naming.names(word))];
        if (theirs.length > 0) personal.push({ of: called(entries), entry, words: theirs, beside });
        const held = textsIn(split(entry.fact).body).filter(naming.holds);
        if (held.length > 0) kept.push({ of: called(entries), entry, words: held, beside: [] });
      }
    }
  }
  const theirs = meant(persons, sought);
  for (const { entries, state } of theirs)
    for (const entry of entries) {
      const words = personalOf(entry.fact);
      if (words.some((word) => word !== "—")) personal.push({ of: state.name, entry, words, beside: [] });
    }
  const inOrder = (one: Mention, other: Mention): number => one.entry.seq - other.entry.seq;
  return {
    mentions: {
      personal: personal.toSorted(inOrder),
      kept: kept.toSorted(inOrder),
      // Nobody is a member any more of a register that joined another.
      members: theirs.map(({ state, names }) => ({
        id: state.id,
        name: state.name,
        active: state.active && !isLeft,
        called: names,
      })),
    },
    persons: theirs,
  };
};

/** Where a workspace's journal names somebody. Changes nothing. */
export const mentionsIn = (database: Database, ws: Id, sought: Sought): Promise<Mentions> =>
  database.transaction(async (tx) => {
    await lookIntoWorkspace(tx, ws);
    return (await readFor(tx, ws, sought)).mentions;
  });

/** Requests on whose cards they may stand: what names them, what a company is asked that names them, and what a member has to do with. */
const requestsNaming = async (tx: Db, ws: Id, found: readonly Mention[]): Promise<readonly Id[]> => {
  const ids = [...new Set(found.map(({ entry }) => entry.id))];
  const about = await rows<{ id: Id }>(
    tx,
    sql`
      select id from request
      where workspace_id = ${ws} and (${among(sql`id`, ids)} or ${among(sql`company_id`, ids)}
        or jsonb_path_exists(state, '$.** ? (@.type() == "string" && @ == $ids[*])', jsonb_build_object('ids', ${JSON.stringify(ids)}::jsonb)))`,
  );
  return about.map(({ id }) => id);
};

const nothing = ({ personal, members }: Mentions): boolean =>
  personal.length === 0 || members.some(({ active }) => active);

const eraseOnce = (database: Database, ws: Id, sought: Sought): Promise<Erased> =>
  database.transaction(async (tx) => {
    const at = await enterWorkspace(tx, ws);
    await holdWorkspace(tx, ws);
    const { mentions, persons } = await readFor(tx, ws, sought);
    if (nothing(mentions)) return { ...mentions, cards: 0, open: 0 };
    const requests = await requestsNaming(tx, ws, mentions.personal);
    const open = await forgetPerson(tx, ws, {
      naming: sought.naming,
      names: persons.flatMap(({ names }) => names),
      accounts: persons.flatMap(({ accounts }) => accounts),
      members: persons.map(({ state }) => state.id),
    });
    for (const { entry } of mentions.personal)
      await tx
        .delete(journalPersonal)
        .where(and(eq(journalPersonal.workspaceId, ws), eq(journalPersonal.seq, entry.seq)));
    await rebuildHeld(tx, ws);
    return { ...mentions, open, cards: await staleCards(tx, ws, requests, at) };
  });

/** Times that it is tried where it meets those who send. */
const ATTEMPTS = 5;

/**
 * Erases somebody from a workspace, for good: the words about persons in which they are named, a member's own entries,
 * and all that follows from these, in one transaction. The chain holds digests of what was there, so that it still
 * verifies. Whoever is an active member is not erased: nothing is written then.
 */
export const erase = async (database: Database, ws: Id, sought: Sought): Promise<Erased> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await eraseOnce(database, ws, sought);
    } catch (error) {
      if (!hasMetAnother(error) || attempt === ATTEMPTS) throw error;
    }
  }
};
